from dataclasses import replace
from datetime import timedelta

import pytest

from bot import connecting
from bot.connecting import Wish, WrongSecret
from bot.secrets import SecretBox
from bot.sources.catalog import SYSTEMS
from kpi.store import hooks
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.bot.stage import clock_at
from tests.moments import NOW

BOX = SecretBox([b"k" * 32])
THEIRS = "the-secret-of-zendesk"


def wish(name: str, seed: str = "seed", *, theirs: str = "") -> Wish:
    system = SYSTEMS[name]
    return Wish(system=system, hook_id=connecting.hook_id(seed, system), theirs=theirs)


async def test_the_same_wish_twice_is_one_door_with_one_secret(
    database: Database, workspace: Workspace
) -> None:
    made = [
        await connecting.connect(database, BOX, workspace.id, wish("topdesk"), now=NOW)
        for _ in range(2)
    ]
    assert made[0].secret == made[1].secret
    async with database.reading() as connection:
        (hook,) = await hooks.of_workspace(connection, workspace.id)
    assert (hook.source, hook.options) == ("mapped", {"preset": "topdesk"})
    assert hook.mapping["id"] == "number"
    assert BOX.open(hook.secret).decode() == made[0].secret


@pytest.mark.parametrize(
    ("name", "theirs", "begins"),
    [("standard", "", "whsec_"), ("github", "", ""), ("zendesk", THEIRS, THEIRS)],
)
async def test_each_system_has_the_secret_it_needs(
    database: Database, workspace: Workspace, name: str, theirs: str, begins: str
) -> None:
    asked = wish(name, theirs=theirs)
    made = await connecting.connect(database, BOX, workspace.id, asked, now=NOW)
    assert made.secret.startswith(begins)
    assert theirs or len(made.secret) > 30


def test_ids_fit_an_address_and_differ_by_system() -> None:
    found = {connecting.hook_id("seed", system) for system in SYSTEMS.values()}
    assert len(found) == len(SYSTEMS)
    assert all(one.isalnum() and len(one) == 24 for one in found)
    assert connecting.new_seed() != connecting.new_seed()


async def test_the_secret_that_was_replaced_counts_for_another_day(
    database: Database, workspace: Workspace
) -> None:
    made = await connecting.connect(database, BOX, workspace.id, wish("github"), now=NOW)
    clock = clock_at(NOW)
    new = await connecting.replace_secret(database, BOX, made.hook, clock=clock)
    async with database.reading() as connection:
        hook = await hooks.find(connection, made.hook.id)
    assert hook is not None
    assert hook.old_secret is not None
    assert hook.old_secret_until is not None
    assert BOX.open(hook.secret).decode() == new != made.secret
    assert BOX.open(hook.old_secret).decode() == made.secret
    left = hook.old_secret_until - clock.real()
    assert timedelta(hours=23) < left <= timedelta(hours=24)


@pytest.mark.parametrize("odd", ["x", "fifteen-letters", "two words, and more", "\N{BULLET}" * 20])
async def test_what_can_be_no_secret_is_refused(
    database: Database, workspace: Workspace, odd: str
) -> None:
    with pytest.raises(WrongSecret):
        await connecting.connect(database, BOX, workspace.id, wish("zendesk", theirs=odd), now=NOW)
    made = await connecting.connect(database, BOX, workspace.id, wish("zendesk"), now=NOW)
    with pytest.raises(WrongSecret):
        await connecting.replace_secret(database, BOX, made.hook, theirs=odd, clock=clock_at(NOW))


async def test_bringing_a_secret_twice_keeps_the_one_before_it(
    database: Database, workspace: Workspace
) -> None:
    made = await connecting.connect(database, BOX, workspace.id, wish("zendesk"), now=NOW)
    for _ in range(2):
        async with database.reading() as connection:
            hook = await hooks.find(connection, made.hook.id)
        assert hook is not None
        await connecting.replace_secret(database, BOX, hook, theirs=THEIRS, clock=clock_at(NOW))
    async with database.reading() as connection:
        hook = await hooks.find(connection, made.hook.id)
    assert hook is not None
    assert BOX.open(hook.old_secret or b"").decode() == made.secret


async def test_only_what_nobody_saved_is_swept_and_only_after_a_day(
    database: Database, workspace: Workspace
) -> None:
    for name, is_saved in (("github", False), ("jira", True)):
        asked = replace(wish(name), is_saved=is_saved)
        await connecting.connect(database, BOX, workspace.id, asked, now=NOW)

    async def left(after: timedelta) -> list[str]:
        await connecting.sweep(database, workspace.id, now=NOW + after)
        async with database.reading() as connection:
            return sorted(one.source for one in await hooks.of_workspace(connection, workspace.id))

    assert await left(timedelta(hours=23)) == ["github", "jira"]
    assert await left(timedelta(hours=25)) == ["jira"]
