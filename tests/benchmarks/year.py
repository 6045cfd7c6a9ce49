"""A year of answers, each to a question of its own, with the tallies that count them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Executable, case, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import workspaces
from kpi.store.asked_tallies import COUNTS
from kpi.store.asked_tallies import KEY as KEY_OF_ASKED
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.rows import table
from kpi.store.tables import (
    PLACES,
    TALLIED,
    Interaction,
    Invitation,
    Response,
    Survey,
    Tally,
    Workspace,
)
from kpi.store.tallies import KEY, SCORES
from tests.benchmarks import bulk, filled, seeding
from tests.benchmarks.bulk import Made

TEAMS = 50
HIGHEST = 5
SCORE = (
    "CASE WHEN {0} < 3 THEN 1 WHEN {0} < 7 THEN 2 WHEN {0} < 15 THEN 3 WHEN {0} < 45 THEN 4"
    " ELSE 5 END"
)


ZONE = "UTC"
"""In which the database itself can tell on which day a question was."""

SENT = ("delivered", "answered")
"""What is counted on the day of the sending."""

Said: TypeAlias = Callable[[Made], dict[str, str]]


def _nothing(_made: Made) -> dict[str, str]:
    return {}


async def answers(
    database: Database, count: int, now: datetime, *, said: Said = _nothing
) -> tuple[Workspace, Survey]:
    """Store `count` answers of 50 teams, 200 agents and 500 accounts, with the questions.

    What came with the scores is `said`, as in `imported`.
    """
    _, survey = await seeding.prepared(database, now)
    anywhere = partial(workspaces.change, workspace_id=survey.workspace_id, time_zone=ZONE)
    workspace = await database.writer.work(anywhere)
    made = Made(database.dialect, count, now)
    spoken = {"language": f"CASE WHEN {made.mixed(2, 11)} = 0 THEN 'nl' ELSE 'en' END"}
    invited = _invited(made) | filed(made) | spoken
    await bulk.store(database, made, _invitation(survey, now), invited)
    asked = {"invitation_id": made.key(2), "interaction_id": made.key(3)}
    await bulk.store(database, made, _response(survey, now), _answered(made) | asked | said(made))
    await database.writer.work(_tally)
    await database.writer.work(_tally_asked)
    return workspace, survey


async def imported(
    database: Database, count: int, now: datetime, *, said: Said = _nothing
) -> tuple[Workspace, Survey]:
    """Store as many that came from elsewhere, so that nobody knows who was asked.

    Args:
        database: where to.
        count: how many.
        now: the moment it is.
        said: columns of what came with the scores, and how they vary.
    """
    workspace, survey = await seeding.prepared(database, now)
    made = Made(database.dialect, count, now)
    await bulk.store(database, made, _response(survey, now), _answered(made) | said(made))
    await database.writer.work(_tally)
    return workspace, survey


async def interactions(database: Database, count: int, now: datetime) -> None:
    """Store what as many questions are about."""
    workspace, _ = await seeding.prepared(database, now)
    made = Made(database.dialect, count, now)
    pattern = Interaction(
        workspace_id=workspace.id,
        id=new_id(now),
        source="standard",
        external_id="",
        subject="VPN keeps dropping",
        solve_cycle=1,
        created_at=now,
    )
    varied = {
        "id": made.key(3),
        "external_id": "'T-' || CAST(n AS text)",
        "opened_at": made.moment("-3600"),
        "first_replied_at": made.moment("-1800"),
        "resolved_at": made.moment(),
    }
    await bulk.store(database, made, pattern, varied | filed(made))


def filed(made: Made) -> dict[str, str]:
    """Give what rows are filed under."""
    return {
        "team": made.named("Team", TEAMS, 1),
        "agent": made.named("agent", 200, 2),
        "channel": made.named("channel", 3, 3),
        "account": made.named("Account", 500, 4),
        "priority": made.named("priority", 4, 5),
    }


def _invited(made: Made) -> dict[str, str]:
    return {
        "id": made.key(2),
        "interaction_id": made.key(3),
        "resolved_at": made.moment(),
        "sent_at": made.moment("900"),
        "expires_at": made.moment(str(14 * 86_400)),
    }


def _answered(made: Made) -> dict[str, str]:
    return {
        "id": made.key(1),
        "day": made.day(),
        "answered_at": made.moment("1800"),
        "score": SCORE.format(made.mixed(100, 6)),
        **filed(made),
    }


def _invitation(survey: Survey, now: datetime) -> Invitation:
    return Invitation(
        workspace_id=survey.workspace_id,
        id=new_id(now),
        interaction_id=new_id(now),
        solve_cycle=1,
        survey_id=survey.id,
        version=survey.version,
        state="sent",
        trigger="system",
        resolved_at=now,
        due_at=now,
        counted_in=ZONE,
        created_at=now,
    )


def _response(survey: Survey, now: datetime) -> Response:
    return Response(
        workspace_id=survey.workspace_id,
        id=new_id(now),
        survey_id=survey.id,
        version=survey.version,
        day=now.date(),
        answered_at=now,
        changed_at=now,
        trigger="system",
    )


async def _tally(connection: AsyncConnection) -> None:
    await connection.execute(_tallied(literal(""), literal("")))
    for name in TALLIED:
        await connection.execute(_tallied(literal(name), table(Response).c[name]))


def _tallied(segment: ColumnElement[str], value: ColumnElement[str]) -> Executable:
    answer = table(Response).c
    filed: dict[str, ColumnElement[Any]] = {"segment": segment, "value": value}
    key = [filed[name] if name in filed else answer[name] for name in KEY]
    counts = (
        func.count(case((answer.score == score, 1))) if 0 < score <= HIGHEST else literal(0)
        for score in range(len(SCORES))
    )
    grouped = (answer.workspace_id, answer.survey_id, answer.version, answer.day, value)
    counted = select(*key, *counts).group_by(*grouped)
    return insert(table(Tally)).from_select([*KEY, *SCORES], counted)


async def _tally_asked(connection: AsyncConnection) -> None:
    is_postgres = connection.dialect.name == "postgresql"
    day = "date(timezone('UTC', {0}))" if is_postgres else "date({0})"
    resolved, sent, until = (day.format(f"{name}_at") for name in ("resolved", "sent", "expires"))
    statements = [
        statement
        for segment in ("", *PLACES)
        for statement in (
            _counted(segment, (resolved, resolved), ("helped",)),
            _counted(segment, (resolved, until), ("asked", "heard")),
            *([_counted(segment, (sent, until), SENT)] if segment in {"", *TALLIED} else []),
        )
    ]
    await filled.run_all(connection, statements)


def _counted(segment: str, days: tuple[str, str], counts: tuple[str, ...]) -> str:
    """Count questions, of which each was asked and answered."""
    counted = ", ".join("count(*)" if name in counts else "0" for name in COUNTS)
    value = segment or "''"
    added = ", ".join(f"{name} = asked_tally.{name} + excluded.{name}" for name in COUNTS)
    return (
        f"INSERT INTO asked_tally ({', '.join((*KEY_OF_ASKED, *COUNTS))})"
        f" SELECT workspace_id, survey_id, '{segment}', {value}, {days[0]}, {days[1]},"
        f" {counted} FROM invitation WHERE 1 = 1 GROUP BY 1, 2, 4, 5, 6"
        f" ON CONFLICT ({', '.join(KEY_OF_ASKED)}) DO UPDATE SET {added}"
    )
