from dataclasses import replace

from bot.blocks import tiles
from bot.wording import voice
from kpi.measured import Desk
from kpi.metrics import Metric
from kpi.summary import Funnel, Summary
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import times
from tests.kpi.series import csat, rated


def lines(found: Summary, language: str = "en") -> list[str]:
    return tiles.tile(voice(language), found).splitlines()


def test_a_number_with_how_sure_it_is_what_it_was_and_its_weeks() -> None:
    assert lines(replace(summary(), target=85.0)) == [
        "*CSAT*  *84\xa0%*",
        "41 of 49 satisfied · likely between 71 and 91\xa0%",
        "+2, was 82\xa0%: could be chance",
        "target 85\xa0%: too close to tell",
        "▄▄▄▄▄▄▅▅▅▅▅▅▅",
    ]
    assert lines(summary(Metric.NPS), "nl")[:3] == [
        "*NPS*  *+25*",
        "36 antwoorden · waarschijnlijk tussen −3 en +49",
        "−38, was +63: meer dan toeval",
    ]


def test_a_week_that_is_not_as_usual_is_told_as_in_its_trend() -> None:
    assert "lower than chance explains" in "\n".join(lines(rated(csat(20), usual=csat(42))))


def test_times_say_which_middle_leads_and_who_waits() -> None:
    assert lines(times())[:-1] == [
        "*FRT*  *22\xa0min*",
        "median, 41 replies · likely between 15\xa0min and 29\xa0min",
        "was 35\xa0min: more than chance",
        "3 have no reply yet, 1 past the target",
    ]
    assert lines(times(Metric.ART))[1:4] == [
        "on average, 40 solved · likely between 16\xa0h 46\xa0min and 24\xa0h 14\xa0min",
        "median 20\xa0h 30\xa0min, was 20\xa0h 30\xa0min: could be chance",
        "14 open now · 2 reopened",
    ]
    nothing = times(Metric.ART, desk=Desk(open=4, reopened=1))
    assert lines(nothing)[1:] == ["Nothing was solved.", "4 open now · 1 reopened"]


def test_what_there_is_too_little_of_is_no_number() -> None:
    assert lines(summary(counts={5: 3, 1: 1}))[1].startswith("3 of 4 satisfied. Too few")
    assert lines(summary(before={5: 1}))[2] == "too few to compare"
    bare = summary(counts={}, before={}, weeks=(), funnel=Funnel())
    assert lines(bare) == ["*CSAT*", "Nobody was asked."]
    assert lines(summary(counts={5: 3}, private=True, weeks=({5: 3},))) == [
        "*CSAT*",
        "There are fewer than 5 answers. They stay hidden, so that nobody is recognised.",
    ]


def test_two_stand_in_a_row() -> None:
    found = [summary(), summary(Metric.NPS), times()]
    assert [len(row["fields"]) for row in tiles.rows(voice("en"), found)] == [2, 1]
