"""What is typed about a token, and what writing back says."""

import asyncio
import io

import pytest

from bot.cli import connect_api
from bot.cli.complaints import WrongUsage
from bot.config import Settings
from kpi.store import rows
from kpi.store.database import Database
from kpi.store.tables import Hook
from tests.bot.cli.conftest import Kompas
from tests.bot.ticket_apis.zendesk_desk import OPTIONS
from tests.bot.zendesk_hook import connected, stored

WISHES = [f"{name}={value}" for name, value in OPTIONS.items()]


async def test_a_wrong_option_names_those_there_are(database: Database) -> None:
    hook = await connected(database)
    with pytest.raises(WrongUsage, match=r"domain=acme is no option here\. subdomain: acme of"):
        connect_api.offered(hook, "t0ken", ["domain=acme"])


async def test_writing_back_needs_a_token_and_says_who_reads_it(database: Database) -> None:
    hook = await connected(database, source="github")
    with pytest.raises(WrongUsage, match="kompas connect token h1"):
        await connect_api.turned(database, hook, is_on=True)
    hook.token = b"sealed"
    told = await connect_api.turned(database, hook, is_on=True)
    assert "everybody who can read the ticket" in " ".join(told)
    assert (await stored(database)).write_back
    await connect_api.turned(database, hook, is_on=False)
    assert not (await stored(database)).write_back


async def token_of(database_url: str) -> bytes | None:
    database = Database.open(database_url)
    try:
        async with database.reading() as connection:
            (hook,) = await rows.every(connection, Hook, rows.table(Hook).select())
            return hook.token
    finally:
        await database.close()


def test_as_it_is_typed(kompas: Kompas, monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    made = kompas("connect", "zendesk", "--json").json
    refused = kompas("connect", "token", made["id"], "--token", "x")
    assert (refused.code, refused.out) == (1, "")
    assert "The option subdomain must be acme of acme.zendesk.com." in refused.err
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    silent = kompas("connect", "token", made["id"], "--option", WISHES[0], "--option", WISHES[1])
    assert (silent.code, silent.out) == (2, "")
    early = kompas("connect", "write-back", made["id"], "on")
    assert (early.code, f"kompas connect token {made['id']}" in early.err) == (2, True)
    never = kompas("connect", "token", made["id"], "--token", "x", "--allow-private")
    assert (never.code, never.err) == (1, "This system always is on the public internet.\n")
    assert kompas("connect", "token", made["id"], "--remove").code == 0
    assert asyncio.run(token_of(database_url)) is None
    assert kompas("connect", "write-back", made["id"], "perhaps").code == 2
    standard = kompas("connect", "standard", "--json").json
    assert kompas("connect", "token", standard["id"], "--token", "x").code == 2
    assert Settings.load().database_url
