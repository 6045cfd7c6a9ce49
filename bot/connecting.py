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
from kpi.store import hooks
from kpi.store.database import Database
from kpi.store.tables import Hook

SEED_BYTES = 12
SECRET_BYTES = 32
ID_LENGTH = 24
OVERLAP = timedelta(hours=24)
"""How long the secret that was replaced still counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A door that an admin wants."""

    system: System
    hook_id: str
    theirs: str = ""
    """The secret that the system made, where it is known already."""
    mapping: FieldMapping | None = None
    """In the place of the system's own."""


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
    """Make the door, or find it when it was made already."""
    secret = wish.theirs or _new_secret(wish.system.source)
    mapping = wish.mapping or wish.system.mapping
    hook = Hook(
        workspace_id=workspace_id,
        id=wish.hook_id,
        source=wish.system.source.name,
        secret=box.seal(secret.encode()),
        mapping=mapping.model_dump(mode="json") if mapping else {},
        options=wish.system.options,
        created_at=now,
    )
    made = await database.writer.work(lambda connection: hooks.ensure(connection, hook))
    return Made(hook=made, secret=box.open(made.secret).decode())


async def replace_secret(
    database: Database, box: SecretBox, hook: Hook, *, theirs: str = "", clock: Clock
) -> str:
    """Give a hook the secret its system made, or a new one of ours; return it.

    The one before counts for another day of real time.
    """
    system = catalog.system_of(hook)
    secret = theirs or _new_secret(system.source if system else standard.STANDARD)
    sealed, until = box.seal(secret.encode()), clock.real() + OVERLAP
    await database.writer.work(
        lambda connection: hooks.change_secret(connection, hook, sealed, old_until=until)
    )
    return secret


def _new_secret(source: Source) -> str:
    if source is standard.STANDARD:
        return standard.new_secret()
    return secrets.token_urlsafe(SECRET_BYTES)
