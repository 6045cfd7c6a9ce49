from datetime import date

import pytest

from bot.listeners.answers import require_sight
from bot.listeners.reception import Caller
from bot.roles import Role
from kpi.errors import Refused
from kpi.metrics import Metric
from kpi.periods import week_of
from kpi.query import Query, View
from kpi.store.tables import Workspace
from tests.each import each
from tests.moments import NOW

WEEK = week_of(date(2026, 11, 18), "Europe/Amsterdam")


def caller(role: Role, *, shows_agents: bool = False) -> Caller:
    workspace = Workspace(id="T0HOME", created_at=NOW, shows_agents=shows_agents)
    return Caller(user_id="U1", team_id="T0HOME", role=role, language="en", workspace=workspace)


def query(*, by: str | None = None, view: View = View.SUMMARY) -> Query:
    return Query(metrics=(Metric.CSAT,), period=WEEK, by=by, view=view)


def test_a_lead_passes() -> None:
    require_sight(caller(Role.LEAD), query(view=View.COMMENTS))
    require_sight(caller(Role.LEAD, shows_agents=True), query(by="agent"))


@each(
    ("who", "asked", "words"),
    [
        (caller(Role.LEAD), query(by="agent"), "agents on"),
        (caller(Role.MEMBER), query(view=View.COMMENTS), "for leads"),
        (caller(Role.MEMBER), query(by="account"), "Only leads"),
        (caller(Role.MEMBER, shows_agents=True), query(by="agent"), "Only leads"),
    ],
)
def test_a_refusal_says_why(who: Caller, asked: Query, words: str) -> None:
    with pytest.raises(Refused, match=words):
        require_sight(who, asked)
