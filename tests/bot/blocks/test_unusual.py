"""What is usual and what stands out, in words and beside a line."""

from dataclasses import replace

from bot.blocks import unusual
from bot.wording import voice
from kpi import usual
from kpi.summary import Summary
from tests.kpi.series import csat, rated, timed

STEADY = csat(42)


def lines(summary: Summary, language: str = "en") -> list[str]:
    return [*unusual.lines(voice(language), summary)]


def test_a_week_outside_its_limits_is_told_with_its_number() -> None:
    assert lines(rated(csat(20), STEADY, usual=STEADY)) == [
        "Usual is 84\xa0%; in a week of 50 answers chance alone gives 68\xa0% to 100\xa0%.",
        "Week 45: 40\xa0%, lower than chance explains.",
    ]


def test_limits_are_those_of_the_last_week_that_is_over() -> None:
    """They are wider for fewer answers, and what runs has few."""
    summary = rated(STEADY, csat(20), csat(3, n=5), usual=STEADY)
    running = replace(summary, period=summary.period.through(summary.period.first))
    assert lines(running)[:2] == [
        "Usual is 84\xa0%; in a week of 50 answers chance alone gives 68\xa0% to 100\xa0%.",
        "Week 45: 40\xa0%, lower than chance explains.",
    ]


def test_a_row_of_weeks_is_told_once_at_its_end() -> None:
    assert lines(rated(*[csat(39)] * 10, STEADY, usual=STEADY), "nl")[1:] == [
        "Week 45: 10\xa0weken op rij onder wat normaal is."
    ]


def test_steady_weeks_and_too_few_weeks_say_so() -> None:
    assert lines(timed([630] * 20)) == [
        "Usual is 11\xa0min; from week to week chance alone gives 8\xa0min to 13\xa0min.",
        "No week stands out: all of this can be chance.",
    ]
    assert lines(rated(usual=csat(2, n=4))) == [
        "What is usual shows after 12\xa0weeks of enough answers."
    ]
    found = timed([630] * 20)
    young = replace(found, earlier=found.earlier[:1], weeks=found.weeks[:9])
    assert lines(young, "nl") == ["Wat normaal is, blijkt na 12\xa0weken met genoeg tickets."]


def test_of_many_weeks_the_latest_five_are_told() -> None:
    told = lines(rated(*[csat(20), STEADY] * 6, usual=STEADY))
    assert told[1] == "1 earlier week stands out too."
    assert len(told) == 7


def test_a_digest_says_why_a_metric_is_named() -> None:
    say = voice("en")
    for summary, because in (
        (
            rated(csat(20), usual=STEADY),
            "Beside the last weeks lower than chance explains: usual is 84\xa0%.",
        ),
        (rated(*[csat(44)] * 8, usual=STEADY), "8\xa0weeks in a row above the usual 84\xa0%."),
    ):
        signal = usual.signal(summary)
        assert signal is not None
        assert unusual.because(say, summary, signal) == because


def test_while_a_week_runs_the_one_before_is_named() -> None:
    summary = rated(STEADY, csat(20), STEADY, usual=STEADY)
    running = replace(summary, period=summary.period.through(summary.period.first))
    assert [*unusual.latest(voice("en"), running)] == [
        "Week 45: 40\xa0%, lower than chance explains."
    ]
    assert [*unusual.latest(voice("en"), summary)] == []
