"""Answers from elsewhere: each has a key of its own, so a file may be imported again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import local_day
from kpi.store import tallies
from kpi.store.columns import new_id
from kpi.store.rows import insert_into, table
from kpi.store.tables import SEGMENTS, Response, Survey, SurveyVersion, Workspace

UNTOLD = "import"
"""The source of answers whose file does not say from which tool they are."""
ID = "id:"
"""Begins the key of an answer to which its file gave an id; the id follows."""
_ADDRESS = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One answer of another system; `at` is aware, `segments` maps our segments to values."""

    external_key: str
    """The same for the same answer, each time its file is read."""
    score: int
    at: datetime
    comment: str = ""
    segments: Mapping[str, str] = field(default_factory=dict)


async def import_answers(
    connection: AsyncConnection,
    workspace: Workspace,
    survey: Survey,
    answers: Sequence[Imported],
    now: datetime,
) -> int:
    """Store the answers whose keys are new, with their tallies; return how many were.

    Without a segment `trigger` an answer counts as a campaign's: some tool asked everybody.
    Scores must be on the survey's scale; they count with the version of their time, where that
    had the same one.
    """
    versions = await _versions(connection, survey)
    rows = [_row(workspace, survey, answer, now) for answer in answers]
    await _tell_tools_apart(connection, survey, rows)
    for row in rows:
        row["version"] = _of_its_time(versions, row["answered_at"]) or survey.version
    new = await _new(connection, rows)
    deltas = tallies.Deltas()
    for row in rows:
        if row["id"] in new:
            deltas.move(tallies.Counted.of(row, row["day"]), None, row["score"])
    await tallies.apply(connection, deltas)
    return len(new)


def id_in_file(external_key: str, source: str) -> str:
    """Give the id that an imported answer had in its file, as the file wrote it.

    Empty where it had none, where it was too long to keep, and where it may be a mail address:
    what it is called must not say whose answer it is.

    Args:
        external_key: of a response.
        source: the tool it came from, as filed.
    """
    name = external_key.removesuffix(_of_another(source)).removeprefix(ID)
    return name if external_key.startswith(ID) and _ADDRESS not in name else ""


async def _versions(connection: AsyncConnection, survey: Survey) -> list[tuple[datetime, int]]:
    """Give when each version with the survey's scale began, the oldest first."""
    version = table(SurveyVersion).c
    statement = select(version.created_at, version.version).where(
        version.workspace_id == survey.workspace_id,
        version.survey_id == survey.id,
        version.definition == survey.definition,
    )
    found = await connection.execute(statement.order_by(version.version))
    return [(began_at, number) for began_at, number in found]


def _of_its_time(versions: Sequence[tuple[datetime, int]], at: datetime) -> int | None:
    """Give the version of a moment; the oldest for what came before; None where none was kept."""
    begun = [number for began_at, number in versions if began_at <= at]
    return begun[-1] if begun else next((number for _, number in versions), None)


async def _tell_tools_apart(
    connection: AsyncConnection, survey: Survey, rows: Sequence[dict[str, Any]]
) -> None:
    """Give another key to an answer whose own was taken by one of another tool.

    Tools number alike: ticket 41 of the one is not ticket 41 of the other. A file that did not say
    its tool may have come from any, so that the same file is not taken twice.
    """
    sources = await _sources(connection, survey, [row["external_key"] for row in rows])
    for row in rows:
        key, source = row["external_key"], row["source"]
        there = sources.get(key, source)
        if there != source and UNTOLD not in (there, source):
            row["external_key"] = f"{key}{_of_another(source)}"


def _of_another(source: str) -> str:
    """Give what ends a key that was taken by an answer of another tool."""
    return f"@{source}"


async def _sources(
    connection: AsyncConnection, survey: Survey, keys: Sequence[str]
) -> dict[str, str]:
    """Give the tools from which the answers with these keys came."""
    response = table(Response).c
    taken = select(response.external_key, response.source).where(
        response.workspace_id == survey.workspace_id,
        response.survey_id == survey.id,
        response.external_key.in_(keys),
    )
    return {row.external_key: row.source for row in await connection.execute(taken)}


async def _new(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> set[UUID]:
    """Insert the rows whose keys are free; return their ids."""
    if not rows:
        return set()
    statement = insert_into(connection, Response).on_conflict_do_nothing()
    found = await connection.execute(statement.returning(table(Response).c.id), rows)
    return set(found.scalars())


def _row(workspace: Workspace, survey: Survey, answer: Imported, now: datetime) -> dict[str, Any]:
    """Return the columns of a response: making a model of each would take most of the time."""
    return {
        **dict.fromkeys((*SEGMENTS, "way"), ""),
        "source": UNTOLD,
        "trigger": "campaign",
        **answer.segments,
        "workspace_id": workspace.id,
        "id": new_id(now),
        "invitation_id": None,
        "contact_id": None,
        "external_key": answer.external_key,
        "survey_id": survey.id,
        "version": survey.version,
        "score": answer.score,
        "day": local_day(answer.at, workspace.time_zone),
        "answered_at": answer.at,
        "changed_at": answer.at,
        "comment": answer.comment,
        "commented_at": answer.at if answer.comment else None,
        "may_contact": False,
        "reasons": [],
    }
