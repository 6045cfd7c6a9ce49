from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import Message, dashboard
from bot.blocks.dashboard import Dashboard
from bot.blocks.pickers import Choice
from bot.sandbox.block_kit.surfaces import checked_home
from bot.wording import voice
from kpi.changes import Change, Verdict
from kpi.metrics import ASKED, SERVICE, Metric
from kpi.store.comments import Said
from kpi.summary import Funnel, Summary
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, pieces, read
from tests.bot.blocks.summaries import query, said, summary
from tests.bot.blocks.times import times

SIX = (*(summary(metric) for metric in ASKED), *(times(metric) for metric in SERVICE))


def shown(
    found: Sequence[Summary] = SIX,
    choice: Choice | None = None,
    *,
    teams: Sequence[str] = ("Network",),
    low: Sequence[Said] = (),
) -> Dashboard:
    choice = choice or Choice()
    filters = {"team": choice.team} if choice.team else {}
    asked = query("week", metrics=tuple(Metric), by=choice.by, filters=filters)
    return Dashboard(query=asked, choice=choice, teams=teams, found=found, low=low)


def drawn(told: Dashboard, language: str = "en", *, charts: bool = False) -> Message:
    blocks = [*dashboard.blocks(voice(language), told, charts=charts)]
    checked_home({"type": "home", "blocks": blocks})
    return Message("x", blocks)


def test_six_tiles_a_line_low_answers_and_the_funnel() -> None:
    message = drawn(shown(low=[said()]))
    words = read(message)
    assert "*This week so far*  (Mon 16 – Wed 18 November, all teams), compared with" in words
    for metric in Metric:
        assert f"*{metric.upper()}*  *" in words
    assert "*CSAT*, the last weeks" in words
    assert "> Third time this month." in words
    assert "*From help to answer*" in words
    menus = [one for one in pieces(message.blocks) if "action_id" in one]
    assert [one["action_id"] for one in menus] == ["home:period", "home:scope", "home:metric"]
    assert [one["placeholder"]["text"] for one in menus] == ["Period", "Teams", "KPI"]
    assert any(
        one["type"] == "rich_text_preformatted" for one in pieces(message.blocks) if "type" in one
    )


def test_where_slack_draws_the_weeks_their_numbers_stand_below() -> None:
    message = drawn(shown(), "nl", charts=True)
    assert [one["title"] for one in message.blocks if one["type"] == "data_visualization"] == [
        "CSAT, laatste 13\xa0weken"
    ]
    assert " · wk 47 81 %" in read(message)
    assert "┤" not in read(message)


def test_before_anything_happened_there_is_a_line() -> None:
    nothing = [summary(counts={}, before={}, weeks=(), funnel=Funnel())]
    assert len(drawn(shown(nothing, teams=[])).blocks) == 1


def test_teams_stand_one_by_one_with_what_is_known_of_them() -> None:
    moved = Change(value=-20.0, low=-30.0, high=-10.0, p=0.001, verdict=Verdict.DOWN)
    parts = [
        replace(summary(counts={5: 30, 1: 20}, part=("team", "Network")), change=moved),
        summary(counts={5: 3, 1: 1}, part=("team", "A&B")),
        summary(counts={5: 3}, private=True, part=("team", "")),
    ]
    found = [replace(summary(), segments=tuple(parts)), *SIX[1:]]
    words = read(drawn(shown(found, Choice(scope="by"))))
    assert "*Network*\nCSAT 60 % (50), −22, more than chance" in words
    assert "*A&amp;B*\nCSAT 3 of 4" in words or "*A&B*\nCSAT 3 of 4" in words
    assert "*not known*\nCSAT hidden" in words


def test_any_number_of_hostile_teams_fits_and_stays_inert() -> None:
    parts = tuple(summary(part=("team", f"{number}{HOSTILE}")) for number in range(60))
    found = [replace(one, segments=parts) if one.metric in ASKED else one for one in SIX]
    low = [said(LONG, name=HOSTILE, team=HOSTILE, subject=HOSTILE)] * 9
    for choice in (Choice(scope="by"), Choice(scope=f"team:{HOSTILE}")):
        message = drawn(shown(found, choice, low=low, teams=[HOSTILE, LONG]), "nl")
        assert len(message.blocks) <= 27
        assert_inert(message)
