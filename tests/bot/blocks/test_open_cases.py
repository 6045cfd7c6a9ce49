from datetime import date, timedelta

from bot.blocks import open_cases
from bot.blocks.message import Message
from bot.blocks.open_cases import OpenCases
from bot.wording import voice
from kpi.cases import State
from tests.bot.blocks.cases import AT, case, told
from tests.bot.blocks.reading import read
from tests.moments import NOW

SINCE = date(2026, 11, 11)
OLD = told(case(opened_at=NOW - timedelta(days=3)))
SOME = OpenCases(
    by_state={State.OPEN: 2, State.CLAIMED: 1, State.DONE: 9},
    done=5,
    since=SINCE,
    oldest=[OLD, told(), told()],
    at=AT,
)
NONE = OpenCases(by_state={State.DONE: 9}, done=1, since=SINCE, oldest=[], at=AT)


def test_a_line_says_how_many_wait_and_since_when() -> None:
    day = f"{NOW - timedelta(days=3):%-d} November"
    line = open_cases.line(voice("en"), SOME)
    assert line == f"3 cases are open, the oldest since {day}; 5 done since 11 November."
    assert open_cases.line(voice("nl"), NONE) == (
        "Er staat geen zaak open. 1 afgerond sinds 11 november."
    )


def test_the_oldest_are_shown_where_any_wait() -> None:
    blocks = open_cases.blocks(voice("en"), SOME)
    assert read(Message("x", blocks)).count("2 of 5 from") == 3
    assert len(open_cases.blocks(voice("en"), NONE)) == 1
    never = OpenCases(by_state={}, done=0, since=SINCE, oldest=[], at=AT)
    assert open_cases.blocks(voice("en"), never) == []
