"""`kompas verify`: count all answers again and compare them with the tallies."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import typer

from bot.cli import output, progress, store
from bot.cli.complaints import FAILED
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from kpi.store import surveys, verification
from kpi.store.verification import Difference


def verify(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Recount every answer and name each tally that says something else; exit 1 when one does."""
    found = store.run(_differences(Settings.load(), workspace, Clock(), quiet=as_json))
    if as_json:
        output.as_json({"good": not found, "differences": found})
    elif found:
        wrong = "1 tally differs" if len(found) == 1 else f"{len(found):,} tallies differ"
        output.say(f"{wrong} from the answers:")
        for difference in found:
            output.say(_line(difference))
    else:
        output.say("Every tally equals its answers.")
    if found:
        raise typer.Exit(FAILED)


async def _differences(
    settings: Settings, wanted: str | None, clock: Clock, *, quiet: bool
) -> list[dict[str, Any]]:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            known = await surveys.of_workspace(connection, workspace.id)
            names = {survey.id: survey.name for survey in known}
            with progress.shown("Counting every answer again", quiet=quiet):
                found = await verification.differences(connection, workspace.id)
    return [_described(difference, names) for difference in found]


def _described(difference: Difference, names: Mapping[UUID, str]) -> dict[str, Any]:
    survey_id, version, segment, value, day = difference.key
    return {
        "survey": names.get(survey_id, str(survey_id)),
        "version": version,
        "segment": segment,
        "value": value,
        "day": day.isoformat(),
        "stored": list(difference.stored),
        "recounted": list(difference.recounted),
    }


def _line(difference: dict[str, Any]) -> str:
    whose = f"{difference['segment']} {difference['value']}" if difference["segment"] else "whole"
    changes = ", ".join(
        f"score {score}: {stored} stored, {counted} counted"
        for score, (stored, counted) in enumerate(
            zip(difference["stored"], difference["recounted"], strict=True)
        )
        if stored != counted
    )
    return f"{difference['survey']} v{difference['version']} {difference['day']} {whose}: {changes}"
