from kpi.store import accounts
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import HOME, HOUR, read, write
from tests.moments import NOW


async def test_an_account_is_found_by_any_spelling_and_keeps_its_last_channel(
    database: Database, workspace: Workspace
) -> None:
    await write(database, accounts.put, HOME, " Acme  BV", "C1", NOW)
    await write(database, accounts.put, HOME, "acme bv", "C2", NOW + HOUR)
    (one,) = await read(database, accounts.of_workspace, HOME)
    assert (one.name, one.channel_id, one.created_at) == ("acme bv", "C2", NOW)
    assert await read(database, accounts.of_workspace, "T0OTHER") == []
    assert not await write(database, accounts.remove, "T0OTHER", "Acme BV")
    assert await write(database, accounts.remove, HOME, "ACME BV")
    assert not await write(database, accounts.remove, HOME, "ACME BV")


async def test_the_name_on_the_ticket_goes_before_the_domain(
    database: Database, workspace: Workspace
) -> None:
    await write(database, accounts.put, HOME, "acme.example", "C1", NOW)
    await write(database, accounts.put, HOME, "Acme North", "C2", NOW)

    async def channel(account: str, email: str) -> str:
        names = accounts.names_of(account, email)
        return await read(database, accounts.channel_of, HOME, names)

    assert await channel("ACME north", "j@acme.example") == "C2"
    assert await channel("Acme South", "j@Acme.example") == "C1"
    assert await channel("Acme South", "") == ""
    assert await channel("", "") == ""


async def test_the_channel_tells_the_account(database: Database, workspace: Workspace) -> None:
    await write(database, accounts.put, HOME, "Acme", "C1", NOW)
    found = await read(database, accounts.of_channel, HOME, "C1")
    assert found is not None
    assert found.name == "Acme"
    assert await read(database, accounts.of_channel, HOME, "C2") is None
