from contextlib import suppress

import pytest
from hypothesis import given

from bot.listeners import survey_words
from bot.listeners.survey_words import Ask, Name, NotUnderstood, RemoveDigest, Simple
from kpi.metrics import Metric
from tests.drawn import texts
from tests.each import each

JAN, PIET = "<@U0JAN|jan>", "<@U0PIET>"


@each(
    ("text", "wish"),
    [
        ("", Simple.HOME),
        ("  HELP ", Simple.HELP),
        ("hulp", Simple.HELP),
        ("Stop", Simple.STOP),
        ("start", Simple.START),
        ("digest", Simple.NEW_DIGEST),
        ("overzicht", Simple.NEW_DIGEST),
        ("digest   list", Simple.LIST_DIGESTS),
        ("overzichten", Simple.LIST_DIGESTS),
        ("digest remove 12", RemoveDigest(12)),
        ("overzicht verwijder 2", RemoveDigest(2)),
        ("agents on", Simple.AGENTS_ON),
        ("agents uit", Simple.AGENTS_OFF),
        (f"csat {JAN} about VPN", Ask(Metric.CSAT, ("U0JAN",), "VPN")),
        (f"CSAT {JAN} over VPN", Ask(Metric.CSAT, ("U0JAN",), "VPN")),
        (f"Onboarding {JAN} over VPN", Ask("onboarding", ("U0JAN",), "VPN")),
        (f"nps {JAN} about: the move", Ask(Metric.NPS, ("U0JAN",), "the move")),
        (f"ces {JAN}, {PIET} about VPN", Ask(Metric.CES, ("U0JAN", "U0PIET"), "VPN")),
        (f"ces {JAN} and {PIET} about VPN", Ask(Metric.CES, ("U0JAN", "U0PIET"), "VPN")),
        (f"ces {JAN} en {JAN} over VPN", Ask(Metric.CES, ("U0JAN",), "VPN")),
        (f"csat {JAN} about the laptop of {PIET}", Ask(Metric.CSAT, ("U0JAN",), "the laptop of")),
        (f"csat {JAN} about R&amp;D &lt;2&gt;", Ask(Metric.CSAT, ("U0JAN",), "R&D <2>")),
        (f"leads {JAN} {PIET}", Name("lead", ("U0JAN", "U0PIET"), "")),
        ("leads <!subteam^S0LEADS|@leads>", Name("lead", (), "S0LEADS")),
        (f"admins {JAN}", Name("admin", ("U0JAN",), "")),
        ("beheerders", Name("admin", (), "")),
    ],
)
def test_reads(text: str, wish: object) -> None:
    assert survey_words.parse(text) == wish


@each(
    "text",
    [
        "hallelujah",
        "csta",
        "csat",
        "csat @jan about VPN",
        f"csat {JAN}",
        f"csat {JAN} about",
        f"csat about VPN {JAN}",
        "digest remove",
        "leads jan",
        "leads <!subteam^S1> <!subteam^S2>",
    ],
)
def test_refuses_with_something_to_paste(text: str) -> None:
    with pytest.raises(NotUnderstood, match="/survey "):
        survey_words.parse(text)


def test_a_slip_gets_the_nearest_meaning() -> None:
    for text, example in {
        "allerts": "alerts",
        "Meldngen": "meldingen",
        "leger week": "ledger week",
        "legboek": "logboek",
        "digets remove 2": "digest remove 2",
        "digest lst": "digest list",
        "agents onn": "agents on",
        "campain new": "campaign new",
        "hlep": "help",
        "laeds <!subteam^S0LEADS|@leads>": "leads",
    }.items():
        with pytest.raises(NotUnderstood) as caught:
            survey_words.parse(text)
        assert caught.value.values.get("example") == example, text


def test_a_long_subject_is_shortened() -> None:
    wish = survey_words.parse(f"csat {JAN} about {'x' * 500}")
    assert isinstance(wish, Ask)
    assert len(wish.about) == 150


@given(texts(max_size=200))
def test_any_text_is_understood_or_refused(text: str) -> None:
    with suppress(NotUnderstood):
        survey_words.parse(text)
