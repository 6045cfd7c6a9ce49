import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from kpi.store import asked_arrears, hooks, migrations
from kpi.store.database import Database
from kpi.store.tables import METADATA, AskedTally, Invitation, Response
from tests.kpi.store.tickets import everything, write

OLDER = """
INSERT INTO hook_event (workspace_id, id, hook_id, key, body, state, reason, received_at)
VALUES ('T1', '00000000000000000000000000000001', 'h1', '1', '{}', 'stored', '', '2026-11-18 12:00')
"""
"""What the first release writes of a webhook."""
ASKED = (
    """
INSERT INTO workspace (id, name, time_zone, language, shows_agents, admin_ids, lead_ids,
lead_group_id, created_at) VALUES ('T1', '', 'Asia/Tokyo', 'en', 0, '[]', '[]', '', '2026-11-01')
""",
    """
INSERT INTO invitation (team, agent, channel, account, priority, source, moment, trigger,
workspace_id, id, interaction_id, solve_cycle, survey_id, version, state, reason, resolved_at,
due_at, lookups, is_anonymous, created_at)
VALUES ('', '', '', '', '', '', '', 'system', 'T1',
'00000000000000000000000000000001', '00000000000000000000000000000002', 1,
'00000000000000000000000000000003', 1, 'not_asked', '',
'2026-11-18 20:00:00', '2026-11-18 20:00:00', 0, 0, '2026-11-18 20:00:00')
""",
)
"""What a release before these counts leaves of a resolution; in Tokyo it is the next day."""

TIMED = """
INSERT INTO service_tally (workspace_id, measure, definition, segment, value, day, bucket, n,
seconds) VALUES ('T1', 'frt', 'frt/office/median/v1', '', '', :day, 60, 1, 60)
"""
DAYS = ("2026-11-16", "2026-11-22", "2026-11-23")
"""Monday and Sunday of one week, Monday of the next."""


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
    await database.migrate()
    async with database.reading() as connection:
        assert await connection.run_sync(drift) == []
    await database.close()


async def test_a_database_of_the_first_release_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "kompas.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as older:
        migrations.upgrade(older, "0001")
        older.execute(text(OLDER))
    engine.dispose()
    database = Database.open(f"sqlite:///{path}")
    await database.migrate()
    async with database.reading() as connection:
        assert await connection.run_sync(drift) == []
        assert [event.headers for event in await hooks.waiting(connection, 10)] == [{}]
    await database.close()


async def test_questions_of_an_earlier_release_are_counted_by_and_by(tmp_path: Path) -> None:
    path = tmp_path / "kompas.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as older:
        migrations.upgrade(older, "0005")
        for statement in ASKED:
            older.execute(text(statement))
    engine.dispose()
    database = Database.open(f"sqlite:///{path}")
    await database.migrate()
    async with database.reading() as connection:
        assert await connection.run_sync(drift) == []
        assert await asked_arrears.waiting(connection) == ["T1"]
    await write(database, asked_arrears.catch_up, "T1")
    (tally,) = await everything(database, AskedTally)
    assert (tally.day.isoformat(), tally.helped, tally.asked) == ("2026-11-19", 1, 0)
    await database.close()


HEARD = (
    """
INSERT INTO contact (workspace_id, id, team_id, user_id, name, language, time_zone, is_home,
is_deactivated, dm_channel_id, email, created_at) VALUES ('T1', '00000000000000000000000000000007',
'T1', 'U1', '', 'nl-NL', '', 1, 0, '', '', '2026-11-01')
""",
    """
UPDATE invitation SET counted_in = 'Asia/Tokyo', contact_id = '00000000000000000000000000000007'
""",
    """
INSERT INTO asked_tally (workspace_id, survey_id, segment, value, day, until, helped, turns, asked,
delivered, answered)
VALUES ('T1', '00000000000000000000000000000003', '', '', '2026-11-19', '2026-11-19', 1, 0, 0, 0, 0)
""",
    """
INSERT INTO response (team, agent, channel, account, priority, source, moment, "trigger", way,
workspace_id, id, invitation_id, survey_id, version, score, day, answered_at, changed_at, comment,
may_contact, reasons, language, themes, read_with)
VALUES ('', '', '', '', '', '', '', 'system', '', 'T1', '00000000000000000000000000000005',
'00000000000000000000000000000001', '00000000000000000000000000000003', 1, 4, '2026-11-18',
'2026-11-18 20:00:00', '2026-11-18 20:00:00', '', 0, '[]', '', '[]', '')
""",
)
"""What a release leaves that counted it once, but by no language; and its answer."""


async def test_questions_that_were_counted_are_counted_again_by_language(tmp_path: Path) -> None:
    path = tmp_path / "kompas.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as older:
        migrations.upgrade(older, "0005")
        for statement in ASKED:
            older.execute(text(statement))
        migrations.upgrade(older, "0006")
        for statement in HEARD:
            older.execute(text(statement))
    engine.dispose()
    database = Database.open(f"sqlite:///{path}")
    await database.migrate()
    await write(database, asked_arrears.catch_up, "T1")
    tallies = await everything(database, AskedTally)
    assert {(one.segment, one.value): one.helped for one in tallies} == {
        ("", ""): 1,
        ("language", "nl"): 1,
    }
    (answer,) = await everything(database, Response)
    (question,) = await everything(database, Invitation)
    assert answer.interaction_id == question.interaction_id
    await database.close()


async def test_lengths_of_an_earlier_release_are_added_up_to_weeks(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'kompas.db'}")
    with engine.begin() as older:
        migrations.upgrade(older, "0005")
        for day in DAYS:
            older.execute(text(TIMED), {"day": day})
        migrations.upgrade(older)
        told = "SELECT day, n, seconds FROM service_tally WHERE measure = :measure ORDER BY day"
        weeks = older.execute(text(told), {"measure": "frt/week"}).all()
        assert weeks == [("2026-11-16", 2, 120), ("2026-11-23", 1, 60)]
        assert len(older.execute(text(told), {"measure": "frt/whole"}).all()) == len(DAYS)
        eight_weeks = older.execute(text(told), {"measure": "frt/8weeks"}).all()
        assert eight_weeks == [("2026-09-28", 2, 120), ("2026-11-23", 1, 60)]
    engine.dispose()


async def test_a_replica_of_the_first_release_goes_on_writing(database: Database) -> None:
    await database.writer.work(lambda connection: connection.execute(text(OLDER)))
    async with database.reading() as connection:
        (event,) = await hooks.waiting(connection, 10)
    assert event.headers == {}
