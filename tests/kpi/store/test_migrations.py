import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, select, text

from kpi.store import asked_arrears, hooks, migrations
from kpi.store.database import Database, SchemaState
from kpi.store.rows import every, table
from kpi.store.tables import METADATA, AskedTally, Invitation, Response, ServiceTally, Workspace
from tests.kpi.store.tickets import Row, everything, read, write

OLDER = """
INSERT INTO hook_event (workspace_id, id, hook_id, key, body, state, reason, received_at)
VALUES ('T1', '00000000000000000000000000000001', 'h1', '1', '{}', 'stored', '', '2026-11-18 12:00')
"""
"""What the first release writes of a webhook."""
ASKED = (
    """
INSERT INTO workspace (id, name, time_zone, language, shows_agents, admin_ids, lead_ids,
lead_group_id, created_at)
VALUES ('{workspace}', '', 'Asia/Tokyo', 'en', 0, '[]', '[]', '', '2026-11-01')
""",
    """
INSERT INTO invitation (team, agent, channel, account, priority, source, moment, trigger,
workspace_id, id, interaction_id, solve_cycle, survey_id, version, state, reason, resolved_at,
due_at, lookups, is_anonymous, created_at)
VALUES ('', '', '', '', '', '', '', 'system', '{workspace}',
'00000000000000000000000000000001', '00000000000000000000000000000002', 1,
'00000000000000000000000000000003', 1, 'not_asked', '',
'2026-11-18 20:00:00', '2026-11-18 20:00:00', 0, 0, '2026-11-18 20:00:00')
""",
)
"""What a release before these counts leaves of a resolution; in Tokyo it is the next day."""

TIMED = """
INSERT INTO service_tally (workspace_id, measure, definition, segment, value, day, bucket, n,
seconds) VALUES ('T1', 'frt', 'frt/office/median/v1', '', '', '{day}', 60, 1, 60)
"""
DAYS = ("2026-11-16", "2026-11-22", "2026-11-23")
"""Monday and Sunday of one week, Monday of the next."""

HEARD = (
    """
INSERT INTO contact (workspace_id, id, team_id, user_id, name, language, time_zone, is_home,
is_deactivated, dm_channel_id, email, created_at) VALUES ('T2', '00000000000000000000000000000007',
'T2', 'U1', '', 'nl-NL', '', 1, 0, '', '', '2026-11-01')
""",
    """
UPDATE invitation SET counted_in = 'Asia/Tokyo', contact_id = '00000000000000000000000000000007'
WHERE workspace_id = 'T2'
""",
    """
INSERT INTO asked_tally (workspace_id, survey_id, segment, value, day, until, helped, turns, asked,
delivered, answered)
VALUES ('T2', '00000000000000000000000000000003', '', '', '2026-11-19', '2026-11-19', 1, 0, 0, 0, 0)
""",
    """
INSERT INTO response (team, agent, channel, account, priority, source, moment, "trigger", way,
workspace_id, id, invitation_id, survey_id, version, score, day, answered_at, changed_at, comment,
may_contact, reasons, language, themes, read_with)
VALUES ('', '', '', '', '', '', '', 'system', '', 'T2', '00000000000000000000000000000005',
'00000000000000000000000000000001', '00000000000000000000000000000003', 1, 4, '2026-11-18',
'2026-11-18 20:00:00', '2026-11-18 20:00:00', '', 0, '[]', '', '[]', '')
""",
)
"""What a release leaves that counted it once, but by no language; and its answer."""
LEFT = {
    "0001": [OLDER],
    "0005": [
        *(one.format(workspace=workspace) for workspace in ("T1", "T2") for one in ASKED),
        *(TIMED.format(day=day) for day in DAYS),
    ],
    "0006": HEARD,
}
"""What releases leave, by the revision that they are at."""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which earlier releases wrote, one after the other, brought up to this one."""
    path = tmp_path_factory.mktemp("upgraded") / "kompas.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as older:
        for revision, statements in LEFT.items():
            migrations.upgrade(older, revision)
            for statement in statements:
                older.execute(text(statement))
        migrations.upgrade(older)
    engine.dispose()
    return path


@pytest.fixture
async def lived(upgraded: Path) -> AsyncIterator[Database]:
    """That file, opened; what is done to it stays done."""
    database = Database.open(f"sqlite:///{upgraded}")
    yield database
    await database.close()


def drift(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def test_the_revisions_are_those_of_alembic_in_its_order() -> None:
    script = ScriptDirectory(str(migrations.HERE))
    steps = [step.revision for step in script.walk_revisions("base", "heads")]
    assert list(migrations.revisions()) == steps[::-1]
    assert migrations.newest() == script.get_current_head()


async def test_the_revision_is_the_one_alembic_reads(database: Database) -> None:
    async with database.reading() as connection:
        found = await connection.run_sync(migrations.revision)
        assert found == await connection.run_sync(
            lambda known: MigrationContext.configure(known).get_current_revision()
        )


async def test_the_steps_lead_to_the_tables_as_declared(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.run_sync(drift) == []


async def test_a_migration_that_was_killed_midway_is_run_again(tmp_path: Path) -> None:
    path = tmp_path / "kompas.db"
    with sqlite3.connect(path) as half:
        half.execute("BEGIN")
        half.execute("CREATE TABLE workspace (id TEXT)")
        half.rollback()  # what a kill before the commit leaves
    half.close()
    database = Database.open(f"sqlite:///{path}")
    assert await database.schema_state() is SchemaState.EMPTY
    await database.migrate()
    assert await database.schema_state() is SchemaState.CURRENT
    assert await everything(database, Workspace) == []
    await database.close()


async def test_a_database_of_the_first_release_keeps_what_it_holds(lived: Database) -> None:
    assert await lived.schema_state() is SchemaState.CURRENT
    assert [event.headers for event in await read(lived, hooks.waiting, 10)] == [{}]


async def test_questions_of_an_earlier_release_are_counted_by_and_by(lived: Database) -> None:
    assert "T1" in await read(lived, asked_arrears.waiting)
    await write(lived, asked_arrears.catch_up, "T1")
    assert "T1" not in await read(lived, asked_arrears.waiting)
    (tally,) = await of(lived, AskedTally, "T1")
    assert (tally.day.isoformat(), tally.helped, tally.asked) == ("2026-11-19", 1, 0)


async def of(database: Database, model: type[Row], workspace_id: str) -> list[Row]:
    mine = select(table(model)).where(table(model).c.workspace_id == workspace_id)
    return await read(database, every, model, mine)


async def test_questions_that_were_counted_are_counted_again_by_language(lived: Database) -> None:
    await write(lived, asked_arrears.catch_up, "T2")
    tallies = await of(lived, AskedTally, "T2")
    assert {(one.segment, one.value): one.helped for one in tallies} == {
        ("", ""): 1,
        ("language", "nl"): 1,
    }
    (answer,) = await of(lived, Response, "T2")
    (question,) = await of(lived, Invitation, "T2")
    assert answer.interaction_id == question.interaction_id


async def test_lengths_of_an_earlier_release_are_added_up_to_weeks(lived: Database) -> None:
    found: dict[str, list[tuple[str, int, int]]] = {}
    for one in sorted(await of(lived, ServiceTally, "T1"), key=lambda one: one.day):
        found.setdefault(one.measure, []).append((one.day.isoformat(), one.n, one.seconds))
    assert found["frt/week"] == [("2026-11-16", 2, 120), ("2026-11-23", 1, 60)]
    assert len(found["frt/whole"]) == len(DAYS)
    assert found["frt/8weeks"] == [("2026-09-28", 2, 120), ("2026-11-23", 1, 60)]


async def test_a_replica_of_the_first_release_goes_on_writing(database: Database) -> None:
    await database.writer.work(lambda connection: connection.execute(text(OLDER)))
    async with database.reading() as connection:
        (event,) = await hooks.waiting(connection, 10)
    assert event.headers == {}
