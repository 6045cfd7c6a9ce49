"""What the doctor looks at: the settings, the database, and what waits in it; then Slack."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from bot.cli import store
from bot.cli.finding import Finding, good, wrong
from bot.clock import Clock
from bot.config import Settings, SettingsError
from bot.secrets import SecretBox, SecretUnreadable
from kpi.errors import KpiError
from kpi.store import deliveries, hooks
from kpi.store.database import Database
from kpi.store.tables import Delivery, Hook, HookEvent, Workspace

_SHOWN = 5
_RECENT = timedelta(days=30)
"""Failures from before are over."""


async def examine(wanted: str | None, clock: Clock) -> list[Finding]:
    """Look at everything; what cannot be looked at is itself a finding.

    Args:
        wanted: the workspace to look at; None for the only one.
        clock: tells the time, and whether it is Slack's.
    """
    findings = [*_settings()]
    try:
        settings = Settings.load()
    except SettingsError:
        return findings
    findings += _keys(settings)
    findings += await _database(settings, wanted, clock)
    from bot.cli import examination_of_slack  # noqa: PLC0415 - other verbs need not wait for it

    return [*findings, *await examination_of_slack.examine(settings, clock)]


def _settings() -> Iterator[Finding]:
    try:
        Settings.load(for_slack=True)
    except SettingsError as error:
        for problem in error.problems:
            yield wrong("settings", problem, "Set it in the environment or in a file .env.")
    else:
        yield good("settings", "complete")


def _keys(settings: Settings) -> Iterator[Finding]:
    try:
        SecretBox.of(settings)
    except SettingsError as error:
        advice = "Make a key by openssl rand -base64 32 and keep it apart from the database."
        yield wrong("encryption", " ".join(error.problems), advice)
    else:
        yield good("encryption", "there is a key for what must be kept secret")


async def _database(settings: Settings, wanted: str | None, clock: Clock) -> list[Finding]:
    try:
        async with store.opened(settings) as database:
            workspace = await store.workspace(database, wanted, clock)
            found = good("database", f"{database.dialect}, its tables are of this release")
            return [found, *await _workspace(database, settings, workspace, clock.now() - _RECENT)]
    except KpiError as error:
        return [wrong("database", str(error), "Nothing else in it could be looked at.")]


async def _workspace(
    database: Database, settings: Settings, workspace: Workspace, since: datetime
) -> Iterable[Finding]:
    async with database.reading() as connection:
        doors = await hooks.of_workspace(connection, workspace.id)
        failures = [
            event
            for event in await hooks.failures(connection, workspace.id)
            if event.received_at >= since
        ]
        held = await deliveries.held(connection, workspace.id)
        failed = await deliveries.failed(connection, workspace.id, since)
    name = good("workspace", f"{workspace.id} {workspace.name}".rstrip())
    hooked = chain(_hooks(settings, doors), _locked(settings, doors), _events(failures))
    return chain([name], hooked, _held(held), _failed(failed))


def _hooks(settings: Settings, doors: list[Hook]) -> Iterator[Finding]:
    if not doors:
        advice = "kompas connect standard makes a webhook for your ticket system."
        yield good("hooks", "no ticket system is connected", advice)
    for door in doors:
        heard = (
            f"last event {_minute(door.last_event_at)}" if door.last_event_at else "no event yet"
        )
        advice = (
            "" if door.last_event_at else f"Send one to {settings.hook_url(door.source, door.id)}"
        )
        yield good("hook", f"{door.source} {door.id}, {heard}", advice)


def _locked(settings: Settings, doors: list[Hook]) -> Iterator[Finding]:
    """Name the hooks whose secret none of our keys opens: nothing they send can be checked."""
    try:
        box = SecretBox.of(settings)
    except SettingsError:
        return
    for door in doors:
        try:
            box.open(door.secret)
        except SecretUnreadable:
            advice = "Add the key it was made with to KOMPAS_ENCRYPTION_KEYS, or connect anew."
            yield wrong("hook", f"{door.source} {door.id}: no key opens its secret", advice)


def _events(failures: list[HookEvent]) -> Iterator[Finding]:
    if failures:
        newest = failures[0]
        yield wrong(
            "webhooks",
            f"{len(failures)} could not be understood, the last on {_minute(newest.received_at)}:"
            f" {newest.reason}",
            "Mend what sends them; the events themselves are kept.",
        )


def _held(held: list[Delivery]) -> Iterator[Finding]:
    if held:
        advice = (
            "Slack did not say whether they arrived: look in the channel, and ask again by hand."
        )
        yield wrong("messages", f"{len(held)} are held: {_places(held)}", advice)


def _failed(failed: list[Delivery]) -> Iterator[Finding]:
    if failed:
        advice = (
            "Invite the bot to the channel, or choose another; kompas ledger names the tickets."
        )
        yield wrong("messages", f"{len(failed)} could not be delivered: {_places(failed)}", advice)


def _places(several: list[Delivery]) -> str:
    shown = [f"{one.kind} {one.reason or one.state} ({_minute(one.due_at)})" for one in several]
    more = [f"and {len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
    return ", ".join([*shown[:_SHOWN], *more])


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
