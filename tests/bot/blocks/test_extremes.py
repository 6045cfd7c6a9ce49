"""How far silence could move a number, in words."""

from dataclasses import replace

from bot.blocks import extremes
from bot.wording import voice
from kpi.measured import Funnel
from tests.kpi.splits import split

FUNNEL = Funnel(delivered=100, answered=40)


def test_the_bounds_are_told_where_somebody_was_silent_and_the_number_is_shown() -> None:
    shown = replace(split({"a": ({5: 30, 1: 10}, {})}), funnel=FUNNEL)
    few = replace(split({"a": ({5: 3}, {})}), funnel=FUNNEL)
    everybody = split({"a": ({5: 30, 1: 10}, {})})
    private = replace(split({"a": ({5: 4}, {})}, private=True), funnel=FUNNEL)
    (line,) = extremes.lines(voice("en"), [shown, few, everybody, private])
    assert line == (
        "CSAT is 75\xa0%. Had everybody answered, it would be between 30\xa0% and 90\xa0%: "
        "60 did not."
    )
    (dutch,) = extremes.lines(voice("nl"), [shown])
    assert "tussen 30\xa0% en 90\xa0%" in dutch
