"""Doors there are: their secrets, their mappings, and what they sent that nobody understood."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from bot.clock import Clock
from bot.config import Settings
from bot.rush import Rush
from bot.secrets import SecretBox
from bot.web.hook_doors import Doors
from kpi.store import hooks
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent
from tests.bot.cli.conftest import Kompas
from tests.moments import NOW

Result = TypeVar("Result")


def stored(database_url: str, work: Callable[[Database], Awaitable[Result]]) -> Result:
    """Do something with the database that the command line works on."""

    async def opened() -> Result:
        database = Database.open(database_url)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(opened())


def secrets_of(database_url: str, hook_id: str) -> list[str]:
    """Give what counts at the door of a hook."""

    async def secrets(database: Database) -> list[str]:
        door = await Doors(database, SecretBox.of(Settings.load()), Rush()).find(hook_id)
        assert door is not None
        return door.secrets(Clock().real())

    return stored(database_url, secrets)


def test_a_secret_that_is_made_there_is_brought_later(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    made = kompas("connect", "zendesk", "--json").json
    assert made["steps"][-1].endswith(f"kompas connect secret {made['id']}")
    assert kompas("connect", "secret", made["id"], "--secret", "x").code == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("the-secret-of-zendesk\n"))
    done = kompas("connect", "secret", made["id"])
    assert done.code == 0
    assert "the-secret-of-zendesk" not in done.out
    newest, before = secrets_of(database_url, made["id"])
    assert newest == "the-secret-of-zendesk"
    assert len(before) > 40


def test_a_secret_needs_a_hook_and_something_in_it(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch
) -> None:
    kompas("connect", "zendesk")
    assert kompas("connect", "secret", "nobody", "--secret", "x").code == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    done = kompas("connect", "secret", "nobody")
    assert (done.code, done.err) == (
        2,
        "There is no secret: type it, pipe it in, or use --secret.\n",
    )


def test_what_failed_is_counted_listed_and_tried_again(kompas: Kompas, database_url: str) -> None:
    hook_id = kompas("connect", "mapped", "--preset", "topdesk", "--json").json["id"]

    async def fail(database: Database) -> None:
        async with database.reading() as connection:
            hook = await hooks.find(connection, hook_id)
        assert hook is not None
        event = IncomingEvent(
            workspace_id=hook.workspace_id, hook_id=hook_id, key="1", body={}, received_at=NOW
        )
        await database.writer.submit(hooks.store_events, event)
        async with database.reading() as connection:
            (waiting,) = await hooks.waiting(connection, 10)
        await database.writer.work(lambda connection: hooks.failed(connection, waiting, "odd"))

    stored(database_url, fail)
    (listed,) = kompas("connect", "list", "--json").json
    assert (listed["not_understood"], listed["reason"]) == (1, "odd")
    done = kompas("connect", "mapping", hook_id, "--field", "id=id")
    assert done.out == "The mapping is stored.\n1 event to try again.\n"
    assert kompas("connect", "retry", hook_id).out == "There is nothing to try again.\n"


def test_a_mapping_is_shown_and_a_wrong_one_changes_nothing(kompas: Kompas) -> None:
    hook_id = kompas("connect", "mapped", "--preset", "halopsa", "--json").json["id"]
    shown = kompas("connect", "mapping", hook_id).out
    assert "id=ticket.id\n" in shown
    refused = kompas("connect", "mapping", hook_id, "--field", "resolved=", "--field", "x=1")
    assert refused.code == 2
    assert len(refused.err.splitlines()) == 2
    assert kompas("connect", "mapping", hook_id).out == shown
