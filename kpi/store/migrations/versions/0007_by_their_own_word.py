"""Counts of what customers say of being helped at once, and what is read faster beside them."""

import re
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


KNOWN_NOW = (
    (
        "UPDATE invitation SET counted_in = '', language = coalesce("
        "(SELECT lower(substr(language, 1, 2)) FROM contact WHERE contact.workspace_id ="
        " invitation.workspace_id AND contact.id = invitation.contact_id), '')"
    ),
    "DELETE FROM asked_tally",
    (
        "UPDATE response SET interaction_id = (SELECT interaction_id FROM invitation"
        " WHERE invitation.workspace_id = response.workspace_id"
        " AND invitation.id = response.invitation_id) WHERE invitation_id IS NOT NULL"
    ),
)
"""Whoever was asked before is counted again, by and by, since more is counted of them."""

HEARD = (
    "UPDATE reckoning SET said = w.said, said_to = w.said_to, said_anonymously = w.is_anonymous"
    " FROM (SELECT i.workspace_id, i.interaction_id, i.is_anonymous, r.solved_at_once AS said,"
    " r.survey_id AS said_to, row_number() OVER (PARTITION BY i.workspace_id, i.interaction_id"
    " ORDER BY r.confirmed_at DESC, r.id DESC) AS place FROM response AS r JOIN invitation AS i"
    " ON i.workspace_id = r.workspace_id AND i.id = r.invitation_id"
    " WHERE r.solved_at_once IS NOT NULL) AS w WHERE w.place = 1"
    " AND w.workspace_id = reckoning.workspace_id AND w.interaction_id = reckoning.interaction_id"
)
"""What customers said last of each ticket."""
SAID = (
    "INSERT INTO said_tally (workspace_id, definition, segment, value, day, survey_id, yes, no,"
    " confirmed, denied, anonymous) SELECT r.workspace_id, 'fcr/confirmed/v1', '<segment>',"
    " <value>, r.day, r.survey_id, <number: r.solved_at_once>, <number: NOT r.solved_at_once>,"
    " 0, 0, <number: i.is_anonymous> FROM response AS r LEFT JOIN invitation AS i"
    " ON i.workspace_id = r.workspace_id AND i.id = r.invitation_id"
    " WHERE r.solved_at_once IS NOT NULL AND r.trigger <> 'hand' AND <named> GROUP BY 1, 4, 5, 6"
)
BESIDE = (
    "INSERT INTO said_tally (workspace_id, definition, segment, value, day, survey_id, yes, no,"
    " confirmed, denied, anonymous) SELECT r.workspace_id, r.fcr_definition, '<segment>', <value>,"
    " r.fcr_day, r.said_to, <number: r.said>, <number: NOT r.said>,"
    " <number: r.said AND r.solved_at_once>, <number: NOT r.said AND r.solved_at_once>,"
    " <number: r.said_anonymously> FROM reckoning AS r"
    " WHERE r.said IS NOT NULL AND r.fcr_day IS NOT NULL AND <named> GROUP BY 1, 2, 4, 5, 6"
)
NUMBER = re.compile("<number: (.*?)>")
"""Of how many rows something is true."""


ADDED_UP = (
    "INSERT INTO service_tally"
    " (workspace_id, measure, definition, segment, value, day, bucket, n, seconds)"
    " SELECT workspace_id, '<measure>/8weeks', definition, segment, value, <first day>, bucket,"
    " sum(n), sum(seconds) FROM service_tally WHERE measure = '<measure>' AND n > 0"
    " GROUP BY 1, 3, 4, 5, 6, 7"
)
FIRST_DAYS = {
    "sqlite": (
        "date(day, '-' || (CAST(julianday(day) - julianday('1970-01-05') AS integer) % 56)"
        " || ' days')"
    ),
    "postgresql": "day - (day - date '1970-01-05') % 56",
}
"""Of each eight weeks, a Monday."""


def upgrade() -> None:
    op.create_table(
        "said_tally",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("definition", sa.String(length=64), nullable=False),
        sa.Column("segment", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("denied", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "definition", "segment", "value", "day", "survey_id"
        ),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "asked_tally", sa.Column("heard", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "invitation",
        sa.Column("language", sa.String(length=8), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("reckoning", sa.Column("said", sa.Boolean(), nullable=True))
    op.add_column("reckoning", sa.Column("said_to", sa.Uuid(), nullable=True))
    op.add_column(
        "reckoning",
        sa.Column("said_anonymously", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(
        "ix_reckoning_art_seconds",
        "reckoning",
        ["workspace_id", "art_seconds", "art_day"],
        unique=False,
    )
    op.create_index(
        "ix_reckoning_reopened",
        "reckoning",
        ["workspace_id", "reopened_day", "team", "agent", "channel", "account"],
        unique=False,
        sqlite_where=sa.text("reopened_day IS NOT NULL"),
        postgresql_where=sa.text("reopened_day IS NOT NULL"),
    )
    op.create_index(
        "ix_reckoning_said",
        "reckoning",
        [
            "workspace_id",
            "fcr_day",
            "fcr_definition",
            "team",
            "agent",
            "channel",
            "account",
            "said_to",
            "said",
            "said_anonymously",
            "solved_at_once",
        ],
        unique=False,
        sqlite_where=sa.text("said IS NOT NULL"),
        postgresql_where=sa.text("said IS NOT NULL"),
    )
    op.add_column("response", sa.Column("interaction_id", sa.Uuid(), nullable=True))
    op.drop_index(
        op.f("ix_response_confirmed"),
        table_name="response",
        sqlite_where=sa.text("solved_at_once IS NOT NULL"),
    )
    op.create_index(
        "ix_response_confirmed",
        "response",
        [
            "workspace_id",
            "day",
            "trigger",
            "team",
            "agent",
            "channel",
            "account",
            "solved_at_once",
            "survey_id",
        ],
        unique=False,
        sqlite_where=sa.text("solved_at_once IS NOT NULL"),
        postgresql_where=sa.text("solved_at_once IS NOT NULL"),
    )
    op.drop_index(op.f("ix_response_counted"), table_name="response")
    op.create_index(
        "ix_response_counted",
        "response",
        [
            "workspace_id",
            "survey_id",
            "version",
            "day",
            "trigger",
            "team",
            "agent",
            "channel",
            "account",
            "score",
            "interaction_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_response_read",
        "response",
        ["workspace_id", "read_with"],
        unique=False,
        sqlite_where=sa.text("comment <> '' AND read_with <> ''"),
        postgresql_where=sa.text("comment <> '' AND read_with <> ''"),
    )
    op.add_column("workspace", sa.Column("repaired_with", sa.Uuid(), nullable=True))
    for statement in KNOWN_NOW:
        op.execute(statement)
    for name in ("tally", "service_tally"):
        put_in_order(name)
    words = ADDED_UP.replace("<first day>", FIRST_DAYS[op.get_bind().dialect.name])
    for measure in ("frt", "art", "fcr"):
        op.execute(words.replace("<measure>", measure))
    for statement in heard():
        op.execute(statement)


def heard() -> Iterator[str]:
    """Yield what keeps and counts what customers said of being helped the first time."""
    yield HEARD
    for segment in ("", "team", "agent", "channel", "account"):
        yield of_segment(SAID, segment)
        yield of_segment(BESIDE, segment)


def of_segment(words: str, segment: str) -> str:
    """Have a statement count by a segment, or all of it."""
    value, named = (f"r.{segment}", f"r.{segment} <> ''") if segment else ("''", "1 = 1")
    counted = NUMBER.sub(r"sum(CASE WHEN \1 THEN 1 ELSE 0 END)", words)
    return counted.replace("<segment>", segment).replace("<value>", value).replace("<named>", named)


def put_in_order(name: str) -> None:
    """Keep a table in the order of its key, in which it is read; Postgres has none."""
    if op.get_bind().dialect.name != "sqlite":
        return
    said = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    made = op.get_bind().execute(said.bindparams(name=name)).scalar_one()
    op.rename_table(name, f"{name}_before")
    op.execute(f"{made} WITHOUT ROWID")
    op.execute(f"INSERT INTO {name} SELECT * FROM {name}_before")
    op.drop_table(f"{name}_before")
