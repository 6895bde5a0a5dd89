"""Events, people, runs and the attendance log.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    _make_event_and_person()
    _make_log()


def _make_event_and_person() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("map_id", sa.Text, nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("log", sa.Text, nullable=False),
        sa.Column("retention_days", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_table(
        "person",
        _event_id("person"),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("look", sa.JSON, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("first_seen_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "id", name="pk_person"),
    )


def _make_log() -> None:
    op.create_table(
        "log_run",
        sa.Column("id", sa.Integer, nullable=False),
        _event_id("log_run"),
        sa.Column("started_ms", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_run"),
    )
    op.create_index("ix_log_run_event_id", "log_run", ["event_id"])
    run = sa.ForeignKey("log_run.id", ondelete="CASCADE", name="fk_log_event_run_id")
    op.create_table(
        "log_event",
        _event_id("log_event"),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("run_id", sa.Integer, run, nullable=False),
        sa.Column("t_ms", sa.BigInteger, nullable=False),
        sa.Column("wall_ms", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("avatar", sa.BigInteger),
        sa.Column("person", sa.Text),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("path", sa.LargeBinary),
        sa.PrimaryKeyConstraint("event_id", "seq", name="pk_log_event"),
    )
    op.create_index("ix_log_event_event_id_wall_ms", "log_event", ["event_id", "wall_ms"])
    op.create_index("ix_log_event_event_id_person", "log_event", ["event_id", "person"])
    op.create_index("ix_log_event_run_id", "log_event", ["run_id"])


def _event_id(table: str) -> sa.Column[str]:
    event = sa.ForeignKey("event.id", ondelete="CASCADE", name=f"fk_{table}_event_id")
    return sa.Column("event_id", sa.Text, event, nullable=False)
