"""Counts of who was asked and heard by day, and what was added beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


ADDED_UP = (
    "INSERT INTO service_tally"
    " (workspace_id, measure, definition, segment, value, day, bucket, n, seconds)"
    " SELECT workspace_id, measure || :kind, definition, segment, value, <first day>, <bucket>,"
    " sum(n), sum(seconds) FROM service_tally WHERE <which> GROUP BY 1, 2, 3, 4, 5, 6, 7"
)
MONDAY = {
    "sqlite": "date(day, 'weekday 0', '-6 days')",
    "postgresql": "day + 1 - CAST(extract(isodow FROM day) AS integer)",
}


def upgrade() -> None:
    op.create_table(
        "asked_tally",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("segment", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "survey_id", "segment", "value", "day", "until"),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "invitation",
        sa.Column("counted_in", sa.String(length=64), server_default=sa.text("''"), nullable=False),
    )
    op.create_index(
        "ix_invitation_open", "invitation", ["workspace_id", "expires_at"], unique=False
    )
    op.create_index(
        "ix_invitation_uncounted",
        "invitation",
        ["counted_in", "workspace_id", "id"],
        unique=False,
        sqlite_where=sa.text("counted_in = ''"),
        postgresql_where=sa.text("counted_in = ''"),
    )
    op.create_index(
        "ix_response_newest", "response", ["workspace_id", "answered_at", "id"], unique=False
    )
    op.create_index(
        "ix_response_remarked",
        "response",
        ["workspace_id", "survey_id", "day", "trigger", "score"],
        unique=False,
        sqlite_where=sa.text("comment <> '' OR CAST(reasons AS VARCHAR) <> '[]'"),
        postgresql_where=sa.text("comment <> '' OR CAST(reasons AS VARCHAR) <> '[]'"),
    )
    lengths = "n > 0 AND measure IN ('frt', 'art')"
    add_up("/week", MONDAY[op.get_bind().dialect.name], "bucket", lengths)
    add_up("/whole", "day", "0", "n > 0 AND measure IN ('frt', 'art', 'fcr') AND segment = ''")


def add_up(kind: str, first_day: str, bucket: str, which: str) -> None:
    """Count what is counted by day once more, in fewer rows."""
    words = ADDED_UP.replace("<first day>", first_day).replace("<bucket>", bucket)
    op.execute(sa.text(words.replace("<which>", which)).bindparams(kind=kind))
