"""`kompas survey campaign`: list the campaigns, and bring in a long list of their people."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot import audience_lists
from bot.audience_lists import UnreadableLine
from bot.cli import output, store
from bot.cli.complaints import WrongUsage
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.importing import encodings
from kpi.errors import KpiError
from kpi.store import audiences, campaigns, progress
from kpi.store.audiences import PIECE, Member
from kpi.store.database import Database
from kpi.store.tables import Campaign

commands = typer.Typer(
    help="See the campaigns and bring in their people.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Name = Annotated[str, typer.Argument(help="As it is called in Slack.", metavar="CAMPAIGN")]
File = Annotated[
    Path,
    typer.Argument(
        help="One address a line; a date (2026-12-01) and an account may follow.",
        exists=True,
        dir_okay=False,
    ),
]


@commands.command("list")
def campaign_list(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """List the campaigns with how far each is, the newest first."""
    found = store.run(_all(Settings.load(), workspace, Clock()))
    if as_json:
        output.as_json(found)
        return
    rows = [(one["name"], one["state"], *(str(one[name]) for name in _NUMBERS)) for one in found]
    headings = ("campaign", "state", *(name.replace("_", " ") for name in _NUMBERS))
    numbers = frozenset(range(2, len(headings)))
    output.show(output.Grid(headings=headings, rows=rows, numbers=numbers))


@commands.command("people")
def campaign_people(
    name: Name,
    file: File,
    *,
    workspace: WorkspaceId = None,
    replace: Annotated[bool, typer.Option(help="Leave out who is not in the list.")] = False,
) -> None:
    """Bring in a list of addresses; who is in already keeps their day."""
    members = _read(file)
    campaign = store.run(_join(Settings.load(), workspace, name, members, replace=replace))
    output.say(f"{len(members)} people are in {output.single(campaign.name)}.")


_NUMBERS = ("people", "planned", "asked", "answered", "not_asked", "undeliverable")


def _read(file: Path) -> list[Member]:
    told = file.read_bytes()
    text = told.decode(encodings.recognise([told]), errors="replace")
    try:
        return audience_lists.read(text)
    except UnreadableLine as error:
        raise WrongUsage("{file}: {why}", file=file, why=error) from None


async def _all(settings: Settings, wanted: str | None, clock: Clock) -> list[dict[str, Any]]:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            found = await campaigns.of_workspace(connection, workspace.id)
            now, zone = clock.now(), workspace.time_zone
            return [
                _described(one, await progress.of_round(connection, one, zone, now))
                for one in found
            ]


def _described(campaign: Campaign, found: progress.Progress) -> dict[str, Any]:
    return {
        "name": campaign.name,
        "state": campaign.state,
        "rhythm": campaign.rhythm,
        "starts_on": campaign.starts_on,
        "people": found.members,
        "planned": found.planned,
        "asked": found.asked,
        "answered": found.answered,
        "not_asked": sum(found.not_asked.values()),
        "reasons": dict(found.not_asked),
        "undeliverable": found.undeliverable,
        "next": found.next_at,
    }


async def _join(
    settings: Settings, wanted: str | None, name: str, members: list[Member], *, replace: bool
) -> Campaign:
    async with store.opened(settings) as database:
        clock = Clock()
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            campaign = await campaigns.named(connection, workspace.id, name)
        if campaign.audience["kind"] != campaigns.ADDRESSES:
            raise KpiError("Only a campaign for a list of addresses takes one.")
        if replace:
            await _leave(database, campaign, {one.person for one in members}, clock)
        await _write(database, campaign, members, clock)
        return campaign


async def _leave(database: Database, campaign: Campaign, wanted: set[str], clock: Clock) -> None:
    """Note that all others left, a piece at a time by their lots."""
    now, after = clock.now(), (-1, "")
    while True:
        async with database.reading() as connection:
            piece = await audiences.present(connection, campaign, after)
        gone = [person for _, person in piece if person not in wanted]
        await database.writer.work(
            lambda it, gone=gone: audiences.leave(it, campaign, gone, now)  # type: ignore[misc]  # bound for this turn
        )
        if len(piece) < PIECE:
            return
        after = piece[-1]


async def _write(
    database: Database, campaign: Campaign, members: list[Member], clock: Clock
) -> None:
    now, work = clock.now(), database.writer.work
    for start in range(0, len(members), PIECE):
        piece = members[start : start + PIECE]
        await work(lambda it, piece=piece: audiences.join(it, campaign, piece, now))  # type: ignore[misc]  # bound for this turn
    # Who is planning meanwhile looks again only at what was compared after they had done.
    done_at = clock.now()
    await work(lambda it: campaigns.compared(it, campaign, done_at))
