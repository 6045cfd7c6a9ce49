"""What service KPIs, views and digests need: hours, reckonings and their tallies, targets."""

import sqlalchemy as sa
from alembic import op

from kpi.store.columns import Json, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_schedule",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("week", Json, nullable=False),
        sa.Column("closed", Json, nullable=False),
        sa.Column("teams", Json, nullable=False),
        sa.Column("channels", Json, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("options", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name"),
    )
    op.create_table(
        "reckoning",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("schedule", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("opened_day", sa.Date(), nullable=True),
        sa.Column("frt_definition", sa.String(), nullable=False),
        sa.Column("frt_seconds", sa.BigInteger(), nullable=True),
        sa.Column("art_day", sa.Date(), nullable=True),
        sa.Column("art_definition", sa.String(), nullable=False),
        sa.Column("art_seconds", sa.BigInteger(), nullable=True),
        sa.Column("fcr_day", sa.Date(), nullable=True),
        sa.Column("fcr_definition", sa.String(), nullable=False),
        sa.Column("solved_at_once", sa.Boolean(), nullable=True),
        sa.Column("reopened_day", sa.Date(), nullable=True),
        sa.Column("reckoned_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "interaction_id"),
    )
    op.create_index(
        "ix_reckoning_art",
        "reckoning",
        ["workspace_id", "art_day", "team", "agent", "channel"],
        unique=False,
    )
    op.create_index(
        "ix_reckoning_fcr",
        "reckoning",
        ["workspace_id", "fcr_day", "team", "agent", "channel"],
        unique=False,
    )
    op.create_index("ix_reckoning_open", "reckoning", ["workspace_id", "is_open"], unique=False)
    op.create_index(
        "ix_reckoning_opened",
        "reckoning",
        ["workspace_id", "opened_day", "team", "agent", "channel"],
        unique=False,
    )
    op.create_index(
        "ix_reckoning_opened_frt",
        "reckoning",
        ["workspace_id", "frt_seconds", "opened_day"],
        unique=False,
    )
    op.create_table(
        "saved_view",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key"),
    )
    op.create_table(
        "service_tally",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.String(length=16), nullable=False),
        sa.Column("definition", sa.String(length=64), nullable=False),
        sa.Column("segment", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("bucket", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "measure", "definition", "segment", "value", "day", "bucket"
        ),
    )
    op.create_table(
        "target",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("metric", sa.String(length=16), nullable=False),
        sa.Column("segment", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("definition", sa.String(length=64), nullable=False),
        sa.Column("aim", sa.Float(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "metric", "segment", "value"),
    )
    op.add_column("interaction", sa.Column("first_resolved_at", UtcDateTime(), nullable=True))
    op.add_column("interaction", sa.Column("first_reopened_at", UtcDateTime(), nullable=True))
    op.add_column("interaction", sa.Column("customer_wrote_at", UtcDateTime(), nullable=True))
    op.add_column(
        "interaction",
        sa.Column("waited_seconds", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column("response", sa.Column("solved_at_once", sa.Boolean(), nullable=True))
    op.add_column("response", sa.Column("confirmed_at", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_response_confirmed",
        "response",
        ["workspace_id", "day"],
        unique=False,
        sqlite_where=sa.text("solved_at_once IS NOT NULL"),
        postgresql_where=sa.text("solved_at_once IS NOT NULL"),
    )
    op.add_column("response_change", sa.Column("solved_at_once", sa.Boolean(), nullable=True))
    op.add_column(
        "schedule", sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("schedule", sa.Column("by", Json, server_default=sa.text("'[]'"), nullable=False))
    op.add_column(
        "schedule",
        sa.Column("rhythm", sa.String(), server_default=sa.text("'weekly'"), nullable=False),
    )
    op.add_column(
        "schedule",
        sa.Column("month_day", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )
    op.add_column(
        "schedule", sa.Column("addresses", Json, server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column("schedule", sa.Column("since", UtcDateTime(), nullable=True))
    op.add_column(
        "schedule_run", sa.Column("told", Json, server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column(
        "workspace", sa.Column("service", Json, server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("workspace", sa.Column("reckoned_through", sa.Uuid(), nullable=True))
    op.add_column(
        "workspace",
        sa.Column("shows_benchmarks", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
