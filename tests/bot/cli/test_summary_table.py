"""A summary in a terminal says in words all that its colours say."""

from dataclasses import replace
from io import StringIO

from rich.console import Console

from bot.cli import summary_table
from kpi.measured import Desk
from kpi.metrics import Metric
from kpi.scores import Counts
from kpi.summary import Facts, Summary, summarise
from tests.bot.blocks.times import times
from tests.bot.cli.test_summary_text import CSAT, FUNNEL, NPS, WEEK


def shown(*found: Summary, width: int = 100, colour: bool = False) -> str:
    file = StringIO()
    console = Console(
        file=file, width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    summary_table.show(found, console)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def csat(now: Counts, before: Counts, *parts: Summary) -> Summary:
    weeks: tuple[Counts, ...] = ({5: 8, 1: 2}, {5: 1}, {5: 10}, {})
    facts = Facts(now=now, before=before, weeks=weeks, funnel=FUNNEL)
    return summarise(CSAT, WEEK, facts, segments=parts)


GOOD = csat({5: 27, 4: 14, 3: 5, 2: 1, 1: 2}, {5: 49, 1: 11})


def test_one_metric_has_its_row_its_weeks_and_its_details() -> None:
    lines = shown(GOOD).splitlines()
    assert lines[0] == "Week 47 (Mon 16 – Sun 22 November 2026)"
    assert " ".join(lines[2].split()) == "value likely answers before verdict last 4 weeks"
    cells = [cell for cell in lines[4].split("  ") if cell]
    assert [cell.strip() for cell in cells] == [
        "CSAT",
        "84 %",
        "71 to 91 %",
        "49",
        "82 %",
        "could be chance",
        "▃·▇·",
    ]
    assert lines[6:] == [
        " 5 ██████████ 27 · 4 █████ 14 · 3 ██ 5 · 2 ▌ 1 · 1 ▌ 2",
        " Average 4.29 of 5 · likely between 3.99 and 4.58",
        " Week 46: 82 % (60 answers); +2 points, could be chance",
        " Last 4 weeks: 90 % (21 answers)",
        " Asked 61 of 74 customers helped",
        " 80 % of 61 questions answered, 5 may still be",
    ]


def test_a_trend_has_a_row_for_each_week_with_its_character() -> None:
    file = StringIO()
    summary_table.show([GOOD], Console(file=file, width=100), with_weeks=True)
    rows = [" ".join(line.split()) for line in file.getvalue().splitlines()]
    at = rows.index("CSAT by week value likely answers")
    assert rows[at + 2 : at + 6] == [
        "Week 44 80 % 49 to 94 % 10 ▃",
        "Week 45 1 of 1 1 ·",
        "Week 46 100 % 72 to 100 % 10 ▇",
        "Week 47 no data 0 ·",
    ]


def test_several_metrics_share_a_table() -> None:
    nothing = summarise(NPS, WEEK, Facts(now={}, before={}))
    text = shown(GOOD, nothing)
    assert text.count("verdict") == 1
    assert "NPS" in text
    assert "no data" in text
    assert "Asked" not in text


def test_parts_follow_and_their_verdicts_are_words() -> None:
    parts = [
        summarise(CSAT, WEEK, Facts(now={1: 30}, before={5: 30}), part=("team", "[red]Billing")),
        summarise(CSAT, WEEK, Facts(now={5: 30}, before={1: 30}), part=("team", "")),
    ]
    found = csat({5: 30, 1: 30}, {5: 30, 1: 30}, *parts)
    plain, coloured = shown(found), shown(found, colour=True)
    assert "CSAT by team" in plain
    assert "[red]Billing" in plain
    assert "(none)" in plain
    assert [line.split()[-1] for line in plain.splitlines()[-2:]] == ["down", "up"]
    assert "\x1b" not in plain
    assert "\x1b" in coloured


def test_parts_of_a_resolution_time_end_with_what_is_open_and_came_back() -> None:
    whole = times(Metric.ART)
    team = replace(whole, segment="team", name="Network", desk=Desk(open=1400, reopened=3))
    told = shown(replace(whole, segments=(team,)), width=120).partition("ART by team")[2]
    heading, *_, row = told.splitlines()
    assert heading.split()[-2:] == ["open", "reopened"]
    assert row.split()[-2:] == ["1,400", "3"]


def test_a_narrow_terminal_keeps_every_number() -> None:
    text = shown(GOOD, width=80)
    assert max(len(line) for line in text.splitlines()[:5]) <= 80
    assert "71 to 91 %" in text
    assert "▃·▇·" in text
