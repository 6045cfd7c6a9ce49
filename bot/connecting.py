"""Making the door of a ticket system and giving it another secret, from Slack or a command line."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.secrets import SecretBox
from bot.sources import catalog, standard
from bot.sources.catalog import System
from bot.sources.mapping import FieldMapping
from bot.sources.shape import Source
from kpi.errors import WrongSetting
from kpi.store import hooks, unsaved
from kpi.store.database import Database
from kpi.store.tables import Hook

SEED_BYTES = 12
SECRET_BYTES = 32
ID_LENGTH = 24
UNSAVED_FOR = timedelta(days=1)
"""How long a form may stay open before what it made is closed."""
SHORTEST_SECRET = 16
"""Characters; no system makes shorter ones, and who guesses one can tell us anything."""
OVERLAP = timedelta(hours=24)
"""How long the secret that was replaced still counts."""


class WrongSecret(WrongSetting):
    """That cannot be a secret: they have 16 characters or more, without spaces. Copy all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A door that an admin wants."""

    system: System
    hook_id: str
    theirs: str = ""
    """The secret that the system made, where it is known already."""
    mapping: FieldMapping | None = None
    """In the place of the system's own."""
    is_saved: bool = True
    """Whether it is to stay; a form makes it before that is known, so that it can be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A door, and the secret to tell the one person who made it."""

    hook: Hook
    secret: str


def new_seed() -> str:
    """Return something nobody guesses, to make the ids of hooks of."""
    return secrets.token_hex(SEED_BYTES)


def hook_id(seed: str, system: System) -> str:
    """Return the id of a new hook: the same form sent twice is about one hook of each system."""
    return hashlib.sha256(f"{seed}/{system.name}".encode()).hexdigest()[:ID_LENGTH]


async def connect(
    database: Database, box: SecretBox, workspace_id: str, wish: Wish, *, now: datetime
) -> Made:
    """Make the door, or find it when it was made already. Raises WrongSecret."""
    if wish.theirs:
        _require(wish.theirs)
    secret = wish.theirs or _new_secret(wish.system.source)
    mapping = wish.mapping or wish.system.mapping
    hook = Hook(
        workspace_id=workspace_id,
        id=wish.hook_id,
        source=wish.system.source.name,
        secret=box.seal(secret.encode()),
        mapping=mapping.model_dump(mode="json") if mapping else {},
        options={**wish.system.options, **({} if wish.is_saved else unsaved.MARK)},
        created_at=now,
    )
    made = await database.writer.work(lambda connection: hooks.ensure(connection, hook))
    return Made(hook=made, secret=box.open(made.secret).decode())


async def sweep(database: Database, workspace_id: str, *, now: datetime) -> None:
    """Close the doors that forms made and nobody saved, where Slack did not tell of the closing."""
    async with database.reading() as connection:
        every = await hooks.of_workspace(connection, workspace_id)
    for hook in every:
        if unsaved.is_unsaved(hook) and hook.created_at < now - UNSAVED_FOR:
            await forsake(database, hook)


async def forsake(database: Database, hook: Hook) -> None:
    """Close a door that a form made, unless somebody saved it or something came by."""
    await database.writer.work(lambda connection: unsaved.remove(connection, hook))


async def replace_secret(
    database: Database, box: SecretBox, hook: Hook, *, theirs: str = "", clock: Clock
) -> str:
    """Give a hook the secret its system made, or a new one of ours; return it.

    The one before counts for another day of real time. Bringing the one it has changes nothing.

    Raises:
        WrongSecret: theirs cannot be one.
    """
    if theirs:
        _require(theirs)
    if theirs and theirs == box.open(hook.secret).decode():
        return theirs
    system = catalog.system_of(hook)
    secret = theirs or _new_secret(system.source if system else standard.STANDARD)
    sealed, until = box.seal(secret.encode()), clock.real() + OVERLAP
    await database.writer.work(
        lambda connection: hooks.change_secret(connection, hook, sealed, old_until=until)
    )
    return secret


def _require(secret: str) -> None:
    """Let a secret pass that a system may have made. Raises WrongSecret."""
    is_one = secret.isascii() and secret.isprintable() and " " not in secret
    if not is_one or len(secret) < SHORTEST_SECRET:
        raise WrongSecret


def _new_secret(source: Source) -> str:
    if source is standard.STANDARD:
        return standard.new_secret()
    return secrets.token_urlsafe(SECRET_BYTES)
