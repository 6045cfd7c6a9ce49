"""Names are found whatever their capitals; a slip gets the nearest name, a new name passes."""

import pytest

from kpi.query import NotUnderstood
from kpi.store import filing
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.test_summaries import answered, query
from tests.kpi.store.tickets import event, read, take_in


@pytest.fixture
async def filed(database: Database, workspace: Workspace) -> Database:
    for team in ("Network", "Sales & Care", "Billing North", "Billing South"):
        await answered(database, workspace, [5], team=team)
    return database


async def test_answers_are_filed_under_their_own_spelling(
    filed: Database, workspace: Workspace
) -> None:
    found = await read(filed, filing.filed_as, workspace, {"team": "NETWORK", "channel": "chat"})
    assert found == {"team": "Network", "channel": "chat"}


async def test_an_agent_is_found_by_address_and_by_the_name_in_it(
    filed: Database, workspace: Workspace
) -> None:
    for agent in ("anna.de.vries@acme.nl", "j.bos@acme.nl", "j.bos@beta.nl", "Kees"):
        await answered(filed, workspace, [5], agent=agent)
    await take_in(filed, event(agent="anna.de.vries@acme.nl"))
    for written, meant in {
        "Anna de Vries": "anna.de.vries@acme.nl",
        "ANNA.DE.VRIES@acme.nl": "anna.de.vries@acme.nl",
        "J. Bos": "J. Bos",
        "kees": "Kees",
    }.items():
        assert await read(filed, filing.filed_as, workspace, {"agent": written}) == {"agent": meant}
    assert len(await read(filed, filing.names, workspace, "agent")) == 4
    for wanted, told in {
        "Zoltan": "I know Anna de Vries, j.bos@acme.nl, j.bos@beta.nl, Kees",
        "anna de vris": "Did you mean Anna de Vries",
    }.items():
        with pytest.raises(NotUnderstood) as refused:
            await read(filed, filing.require_known, workspace, query(agent=wanted))
        assert told in str(refused.value)


async def test_the_first_name_in_use_is_taken(filed: Database, workspace: Workspace) -> None:
    names = ["nobody", "network", "Sales & Care"]
    assert await read(filed, filing.first_filed, workspace, "team", names) == "Network"
    assert await read(filed, filing.first_filed, workspace, "team", ["nobody"]) is None


@pytest.mark.parametrize(
    ("written", "nearest", "example"),
    [
        ("netwrok", "Network", 'team:"Network"'),
        ("salescare", "Sales & Care", 'team:"Sales & Care"'),
    ],
)
async def test_a_slip_gets_what_was_probably_meant(
    filed: Database, workspace: Workspace, written: str, nearest: str, example: str
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        await read(filed, filing.require_known, workspace, query(team=written))
    assert refused.value.nearest == nearest
    assert refused.value.example == f"csat 2026-W47 {example}"


async def test_what_is_known_passes_and_a_new_name_is_no_slip(
    filed: Database, workspace: Workspace
) -> None:
    await read(filed, filing.require_known, workspace, query(team="NETWORK"))
    await read(filed, filing.require_no_slip, workspace, query(team="Warehouse"))
    with pytest.raises(NotUnderstood) as refused:
        await read(filed, filing.require_known, workspace, query(team="Warehouse"))
    assert str(refused.value).startswith('There is no team "Warehouse". I know Billing North, ')
    assert refused.value.example == "csat 2026-W47 by team"
    # Where nothing was filed yet every name may be right.
    await read(filed, filing.require_known, workspace, query(account="Acme"))
