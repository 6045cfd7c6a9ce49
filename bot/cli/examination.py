"""What the doctor looks at: settings, keys, database and what waits in it; then the world."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.cli import (
    examination_of_address,
    examination_of_hooks,
    examination_of_keys,
    examination_of_mail,
    examination_of_slack,
    store,
)
from bot.cli.finding import Finding, good, minute, wrong
from bot.cli.store import NoDatabase
from bot.clock import Clock
from bot.config import Settings, SettingsError
from bot.slack_errors import TOKEN_ERRORS
from kpi.errors import KpiError
from kpi.store import deliveries, hooks, write_backs
from kpi.store.database import Database
from kpi.store.tables import Delivery, Hook, HookEvent, Workspace

_SHOWN = 5
_RECENT = timedelta(days=30)
"""Failures from before are over."""
_MOST_WAITING = 1000


@dataclass(slots=True, kw_only=True)
class _Stored:
    """What was found in the database."""

    findings: list[Finding] = field(default_factory=list)
    doors: list[Hook] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)
    """The overlays of the Slack app that the workspace's settings rely on."""


async def examine(wanted: str | None, clock: Clock) -> list[Finding]:
    """Look at everything; what cannot be looked at is itself a finding, and no file is made.

    Args:
        wanted: the workspace to look at; None for the only one.
        clock: tells the time, and whether it is Slack's.
    """
    findings = [*_settings()]
    try:
        settings = Settings.load()
    except SettingsError:
        return findings
    stored = await _database(settings, wanted, clock)
    findings += [*examination_of_keys.examine(settings), *stored.findings]
    findings += await examination_of_slack.examine(settings, clock, stored.extras)
    findings += await examination_of_mail.examine(settings)
    return [*findings, await examination_of_address.examine(settings, stored.doors)]


def _settings() -> Iterator[Finding]:
    try:
        Settings.load(for_slack=True)
    except SettingsError as error:
        for problem in error.problems:
            yield wrong("settings", problem, "Set it in the environment or in a file .env.")
    else:
        yield good("settings", "complete")


async def _database(settings: Settings, wanted: str | None, clock: Clock) -> _Stored:
    try:
        async with store.opened(settings) as database:
            workspace = await store.workspace(database, wanted, clock)
            found = good("database", f"{database.dialect}, its tables are of this release")
            stored = await _workspace(database, settings, workspace, clock.now())
    except NoDatabase as error:
        advice = "Start kompas serve, which makes it, or look in the folder where it runs."
        return _Stored(
            findings=[wrong("database", f"none here yet ({error.values['path']})", advice)]
        )
    except KpiError as error:
        advice = "Mend that first; nothing else in it could be looked at."
        return _Stored(findings=[wrong("database", str(error), advice)])
    stored.findings.insert(0, found)
    return stored


async def _workspace(
    database: Database, settings: Settings, workspace: Workspace, now: datetime
) -> _Stored:
    async with database.reading() as connection:
        doors = await hooks.of_workspace(connection, workspace.id)
        failures = await hooks.failures(connection, workspace.id)
        waiting = await hooks.waiting(connection, _MOST_WAITING)
        held = await deliveries.held(connection, workspace.id)
        failed = await deliveries.failed(connection, workspace.id, now - _RECENT)
        halted = await deliveries.put_off(connection, workspace.id, TOKEN_ERRORS)
        unwritten = await write_backs.failures(connection, workspace.id, now - _RECENT)
    recent = [event for event in failures if event.received_at >= now - _RECENT]
    findings = [
        good("workspace", f"{workspace.id} {workspace.name}".rstrip()),
        *examination_of_hooks.examine(settings, doors, recent),
        *examination_of_hooks.late(_of(workspace, waiting), now),
        *examination_of_hooks.unwritten(unwritten),
        *_held(held),
        *_failed(failed),
        *_halted(halted),
    ]
    return _Stored(findings=findings, doors=doors, extras=_extras(workspace))


def _extras(workspace: Workspace) -> list[str]:
    wanted = {"reactions": bool(workspace.reaction), "threads": workspace.asks_everyone}
    return [name for name, is_wanted in wanted.items() if is_wanted]


def _of(workspace: Workspace, events: Sequence[HookEvent]) -> list[HookEvent]:
    return [event for event in events if event.workspace_id == workspace.id]


def _held(held: list[Delivery]) -> Iterator[Finding]:
    if held:
        advice = (
            "Nobody said whether they arrived: look for them in Slack, and ask again by hand;"
            " kompas ledger --rows names the tickets."
        )
        several = "1 message is" if len(held) == 1 else f"{len(held)} messages are"
        yield wrong("messages", f"{several} held: {_places(held)}", advice)


def _failed(failed: list[Delivery]) -> Iterator[Finding]:
    if failed:
        advice = (
            "Invite the bot to the channel, or choose another; kompas ledger names the tickets."
        )
        yield wrong("messages", f"{len(failed)} could not be delivered: {_places(failed)}", advice)


def _halted(halted: list[Delivery]) -> Iterator[Finding]:
    if halted:
        advice = (
            "Give kompas serve the bot token of the app's page and start it anew; what waits is"
            " tried every five minutes, and nothing of it is lost."
        )
        several = "1 message waits" if len(halted) == 1 else f"{len(halted)} messages wait"
        found = f"{several}, since Slack refuses the token of kompas serve: {_places(halted)}"
        yield wrong("messages", found, advice)


def _places(several: list[Delivery]) -> str:
    shown = [f"{one.kind} {one.reason or one.state} ({minute(one.due_at)})" for one in several]
    more = [f"and {len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
    return ", ".join([*shown[:_SHOWN], *more])
