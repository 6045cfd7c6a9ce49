import pytest

from bot.listeners.reception import Caller
from bot.roles import Role
from bot.sandbox import cast
from kpi.errors import Refused
from kpi.store.tables import Workspace
from tests.bot.listeners.conftest import Desk, said
from tests.each import each
from tests.moments import NOW


def caller(role: Role) -> Caller:
    workspace = Workspace(id="T0HOME", created_at=NOW)
    return Caller(user_id="U1", team_id="T0HOME", role=role, language="en", workspace=workspace)


@each("role", [Role.ADMIN, Role.LEAD, Role.MEMBER])
def test_colleagues_are_served(role: Role) -> None:
    caller(role).require()


@each(
    ("role", "admin", "lead"),
    [
        (Role.OUTSIDER, False, False),
        (Role.MEMBER, False, True),
        (Role.MEMBER, True, False),
        (Role.LEAD, True, False),
    ],
)
def test_others_are_refused(role: Role, admin: bool, lead: bool) -> None:  # noqa: FBT001 - a table
    with pytest.raises(Refused):
        caller(role).require(admin=admin, lead=lead)


async def test_what_slack_said_of_somebody_is_remembered_for_a_while(desk: Desk) -> None:
    for _ in range(3):
        await desk.agent.command("/kpi", "help")
    asked = [call for call in desk.sandbox.calls if call.method == "users.info"]
    assert len(asked) == 1


async def test_when_slack_cannot_say_who_it_is_nothing_is_shown(desk: Desk) -> None:
    desk.sandbox.faults.add("users.info", "html_500")
    exchange = await desk.sandbox.person(cast.ADMIN).command("/kpi", "csat week")
    assert "could not reach Slack" in said(exchange)


async def test_what_was_typed_comes_back_harmless(desk: Desk) -> None:
    told = said(await desk.agent.command("/kpi", "csat <!channel>"))
    assert "<!channel>" not in told
