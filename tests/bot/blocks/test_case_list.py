from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from bot.blocks import case_list
from bot.blocks.case_list import Counted
from bot.wording import voice
from kpi.cases import State
from tests.bot.blocks.cases import AT, case, told
from tests.bot.blocks.reading import HOSTILE, assert_inert, checked, read
from tests.moments import NOW

EN = voice("en")
HOURS = [timedelta(hours=1), timedelta(hours=2), timedelta(hours=9)]
COUNTED = Counted(by_state={State.OPEN: 30, State.CLAIMED: 2, State.DONE: 4}, waits=HOURS)


def person(**changes: Any) -> Any:
    values = {
        "name": "J. Jansen",
        "account": "Acme",
        "team": "Network",
        "subject": "VPN",
        "url": "https://desk.example/1",
        "score": 2,
        "comment": "Slow.",
        "answered_at": NOW,
        "definition": "csat/1-5/top2/v1",
    }
    return SimpleNamespace(**(values | changes))


def test_open_cases_are_counted_and_as_many_listed_as_fit() -> None:
    many = [told(case(id=UUID(int=at))) for at in range(20)]
    links = case_list.going_links(EN)
    message = case_list.listing(EN, many, COUNTED, AT, notice="Too late.", links=links)
    shown = read(message)
    assert "32 cases are open, 30 not claimed yet" in shown
    assert "Until a customer heard from somebody: 2 h (median of 3, last 13 weeks)." in shown
    assert "Too late." in shown
    listed = sum("case:claim" in str(block) for block in message.blocks)
    assert f"{32 - listed} more are not shown." in shown
    assert len(message.blocks) <= 50
    nothing = Counted(by_state={}, waits=[])
    assert read(case_list.listing(EN, [], nothing, AT)) == "*No case is open.*"


def test_done_cases_lead_back_to_the_open_ones() -> None:
    over = [told(case(state="done", outcome="solved", owner_id="U2"))]
    shown = read(case_list.finished(EN, over, COUNTED, AT))
    assert "4 cases are done" in shown
    assert "[ Open cases ]" in shown


def test_who_may_be_contacted_is_named_and_can_do_nothing() -> None:
    shown = case_list.interviews(EN, [person()], "UTC")
    assert "J. Jansen · Acme · CSAT · 18 November · 2 of 5 · VPN" in read(shown)
    hostile = dict.fromkeys(("name", "account", "subject", "comment"), HOSTILE)
    assert_inert(checked(case_list.interviews(EN, [person(**hostile)] * 60, "UTC")))
    nobody = read(case_list.interviews(EN, [], "UTC"))
    assert "0 customers may be contacted" in nobody
    assert "As a file" not in nobody
