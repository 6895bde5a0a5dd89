"""What the parts of an event remember over restarts.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shelf",
        sa.Column(
            "event_id",
            sa.Text,
            sa.ForeignKey("event.id", ondelete="CASCADE", name="fk_shelf_event_id"),
            nullable=False,
        ),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "key", name="pk_shelf"),
    )
