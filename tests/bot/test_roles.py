from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.channels import SlackAway
from bot.clock import Clock
from bot.roles import Role, Roles, may_see, role_of
from bot.sandbox import cast
from bot.sandbox.identity import HOME as HOME_OF_STAGE
from kpi.metrics import Metric
from kpi.periods import week_of
from kpi.query import Query, View
from kpi.store.tables import Workspace
from tests.bot.stage import Stage
from tests.each import each

HOME = "T0HOME"
WEEK = week_of(date(2026, 11, 18), "Europe/Amsterdam")


def workspace(**columns: object) -> Workspace:
    return Workspace.model_validate({"id": HOME, "created_at": "2026-01-01T00:00:00Z", **columns})


def facts(**more: object) -> dict[str, object]:
    return {"id": "U1", "team_id": HOME, **more}


@each(
    ("said", "listed", "role"),
    [
        ({}, {}, Role.MEMBER),
        ({"is_admin": True}, {}, Role.ADMIN),
        ({"is_owner": True}, {}, Role.ADMIN),
        ({}, {"admin_ids": ["U1"]}, Role.ADMIN),
        ({}, {"lead_ids": ["U1"]}, Role.LEAD),
        ({}, {"admin_ids": ["U1"], "lead_ids": ["U1"]}, Role.ADMIN),
        ({"team_id": "T0GUEST"}, {"lead_ids": ["U1"], "admin_ids": ["U1"]}, Role.OUTSIDER),
        ({"is_restricted": True}, {"lead_ids": ["U1"]}, Role.OUTSIDER),
        ({"is_ultra_restricted": True}, {}, Role.OUTSIDER),
        ({"is_stranger": True}, {}, Role.OUTSIDER),
        ({"is_bot": True}, {}, Role.OUTSIDER),
        ({"deleted": True, "is_admin": True}, {}, Role.OUTSIDER),
    ],
)
def test_role(said: dict[str, object], listed: dict[str, object], role: Role) -> None:
    assert role_of(facts(**said), workspace(**listed), lead_group=frozenset()) is role


def test_a_member_of_the_group_leads() -> None:
    assert role_of(facts(), workspace(), lead_group=frozenset({"U1"})) is Role.LEAD


def test_somebody_slack_does_not_show_is_an_outsider() -> None:
    assert role_of({}, workspace(admin_ids=[""]), lead_group=frozenset()) is Role.OUTSIDER


def query(
    *, by: str | None = None, filters: dict[str, str] | None = None, view: View = View.SUMMARY
) -> Query:
    return Query(metrics=(Metric.CSAT,), period=WEEK, by=by, filters=filters or {}, view=view)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LEAD])
def test_leads_see_everything(role: Role) -> None:
    asked = [query(by="account"), query(view=View.COMMENTS), query(filters={"channel": "chat"})]
    assert all(may_see(role, one, shows_agents=False) for one in asked)


@each("role", list(Role))
def test_nobody_sees_agents_where_they_are_off(role: Role) -> None:
    assert not may_see(role, query(by="agent"), shows_agents=False)
    assert not may_see(role, query(filters={"agent": "U1"}), shows_agents=False)


def test_only_leads_see_agents_where_they_are_on() -> None:
    assert may_see(Role.LEAD, query(by="agent"), shows_agents=True)
    assert not may_see(Role.MEMBER, query(by="agent"), shows_agents=True)


def test_members_see_totals_and_teams() -> None:
    assert may_see(Role.MEMBER, query(), shows_agents=False)
    assert may_see(Role.MEMBER, query(by="team", filters={"team": "Network"}), shows_agents=False)
    assert not may_see(Role.MEMBER, query(by="account"), shows_agents=False)
    assert not may_see(Role.MEMBER, query(filters={"account": "Acme"}), shows_agents=False)
    assert not may_see(Role.MEMBER, query(view=View.COMMENTS), shows_agents=False)


def test_outsiders_see_nothing() -> None:
    assert not may_see(Role.OUTSIDER, query(), shows_agents=True)


@pytest.fixture
def asked(stage: Stage) -> Callable[[str], int]:
    """Count the calls of a method that reached Slack."""
    return lambda method: sum(call.method == method for call in stage.slack.calls)


async def test_what_slack_said_is_believed_for_five_minutes(
    stage: Stage, asked: Callable[[str], int]
) -> None:
    clock = Clock()
    roles = Roles(replace(stage.process, clock=clock))
    home = workspace(id=HOME_OF_STAGE, lead_group_id=cast.LEADS)
    for _ in range(3):
        assert (await roles.visitor(cast.LEAD, home)).role is Role.LEAD
    assert (asked("users.info"), asked("usergroups.users.list")) == (1, 1)
    clock.move(timedelta(minutes=6))
    await roles.visitor(cast.LEAD, home)
    assert (asked("users.info"), asked("usergroups.users.list")) == (2, 2)


async def test_a_group_that_is_gone_has_nobody(stage: Stage) -> None:
    home = workspace(id=HOME_OF_STAGE, lead_group_id="S0GONE0001")
    assert (await Roles(stage.process).visitor(cast.LEAD, home)).role is Role.MEMBER


async def test_somebody_we_cannot_see_is_an_outsider(stage: Stage) -> None:
    home = workspace(id=HOME_OF_STAGE)
    assert (await Roles(stage.process).visitor("U0NOBODY01", home)).role is Role.OUTSIDER


@pytest.mark.parametrize("method", ["users.info", "usergroups.users.list"])
async def test_when_slack_does_not_say_nobody_is_let_in(stage: Stage, method: str) -> None:
    stage.slack.faults.add(method, "html_500")
    home = workspace(id=HOME_OF_STAGE, lead_group_id=cast.LEADS)
    with pytest.raises(SlackAway):
        await Roles(stage.process).visitor(cast.LEAD, home)


async def test_the_language_is_that_of_slack_or_else_the_workspaces(stage: Stage) -> None:
    home = workspace(id=HOME_OF_STAGE, language="nl")
    roles = Roles(stage.process)
    assert (await roles.visitor(cast.CUSTOMER, home)).language == "nl-NL"
    assert (await roles.visitor(cast.GUEST, home)).language == "nl"
