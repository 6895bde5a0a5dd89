"""Series of events, places to come back to, and who asked for names.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every event is a series of its own until somebody says otherwise."""
    series = sa.Column("series", sa.Text, nullable=False, server_default="")
    op.add_column("event", series)  # in place: a table made anew would take the logs with it
    op.execute("UPDATE event SET series = id")
    op.create_table(
        "place",
        _event_id("place"),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("island", sa.Text, nullable=False),
        sa.Column("x", sa.Integer, nullable=False),
        sa.Column("y", sa.Integer, nullable=False),
        sa.Column("facing", sa.Integer, nullable=False),
        sa.Column("wall_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "person", name="pk_place"),
    )
    op.create_table(
        "log_access",
        sa.Column("id", sa.Integer, nullable=False),
        _event_id("log_access"),
        sa.Column("wall_ms", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_access"),
    )
    op.create_index("ix_log_access_event_id", "log_access", ["event_id"])


def _event_id(table: str) -> sa.Column[str]:
    event = sa.ForeignKey("event.id", ondelete="CASCADE", name=f"fk_{table}_event_id")
    return sa.Column("event_id", sa.Text, event, nullable=False)
