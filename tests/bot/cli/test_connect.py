"""Doors for ticket systems: the address and secret are shown once."""

import asyncio
import io
import re

import pytest

from bot.clock import Clock
from bot.config import Settings
from bot.secrets import SecretBox
from bot.sources.catalog import SOURCES
from bot.web.hook_doors import Doors
from kpi.store.database import Database
from tests.bot.cli.conftest import Kompas


def test_a_webhook_is_made_without_slack(kompas: Kompas) -> None:
    done = kompas("connect", "standard")
    assert done.code == 0
    assert re.search(r"^URL +http://localhost:3000/hooks/standard/\S+$", done.out, re.MULTILINE)
    secret = re.search(r"^Secret +(whsec_\S+)$", done.out, re.MULTILINE)
    assert secret is not None
    listed = kompas("connect", "list")
    assert "standard  never" in listed.out
    assert secret[1] not in listed.out


def test_the_address_is_the_public_one(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_PUBLIC_URL", "https://kompas.example.com/")
    made = kompas("connect", "standard", "--json").json
    assert made["url"] == f"https://kompas.example.com/hooks/standard/{made['id']}"
    (listed,) = kompas("connect", "list", "--json").json
    assert listed == {
        "id": made["id"],
        "source": "standard",
        "url": made["url"],
        "last_event_at": None,
    }


def test_without_doors_it_says_how_to_make_one(kompas: Kompas) -> None:
    assert "kompas connect standard" in kompas("connect", "list").out


@pytest.mark.parametrize("name", SOURCES)
def test_every_system_gets_an_address_of_its_own_and_its_steps(kompas: Kompas, name: str) -> None:
    made = kompas("connect", name, "--json").json
    assert made["url"].endswith(f"/hooks/{name}/{made['id']}")
    assert any(made["url"] in step for step in made["steps"])
    assert (made["secret"] is None) == SOURCES[name].secret_from_there


def test_the_steps_stand_below_the_secret(kompas: Kompas) -> None:
    done = kompas("connect", "github")
    (secret,) = re.findall(r"^Secret +(\S+)$", done.out, re.MULTILINE)
    assert re.search(r"^ 1  In the repository", done.out, re.MULTILINE)
    assert done.out.count(secret) == 2


async def _secrets(database_url: str, hook_id: str) -> list[str]:
    """Give what counts at the door of a hook."""
    database = Database.open(database_url)
    try:
        door = await Doors(database, SecretBox.of(Settings.load())).find(hook_id)
    finally:
        await database.close()
    assert door is not None
    return door.secrets(Clock().real())


def test_a_secret_that_is_made_there_is_brought_later(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    made = kompas("connect", "zendesk", "--json").json
    assert made["steps"][-1].endswith(f"kompas connect secret {made['id']}")
    monkeypatch.setattr("sys.stdin", io.StringIO("theirs\n"))
    done = kompas("connect", "secret", made["id"])
    assert done.code == 0
    assert "theirs" not in done.out
    newest, before = asyncio.run(_secrets(database_url, made["id"]))
    assert newest == "theirs"
    assert len(before) > 40


def test_a_secret_that_is_known_already_is_taken_at_once(kompas: Kompas) -> None:
    made = kompas("connect", "intercom", "--secret", "theirs", "--json").json
    assert made["secret"] == "theirs"
    assert not any("connect secret" in step for step in made["steps"])


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


def test_an_unknown_system_is_wrong_usage_and_the_nearest_is_offered(kompas: Kompas) -> None:
    assert kompas("connect", "nothing").code == 2
    done = kompas("connect", "zendsk")
    assert done.code == 2
    assert "Did you mean 'zendesk'?" in done.err


def test_postgres_needs_keys(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMPAS_ENCRYPTION_KEYS")
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost:1/kompas")
    done = kompas("connect", "standard")
    assert done.code == 2
    assert "KOMPAS_ENCRYPTION_KEYS is missing" in done.err
