"""`kompas verify`: count all answers again, and all decisions about what was resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import typer

from bot.cli import output, progress, store
from bot.cli.complaints import FAILED
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from kpi.store import accounting, surveys, verification
from kpi.store.accounting import Gap
from kpi.store.verification import Difference


@dataclass(frozen=True, slots=True)
class Findings:
    """What does not add up."""

    differences: Sequence[dict[str, Any]]
    gaps: Sequence[Gap]

    @property
    def good(self) -> bool:
        return not self.differences and not self.gaps


def verify(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Recount every answer and every decision, and name what differs; exit 1 when anything does."""
    found = store.run(_findings(Settings.load(), workspace, Clock(), quiet=as_json))
    if as_json:
        gaps = [asdict(gap) for gap in found.gaps]
        output.as_json({"good": found.good, "differences": found.differences, "gaps": gaps})
    else:
        _say(found)
    if not found.good:
        raise typer.Exit(FAILED)


def _say(found: Findings) -> None:
    if found.differences:
        n = len(found.differences)
        output.say(f"{'1 tally differs' if n == 1 else f'{n:,} tallies differ'} from the answers:")
        for difference in found.differences:
            output.say(_line(difference))
    else:
        output.say("Every tally equals its answers.")
    for gap in found.gaps:
        output.say(_gap(gap))
    if not found.gaps:
        output.say("Every resolution was decided about once.")


async def _findings(
    settings: Settings, wanted: str | None, clock: Clock, *, quiet: bool
) -> Findings:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            known = await surveys.of_workspace(connection, workspace.id)
            names = {survey.id: survey.name for survey in known}
            with progress.shown("Counting every answer again", quiet=quiet):
                found = await verification.differences(connection, workspace.id)
                gaps = await accounting.gaps(connection, workspace.id)
    return Findings([_described(difference, names) for difference in found], gaps)


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


def _gap(gap: Gap) -> str:
    ticket = f"{gap.source} {gap.external_id}".strip() or "an interaction that is not there"
    return f"{ticket}: resolved {gap.resolutions} ×, decided about {gap.decisions} ×"
