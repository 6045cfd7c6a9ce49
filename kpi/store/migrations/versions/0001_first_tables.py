"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

from kpi.store.columns import Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "address",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("looked_up_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "email"),
    )
    op.create_table(
        "attempt",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_index(op.f("ix_attempt_delivery_id"), "attempt", ["delivery_id"], unique=False)
    op.create_table(
        "click",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("action_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint(
            "workspace_id", "team_id", "user_id", "channel_id", "message_ts", "action_id", "at"
        ),
    )
    op.create_index(op.f("ix_click_invitation_id"), "click", ["invitation_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("is_home", sa.Boolean(), nullable=False),
        sa.Column("is_deactivated", sa.Boolean(), nullable=False),
        sa.Column("dm_channel_id", sa.String(), nullable=False),
        sa.Column("refreshed_at", UtcDateTime(), nullable=True),
        sa.Column("introduced_at", UtcDateTime(), nullable=True),
        sa.Column("opted_out_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "team_id", "user_id"),
    )
    op.create_table(
        "delivery",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "kind", "cause_id"),
    )
    op.create_index("ix_delivery_due", "delivery", ["state", "due_at"], unique=False)
    op.create_index(
        "ix_delivery_message",
        "delivery",
        ["workspace_id", "channel_id", "message_ts"],
        unique=False,
    )
    op.create_index(
        "ix_delivery_recipient", "delivery", ["workspace_id", "user_id", "state"], unique=False
    )
    op.create_table(
        "hook",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True),
        sa.Column("old_secret_until", UtcDateTime(), nullable=True),
        sa.Column("last_event_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "hook_event",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hook_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "hook_id", "key"),
    )
    op.create_index("ix_hook_event_state", "hook_event", ["state", "received_at"], unique=False)
    op.create_table(
        "interaction",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("requester_email", sa.String(), nullable=False),
        sa.Column("requester_name", sa.String(), nullable=False),
        sa.Column("requester_role", sa.String(), nullable=False),
        sa.Column("requester_team_id", sa.String(), nullable=False),
        sa.Column("requester_user_id", sa.String(), nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("first_replied_at", UtcDateTime(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("reopened_at", UtcDateTime(), nullable=True),
        sa.Column("solve_cycle", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("slack_channel_id", sa.String(), nullable=False),
        sa.Column("slack_thread_ts", sa.String(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "source", "external_id"),
    )
    op.create_index(
        "ix_interaction_resolved", "interaction", ["workspace_id", "resolved_at"], unique=False
    )
    op.create_table(
        "invitation",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("solve_cycle", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("resolved_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("lookups", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "interaction_id", "solve_cycle"),
    )
    op.create_index(
        "ix_invitation_contact",
        "invitation",
        ["workspace_id", "contact_id", "sent_at"],
        unique=False,
    )
    op.create_index(
        "ix_invitation_decided", "invitation", ["workspace_id", "resolved_at"], unique=False
    )
    op.create_index(
        "ix_invitation_sent", "invitation", ["workspace_id", "survey_id", "sent_at"], unique=False
    )
    op.create_index("ix_invitation_undecided", "invitation", ["state", "due_at"], unique=False)
    op.create_table(
        "response",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("external_key", sa.String(), nullable=True),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("commented_at", UtcDateTime(), nullable=True),
        sa.Column("may_contact", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "invitation_id"),
        sa.UniqueConstraint("workspace_id", "survey_id", "external_key"),
    )
    op.create_index(
        "ix_response_contact",
        "response",
        ["workspace_id", "contact_id", "answered_at"],
        unique=False,
    )
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
        ],
        unique=False,
    )
    op.create_table(
        "response_change",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_index(
        op.f("ix_response_change_response_id"), "response_change", ["response_id"], unique=False
    )
    op.create_table(
        "schedule",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("metrics", Json, nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("paused_because", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_table(
        "schedule_run",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "schedule_id", "slot"),
    )
    op.create_table(
        "survey",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("policy", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "name"),
    )
    op.create_table(
        "tally",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
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
        sa.PrimaryKeyConstraint("workspace_id", "survey_id", "version", "segment", "value", "day"),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("shows_agents", sa.Boolean(), nullable=False),
        sa.Column("admin_ids", Json, nullable=False),
        sa.Column("lead_ids", Json, nullable=False),
        sa.Column("lead_group_id", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
