"""The weeks as characters: what stands where, what stays narrow, and what is never drawn."""

from dataclasses import replace

from bot.blocks import week_plot
from bot.wording import voice
from kpi.metrics import Metric, choices
from kpi.summary import Summary
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import times
from tests.each import each
from tests.kpi.series import csat, rated, timed

ENGLISH = voice("en")
STEADY = csat(42)
NARROW = 40
"""Characters in a line that a phone shows unbroken."""

SIGNALS = """\
100 % ┤- - - - - - - - - - - - -
 90 % ┤
 80 % ┤●─●─●─●─●─●─●─●─●─●─●───●─
 70 % ┤- - - - - - - - - - - - -
 60 % ┤
 50 % ┤
 40 % ┤                      ▼
      └──────────────────────────
       34    37    40    43    46"""


def plot(found: Summary) -> str:
    return week_plot.drawn(ENGLISH, found).replace("\N{NO-BREAK SPACE}", " ")


def test_a_week_that_stands_out_is_marked_beside_the_limits_of_chance() -> None:
    found = rated(*[STEADY] * 11, csat(20), STEADY, usual=STEADY)
    assert plot(found) == SIGNALS
    assert "- limits of chance  ·  ─ usual 84\xa0%" in week_plot.legend(ENGLISH, found)
    told = week_plot.told(ENGLISH, found)
    assert "wk 45 40 %" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert {len(week.split(" ")) for week in told.split(" · ")} == {1}, "no week is broken"


def test_before_anything_is_usual_each_week_has_its_likely_range() -> None:
    drawn = plot(summary(weeks=({5: 30, 1: 10}, {5: 36, 1: 4}, {5: 33, 1: 7})))
    assert "│ likely range" in week_plot.legend(ENGLISH, summary())
    assert drawn.count("●") == 3
    assert "│" in drawn
    assert "-" not in drawn


def test_a_target_is_a_double_line() -> None:
    found = replace(summary(), target=95.0)
    (line,) = (line for line in plot(found).splitlines() if "═" in line)
    assert "95 %" in line
    assert week_plot.legend(ENGLISH, found).endswith("═ Target 95\xa0%")


@each(
    "found",
    [
        summary(Metric.NPS),
        times(),
        times(Metric.ART),
        timed([630] * 20),
        *(
            summary(definition=one)
            for one in choices(Metric.CSAT)
            if one.low == 1 and one.high == 5
        ),
    ],
)
def test_every_metric_fits_a_phone(found: Summary) -> None:
    drawn = plot(found)
    assert drawn
    assert max(map(len, drawn.splitlines())) <= NARROW
    assert len(drawn.splitlines()) <= 13


def test_nothing_is_drawn_of_one_week_or_of_what_is_hidden() -> None:
    assert plot(summary(weeks=({5: 30},))) == ""
    assert plot(summary(counts={5: 3}, private=True)) == ""
