"""The demo's database before the bot starts: a helpdesk with its leads, digest, hook and past."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import schema
from bot.cli.demo.keeping import DATABASE
from bot.cli.demo.sample import aftermath, past
from bot.cli.demo.sample.past import Past
from bot.config import Settings
from bot.sandbox import cast
from bot.sandbox.identity import Identity
from bot.secrets import SecretBox
from bot.sources import standard
from kpi.store import alert_rules, hooks, schedules, surveys, workspaces
from kpi.store.alert_rules import Wish
from kpi.store.database import Database
from kpi.store.schedules import Order
from kpi.thresholds import Rule

HELPDESK = "Delta Helpdesk"
TICK_SECONDS = 5
HOOK_ID_BYTES = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the bot and the ticket system start from."""

    settings: Settings
    past: Past
    hook_path: str
    hook_secret: str


def settings_of(slack: Identity, api_url: str, folder: Path) -> Settings:
    """Make settings by hand, so that those of whoever runs the demo do not matter."""
    return Settings.model_validate(
        {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": api_url,
            "database_url": f"sqlite:///{folder / DATABASE}",
            "tick_seconds": TICK_SECONDS,
        }
    )


async def prepare(settings: Settings, team_id: str, now: datetime, *, seed: int) -> Prepared:
    """Make the tables and fill them; `now` is the aware moment at which the demo begins.

    Whoever cancels this waits for what is being written, and for nothing more.
    """
    database = Database.open(settings.database_url)
    filling = asyncio.ensure_future(_filled(database, settings, team_id, now, seed=seed))
    try:
        return await asyncio.shield(filling)
    except asyncio.CancelledError:
        await database.writer.close()  # it refuses what would come next
        await asyncio.gather(filling, return_exceptions=True)
        raise
    finally:
        await database.close()


async def _filled(
    database: Database, settings: Settings, team_id: str, now: datetime, *, seed: int
) -> Prepared:
    secret, hook_id = standard.new_secret(), secrets.token_urlsafe(HOOK_ID_BYTES)
    await schema.prepare(database, embedded=True)
    await _found(database, team_id, now)
    sealed = SecretBox.of(settings).seal(secret.encode())
    await database.writer.work(
        lambda connection: hooks.create(
            connection, team_id, id=hook_id, source=standard.SOURCE, secret=sealed, now=now
        )
    )
    async with database.reading() as connection:
        workspace = await workspaces.find(connection, team_id)
    whole_past = await past.begin(database, workspace, now, seed=seed)
    await aftermath.settle(database, workspace, now)
    path = f"/hooks/{standard.SOURCE}/{hook_id}"
    return Prepared(settings=settings, past=whole_past, hook_path=path, hook_secret=secret)


async def _found(database: Database, team_id: str, now: datetime) -> None:
    """Make the workspace, say who leads it, order Monday's digest, have low answers told."""
    work = database.writer.work
    order = Order(channel_id=cast.WEEKLY, owner_id=cast.LEAD, metrics=["csat", "frt", "fcr"])
    await work(lambda connection: workspaces.ensure(connection, team_id, name=HELPDESK, now=now))
    settings = {"lead_group_id": cast.LEADS, "sends_joy": True}
    await work(lambda connection: workspaces.change(connection, team_id, **settings))
    await work(lambda connection: schedules.create(connection, team_id, order, now))
    wish = Wish(rule=Rule(steps=2), channel_id=cast.WEEKLY, owner_id=cast.LEAD)
    async with database.reading() as connection:
        csat = await surveys.named(connection, team_id, "csat")
    await work(lambda connection: alert_rules.create(connection, csat, wish, now))
