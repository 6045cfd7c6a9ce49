"""What the story behind a score needs: themes, cases, alerts and actions."""

import sqlalchemy as sa
from alembic import op

from kpi.store.columns import Json, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("live_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun_for_first", sa.Date(), nullable=True),
        sa.Column("begun_for_until", sa.Date(), nullable=True),
        sa.Column("verdict", Json, nullable=False),
        sa.Column("judged_at", UtcDateTime(), nullable=True),
        sa.Column("thanks", Json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_index("ix_action_state", "action", ["workspace_id", "state"], unique=False)
    op.create_table(
        "action_change",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("detail", Json, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_index(
        "ix_action_change_action",
        "action_change",
        ["workspace_id", "action_id", "at"],
        unique=False,
    )
    op.create_table(
        "alert",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("told_with", sa.Uuid(), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "response_id", "channel_id"),
    )
    op.create_index("ix_alert_told_with", "alert", ["workspace_id", "told_with"], unique=False)
    op.create_table(
        "alert_rule",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=True),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("paused_because", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_table(
        "case_",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("snoozed_until", UtcDateTime(), nullable=True),
        sa.Column("contacted_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("remind_at", UtcDateTime(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "response_id"),
    )
    op.create_index("ix_case_due", "case_", ["state", "remind_at"], unique=False)
    op.create_index("ix_case_open", "case_", ["workspace_id", "state", "opened_at"], unique=False)
    op.create_table(
        "case_change",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("detail", Json, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_index(
        "ix_case_change_case", "case_change", ["workspace_id", "case_id", "at"], unique=False
    )
    op.create_table(
        "thanks",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "action_id", "contact_id"),
    )
    op.create_table(
        "theme_tally",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("segment", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n0", sa.Integer(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("n5", sa.Integer(), nullable=False),
        sa.Column("n6", sa.Integer(), nullable=False),
        sa.Column("n7", sa.Integer(), nullable=False),
        sa.Column("n8", sa.Integer(), nullable=False),
        sa.Column("n9", sa.Integer(), nullable=False),
        sa.Column("n10", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "survey_id", "version", "theme", "segment", "value", "day"
        ),
    )
    op.create_table(
        "theme_words",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("names", Json, nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key"),
    )
    op.add_column(
        "response",
        sa.Column("language", sa.String(length=8), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "response", sa.Column("themes", Json, server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column(
        "response",
        sa.Column("read_with", sa.String(length=32), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("response", sa.Column("heed_at", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_response_heeded",
        "response",
        ["heed_at"],
        unique=False,
        sqlite_where=sa.text("heed_at IS NOT NULL"),
        postgresql_where=sa.text("heed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_response_unread",
        "response",
        ["workspace_id", "commented_at"],
        unique=False,
        sqlite_where=sa.text("comment <> '' AND read_with = ''"),
        postgresql_where=sa.text("comment <> '' AND read_with = ''"),
    )
    op.add_column("workspace", sa.Column("zone_changed_at", UtcDateTime(), nullable=True))
    op.add_column("workspace", sa.Column("recounted_through", sa.Uuid(), nullable=True))
    op.add_column("workspace", sa.Column("read_through", sa.Uuid(), nullable=True))
    op.add_column(
        "workspace", sa.Column("sends_joy", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
