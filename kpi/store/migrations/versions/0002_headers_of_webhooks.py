"""Some ticket systems say in a header what happened, so headers are kept beside the body."""

import sqlalchemy as sa
from alembic import op

from kpi.store.columns import Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "hook_event", sa.Column("headers", Json, nullable=False, server_default=sa.text("'{}'"))
    )
