"""`kompas verify`: count answers and interactions again, and the decisions about resolutions."""

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
from kpi.store import accounting, service_verification, surveys, verification
from kpi.store.accounting import Gap
from kpi.store.asked_tallies import COUNTS
from kpi.store.service_verification import Stray
from kpi.store.verification import Difference


@dataclass(frozen=True, slots=True)
class Findings:
    """What does not add up."""

    differences: Sequence[dict[str, Any]]
    themes: Sequence[dict[str, Any]]
    """Differences between the counts of themes and what remarks were found to speak of."""
    asked: Sequence[dict[str, Any]]
    """Differences between the counts of who was asked and the questions themselves."""
    gaps: Sequence[Gap]
    service: Sequence[dict[str, Any]]
    """Differences between the service KPIs and what interactions count for."""
    strays: Sequence[Stray]

    @property
    def good(self) -> bool:
        answers = self.differences or self.themes
        asked = self.asked or self.gaps
        return not (answers or asked or self.service or self.strays)

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "good": self.good,
            "differences": self.differences,
            "theme_differences": self.themes,
            "asked_differences": self.asked,
            "gaps": [asdict(gap) for gap in self.gaps],
            "service_differences": self.service,
            "strays": [asdict(stray) for stray in self.strays],
        }


def verify(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Recount answers, interactions and decisions; name what differs, exit 1 if anything does."""
    found = store.run(_findings(Settings.load(), workspace, Clock(), quiet=as_json))
    if as_json:
        output.as_json(found.as_json)
    else:
        _say(found)
    if not found.good:
        raise typer.Exit(FAILED)


def _say(found: Findings) -> None:
    _say_differences(found.differences, "tally", "tallies")
    _say_differences(found.themes, "theme tally", "theme tallies")
    _say_asked(found.asked)
    _say_service(found)
    for gap in found.gaps:
        output.say(_gap(gap))
    if not found.gaps:
        output.say("Every resolution was decided about once.")


def _say_differences(found: Sequence[dict[str, Any]], one: str, many: str) -> None:
    n = len(found)
    if n:
        output.say(f"{f'1 {one} differs' if n == 1 else f'{n:,} {many} differ'} from the answers:")
    else:
        output.say(f"Every {one} equals its answers.")
    for difference in found:
        output.say(_line(difference))


def _say_asked(found: Sequence[dict[str, Any]]) -> None:
    """Say what differs of who was helped, asked and heard."""
    for one in found:
        both = zip(COUNTS, one["stored"], one["recounted"], strict=True)
        changes = ", ".join(
            f"{name}: {stored} stored, {counted} counted"
            for name, stored, counted in both
            if stored != counted
        )
        output.say(f"{one['survey']} {one['day']} {_whose(one)}, until {one['until']}: {changes}")
    if not found:
        output.say("Every count of who was asked equals its questions.")


def _say_service(found: Findings) -> None:
    """Say what differs of what interactions themselves tell."""
    for one in found.service:
        output.say(
            f"{one['measure']} {one['definition']} {one['day']} {_whose(one)}, bucket"
            f" {one['bucket']}: {one['stored']} stored, {one['recounted']} counted"
        )
    for stray in found.strays:
        ticket = f"{stray.source} {stray.external_id}".strip()
        said = (
            f"{ticket}: counts for nothing" if ticket else "What is not there counts for something"
        )
        output.say(f"{said} in the service KPIs.")
    if not found.service and not found.strays:
        output.say("Every service tally equals its interactions.")


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
                themes = await verification.theme_differences(connection, workspace.id)
                asked = await verification.asked_differences(connection, workspace.id)
                gaps = await accounting.gaps(connection, workspace.id)
                service = await service_verification.differences(connection, workspace.id)
                strays = await service_verification.strays(connection, workspace.id)
    return Findings(
        [_described(difference, names) for difference in found],
        [_described(difference, names) for difference in themes],
        [_of_asked(difference, names) for difference in asked],
        gaps,
        [_of_service(difference) for difference in service],
        strays,
    )


def _described(difference: Difference, names: Mapping[UUID, str]) -> dict[str, Any]:
    survey_id, version, segment, value, day, *theme = difference.key
    return {
        "survey": names.get(survey_id, str(survey_id)),
        "version": version,
        "segment": segment,
        "value": value,
        "day": day.isoformat(),
        **({"theme": theme[0]} if theme else {}),
        "stored": list(difference.stored),
        "recounted": list(difference.recounted),
    }


def _of_asked(difference: Difference, names: Mapping[UUID, str]) -> dict[str, Any]:
    survey_id, segment, value, day, until = difference.key
    return {
        "survey": names.get(survey_id, str(survey_id)),
        "segment": segment,
        "value": value,
        "day": day.isoformat(),
        "until": until.isoformat(),
        "stored": list(difference.stored),
        "recounted": list(difference.recounted),
    }


def _of_service(difference: service_verification.Difference) -> dict[str, Any]:
    names = ("measure", "definition", "segment", "value", "day", "bucket")
    described = dict(zip(names, difference.key, strict=True))
    return described | {
        "day": described["day"].isoformat(),
        "stored": list(difference.stored),
        "recounted": list(difference.recounted),
    }


def _whose(difference: Mapping[str, Any]) -> str:
    return f"{difference['segment']} {difference['value']}" if difference["segment"] else "whole"


def _line(difference: dict[str, Any]) -> str:
    changes = ", ".join(
        f"score {score}: {stored} stored, {counted} counted"
        for score, (stored, counted) in enumerate(
            zip(difference["stored"], difference["recounted"], strict=True)
        )
        if stored != counted
    )
    about = f" about {difference['theme'] or 'anything'}" if "theme" in difference else ""
    whose = f"{_whose(difference)}{about}"
    return f"{difference['survey']} v{difference['version']} {difference['day']} {whose}: {changes}"


def _gap(gap: Gap) -> str:
    ticket = f"{gap.source} {gap.external_id}".strip() or "an interaction that is not there"
    return f"{ticket}: resolved {gap.resolutions} ×, decided about {gap.decisions} ×"
