"""What asking well needs: policies over time, versions, campaigns, mail, accounts, writing back."""

import sqlalchemy as sa
from alembic import op

from kpi.store.columns import Json, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key"),
    )
    op.create_table(
        "campaign",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("audience", Json, nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("paused_because", sa.String(), nullable=False),
        sa.Column("synced_at", UtcDateTime(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_table(
        "campaign_ask",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=320), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "campaign_id", "round", "person"),
    )
    op.create_index(
        "ix_campaign_ask_due", "campaign_ask", ["workspace_id", "state", "due_at"], unique=False
    )
    op.create_table(
        "campaign_member",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(length=320), nullable=False),
        sa.Column("lot", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "campaign_id", "person"),
    )
    op.create_index(
        "ix_campaign_member_lot",
        "campaign_member",
        ["workspace_id", "campaign_id", "lot", "person"],
        unique=False,
    )
    op.create_table(
        "campaign_round",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("dealt", sa.Integer(), nullable=False),
        sa.Column("after_lot", sa.BigInteger(), nullable=False),
        sa.Column("after_person", sa.String(), nullable=False),
        sa.Column("dealt_at", UtcDateTime(), nullable=True),
        sa.Column("joined_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "campaign_id", "name"),
    )
    op.create_table(
        "policy_change",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("policy", Json, nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
    )
    op.create_index(
        "ix_policy_change_survey",
        "policy_change",
        ["workspace_id", "survey_id", "at"],
        unique=False,
    )
    op.create_table(
        "survey_version",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("wording", Json, nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "survey_id", "version"),
    )
    op.create_table(
        "ticket_lookup",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("hook_id", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "interaction_id"),
    )
    op.create_index("ix_ticket_lookup_due", "ticket_lookup", ["due_at"], unique=False)
    op.create_table(
        "write_back",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("hook_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("remote_id", sa.String(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "response_id"),
    )
    op.create_index("ix_write_back_due", "write_back", ["state", "due_at"], unique=False)
    op.add_column(
        "address", sa.Column("is_pinned", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "contact", sa.Column("email", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("contact", sa.Column("bounced_at", UtcDateTime(), nullable=True))
    op.add_column(
        "hook", sa.Column("mapping", Json, server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column(
        "hook", sa.Column("options", Json, server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("hook", sa.Column("token", sa.LargeBinary(), nullable=True))
    op.add_column(
        "hook", sa.Column("write_back", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("hook", sa.Column("polled_until", UtcDateTime(), nullable=True))
    op.add_column(
        "hook", sa.Column("poll_trouble", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("hook", sa.Column("poll_due_at", UtcDateTime(), nullable=True))
    op.add_column(
        "interaction",
        sa.Column("hook_id", sa.String(), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "invitation", sa.Column("way", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "invitation", sa.Column("facts", Json, server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("invitation", sa.Column("decided_at", UtcDateTime(), nullable=True))
    op.add_column("invitation", sa.Column("rechecked_at", UtcDateTime(), nullable=True))
    op.add_column("invitation", sa.Column("reopened_at", UtcDateTime(), nullable=True))
    op.add_column("invitation", sa.Column("reminded_at", UtcDateTime(), nullable=True))
    op.add_column(
        "response", sa.Column("way", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "response", sa.Column("reasons", Json, server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column(
        "response_change",
        sa.Column("reasons", Json, server_default=sa.text("'[]'"), nullable=False),
    )
    op.add_column(
        "survey", sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "survey",
        sa.Column("languages", Json, server_default=sa.text('\'["en", "nl"]\''), nullable=False),
    )
    op.add_column(
        "survey", sa.Column("wording", Json, server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column(
        "workspace",
        sa.Column("reaction", sa.String(), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "workspace",
        sa.Column("asks_everyone", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
