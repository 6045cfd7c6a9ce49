from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import query as grammar
from bot.blocks import Message, kpi
from kpi.histograms import Histogram
from kpi.metrics import ASKED, SERVICE, Metric, standard
from kpi.query import Query, View
from kpi.summary import Funnel, Summary
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, checked, pieces, read
from tests.bot.blocks.summaries import TODAY, ZONE, query, summary
from tests.bot.blocks.times import part, times
from tests.each import each

ENGLISH = """\
*CSAT · this week so far*  (Mon 16 – Wed 18 November, all teams)
*84 %* satisfied · 41 of 49 answers · likely between 71 and 91 %
2 points above the same days last week (82 %, 60 answers): could be chance
Last 13 weeks: 78 % (598 answers)  ▄▄▄▄▄▄▅▅▅▅▅▅▅
5 ██████████ 27 · 4 █████ 14 · 3 ██ 5 · 2 ▌ 1 · 1 ▌ 2
Average 4.29 of 5 · likely between 3.99 and 4.58
Asked 61 of 74 customers helped · 80 % answered, 5 may still answer
< Split by… > [ Comments ] [ Trend ] [ Why ] [ Export ] [ Share in channel ]"""

DUTCH = """\
*CSAT · deze week tot nu toe*  (ma 16 – wo 18 november, alle teams)
*84 %* tevreden · 41 van 49 antwoorden · waarschijnlijk tussen 71 en 91 %
2 punten hoger dan dezelfde dagen vorige week (82 %, 60 antwoorden): kan toeval zijn
Laatste 13 weken: 78 % (598 antwoorden)  ▄▄▄▄▄▄▅▅▅▅▅▅▅
5 ██████████ 27 · 4 █████ 14 · 3 ██ 5 · 2 ▌ 1 · 1 ▌ 2
Gemiddeld 4,29 van 5 · waarschijnlijk tussen 3,99 en 4,58
61 van de 74 geholpen klanten gevraagd · 80 % antwoordde, 5 kunnen nog antwoorden
< Splits op… > [ Opmerkingen ] [ Verloop ] [ Waarom ] [ Exporteren ] [ Deel in kanaal ]"""


BEFORE = "the same days last week"
FCR = "*FCR*  *72 %* solved at the first contact"


def answer(*found: Summary, language: str = "en", leads: bool = True, **asked: object) -> str:
    return read(kpi.summaries(found, query("week", **asked), language=language, leads=leads))


def actions(message: Message) -> dict[str, str]:
    return {
        one["action_id"]: one["value"]
        for one in pieces(message.blocks)
        if one.get("type") == "button"
    }


@pytest.mark.parametrize(("language", "shown"), [("en-GB", ENGLISH), ("nl", DUTCH)])
def test_a_week_of_csat(language: str, shown: str) -> None:
    assert answer(summary(), language=language) == shown


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_text_says_what_the_blocks_say(language: str) -> None:
    message = kpi.summaries([summary()], query("week"), language=language, leads=True)
    shown = read(message).replace("*", "").splitlines()
    assert message.text.replace("\N{NO-BREAK SPACE}", " ").splitlines() == shown[:-1]


def test_nps_has_groups_and_signs() -> None:
    assert answer(summary(Metric.NPS)).splitlines()[1:3] == [
        "*+25* · 36 answers (18 promoters, 9 passives, 9 detractors) · likely between −3 and +49",
        "38 points below the same days last week (+63, 40 answers): more than chance",
    ]


def test_few_answers_are_indicative() -> None:
    assert answer(summary(Metric.CES)).splitlines()[1].endswith("97 % · indicative")


def test_too_few_answers_are_counts() -> None:
    shown = answer(summary(counts={5: 3, 1: 1})).splitlines()
    assert shown[1] == "3 of 4 satisfied. Too few for a number; 5 answers are needed."
    assert shown[2] == "Too few answers to compare with the same days last week."
    assert not any("75\xa0%" in line for line in shown)


def test_no_answers_are_never_a_zero() -> None:
    waiting = Funnel(helped=12, asked=12, delivered=12, open=12)
    shown = answer(summary(counts={}, funnel=waiting)).splitlines()
    assert shown[1] == "No answers yet; 12 questions are out."
    assert shown[2] == "The same days last week: 82 % (60 answers)"
    assert "0 %" not in " ".join(shown)
    nobody = answer(summary(counts={}, funnel=Funnel()))
    assert nobody.splitlines()[1] == "Nobody was asked."
    silent = answer(summary(counts={}, funnel=Funnel(helped=2)))
    assert silent.splitlines()[1] == "No answers."


def test_a_hidden_number_shows_nothing_of_itself() -> None:
    shown = answer(summary(counts={5: 3}, private=True)).splitlines()
    assert shown[1:-1] == [
        "There are fewer than 5 answers. They stay hidden, so that nobody is recognised."
    ]


def test_a_hidden_week_before_stays_hidden() -> None:
    shown = answer(summary(before={5: 2, 1: 2}, private=True, weeks=({5: 3},)))
    assert "Too few answers to compare" in shown
    assert "2 of 4" not in shown
    assert "Last" not in shown


@each(
    ("before", "line"),
    [
        ({5: 41, 1: 8}, "About the same as the same days last week (84 %, 49 answers): could be"),
        ({5: 20, 1: 40}, "50 points above the same days last week (33 %, 60 answers): more than"),
        ({}, "Last 13 weeks"),
    ],
)
def test_the_comparison(before: dict[int, int], line: str) -> None:
    assert answer(summary(before=before)).splitlines()[2].startswith(line)


def test_everything_gives_each_metric_a_paragraph() -> None:
    found = [summary(metric) for metric in ASKED]
    shown = answer(*found, metrics=ASKED, filters={"team": "A&B"}).splitlines()
    assert shown[0] == "*This week so far*  (Mon 16 – Wed 18 November, team A&B)"
    assert [line[:8] for line in shown if line.startswith("*")][1:] == [
        "*CSAT*  ",
        "*CES*  *",
        "*NPS*  *",
    ]


def test_times_stand_beside_answers() -> None:
    found = [summary(), *(times(metric) for metric in SERVICE)]
    shown = answer(*found, metrics=tuple(Metric)).splitlines()
    assert shown[4:-1] == [
        "*FRT*  *22 min* median · 41 replies · likely between 15 min and 29 min",
        f"13 min shorter than {BEFORE} (35 min, 60 replies): more than chance",
        "3 have no reply yet, 1 past the target",
        "*ART*  *20 h 30 min* on average · 40 solved · likely between 16 h 46 min and 24 h 14 min",
        f"Median about the same as {BEFORE} (20 h 30 min, 40 solved): could be chance",
        "14 open now · 2 reopened",
        f"{FCR} · 86 of 120 tickets · likely between 63 and 79 %",
        "5 points above the same days last week (67 %, 120 tickets): could be chance",
        "2 reopened",
        "ART · Counted in office hours, Monday to Friday 9:00–17:00 until an admin sets them.",
        (
            "FCR · Provisional: what was solved since 16 November may still come back, so it "
            "proves no rise yet."
        ),
    ]


def test_a_metric_without_parts_has_no_heading_for_them() -> None:
    asked = query("week", metrics=(Metric.CSAT, Metric.NPS), by="team")
    found = [summary(), summary(Metric.NPS)]
    text = kpi.summaries(found, asked, language="en", leads=True).text
    assert not {"CSAT", "NPS"} & {*text.splitlines()}


def test_replies_by_team_in_dutch() -> None:
    slow, fast = Histogram.of(range(3600, 7200, 60)), Histogram.of(range(60, 3660, 60))
    parts = [part("Network", slow, fast), part("Billing", Histogram.of([60] * 3))]
    found = replace(times(), segments=tuple(parts))
    shown = kpi.summaries(
        [found], query("week", metrics=(Metric.FRT,), by="team"), language="nl", leads=True
    )
    assert "Network: 1\xa0uur 30\xa0min (60 reacties), waarschijnlijk tussen" in checked(shown).text
    assert "59\xa0min langer, meer dan toeval" in shown.text
    assert "3 reacties, de langste 1\xa0min. Te weinig voor een getal" in shown.text
    assert "kpi:comments" not in actions(shown)


def test_buttons_hold_questions_that_can_be_asked() -> None:
    asked = query("week", filters={"team": "First line"})
    message = kpi.summaries([summary()], asked, language="en", leads=True)
    found = actions(message)
    assert set(found) == {*("kpi:comments", "kpi:trend", "kpi:why", "kpi:export", "share")}
    read_back = {
        action: grammar.parse(text, today=TODAY, zone=ZONE) for action, text in found.items()
    }
    assert read_back["kpi:comments"].view is View.COMMENTS
    assert read_back["kpi:trend"].view is View.TREND
    assert read_back["kpi:export"].view is View.EXPORT
    assert read_back["share"] == asked


def test_only_what_the_reader_may_do_is_offered() -> None:
    member = kpi.summaries([summary()], query("week"), language="en", leads=False)
    assert set(actions(member)) == {"kpi:teams", "kpi:trend", "kpi:why", "share"}
    agents = kpi.summaries([summary()], query("week", by="agent"), language="en", leads=True)
    assert "share" not in actions(agents)
    assert actions(kpi.shared([summary()], query("week"), language="en")) == {}


def test_a_question_too_long_for_a_button_has_no_buttons() -> None:
    asked = query("week", filters={"account": "x" * 2000})
    assert actions(checked(kpi.summaries([summary()], asked, language="en", leads=True))) == {}


@pytest.mark.parametrize("text", [HOSTILE, LONG])
def test_hostile_names_stay_inert(text: str) -> None:
    asked = query("week", by="team", filters={"account": text})
    parts = [summary(part=("team", text)), summary(counts={5: 1}, part=("team", text + "2"))]
    for metrics in ((Metric.CSAT,), ASKED):
        found = [summary(metric, segments=parts) for metric in metrics]
        assert_inert(kpi.summaries(found, asked, language="nl", leads=True))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    counts=st.dictionaries(st.integers(0, 10), st.integers(0, 10**7)),
    before=st.dictionaries(st.integers(0, 10), st.integers(0, 10**7)),
    metric=st.sampled_from(ASKED),
    private=st.booleans(),
    language=st.sampled_from(["en", "nl"]),
)
def test_any_counts_can_be_shown(
    counts: dict[int, int],
    before: dict[int, int],
    metric: Metric,
    private: bool,  # noqa: FBT001 - Hypothesis names every argument
    language: str,
) -> None:
    scale = standard(metric).scale
    found = summary(
        metric,
        counts={score: n for score, n in counts.items() if score in scale},
        before={score: n for score, n in before.items() if score in scale},
        weeks=(counts if metric is Metric.NPS else {},) * 13,
        private=private,
    )
    asked = Query(metrics=(metric,), period=found.period)
    shown = checked(kpi.summaries([found], asked, language=language, leads=True)).text
    if found.hidden:
        assert len(shown.splitlines()) == 2
    if found.n < 5:
        assert "*" not in shown.splitlines()[1]
