"""Invitation links with their uses, and links that were revoked.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column(
            "event_id",
            sa.Text,
            sa.ForeignKey("event.id", ondelete="CASCADE", name="fk_invitation_event_id"),
            nullable=False,
        ),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("made_ms", sa.BigInteger, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.Column("uses_max", sa.Integer),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("used_ms", sa.BigInteger),
        sa.Column("revoked_ms", sa.BigInteger),
        sa.Column("guest", sa.Text, nullable=False),
        sa.Column("unlisted", sa.Boolean(create_constraint=False), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "id", name="pk_invitation"),
    )
