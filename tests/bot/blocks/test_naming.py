from bot.blocks import naming
from bot.wording import voice
from kpi import periods
from kpi.metrics import Metric
from kpi.query import SEGMENTS
from tests.bot.blocks.summaries import query


def test_every_segment_has_a_name() -> None:
    for language in ("en", "nl"):
        names = [naming.segment(voice(language), segment) for segment in SEGMENTS]
        assert len(set(names)) == len(SEGMENTS)


def test_whose_answers_are_meant() -> None:
    assert naming.scope(voice("nl"), {}) == "alle teams"
    filters = {"agent": "anna", "account": "R&D <x>"}
    assert naming.scope(voice("nl"), filters) == "medewerker anna, klant R&amp;D &lt;x&gt;"


def test_the_ways_of_asking_are_words_and_other_parts_are_named_as_filed() -> None:
    assert naming.scope(voice("nl"), {"way": "dm"}) == "manier van vragen direct bericht"
    assert naming.scope(voice("en"), {"way": "pigeon", "team": "mail"}) == (
        "way of asking pigeon, team mail"
    )


def test_when_and_whose() -> None:
    shown = naming.dated(voice("en"), query("week").period, {})
    assert shown == "Mon 16 – Wed 18 November, all teams"


def test_beginnings_have_a_capital() -> None:
    assert [naming.begun(text) for text in ("week 46", "", "É")] == ["Week 46", "", "É"]
    assert naming.metric(Metric.CSAT) == "CSAT"


def test_only_the_week_that_runs_is_called_so() -> None:
    running, over = query("week").period, query("2026-10").period
    assert naming.week(voice("en"), periods.weeks_before(running)[-1], running) == (
        "this week so far"
    )
    assert naming.week(voice("nl"), periods.weeks_before(over)[-1], over) == "week 44"
