"""Events as organisers plan them, and the tokens of programs that do.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_plan",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("map", sa.Text, nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("log", sa.Text, nullable=False),
        sa.Column("retention_days", sa.Integer, nullable=False),
        sa.Column("starts_ms", sa.BigInteger),
        sa.Column("ends_ms", sa.BigInteger),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("capacity", sa.Integer),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("archived_ms", sa.BigInteger),
        sa.Column("organisers_since_s", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event_plan"),
    )
    op.create_index("ix_event_plan_series", "event_plan", ["series"])
    op.create_table(
        "api_token",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("series", sa.Text),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
    )
