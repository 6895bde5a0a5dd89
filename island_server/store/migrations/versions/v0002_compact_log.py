"""Movement in chunks, presence in typed rows, snapshots.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from island_server.store.migrations.log_of_0001 import move_log

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables, carry the log over, and drop the old one."""
    _make_avatar_and_presence()
    _make_motion_and_snapshot()
    move_log(op.get_bind())
    op.drop_table("log_event")


def _make_avatar_and_presence() -> None:
    op.create_table(
        "log_avatar",
        _run_id("log_avatar"),
        sa.Column("avatar", sa.BigInteger, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("entered_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "avatar", name="pk_log_avatar"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_log_avatar_person", "log_avatar", ["person"])
    op.create_table(
        "log_presence",
        _run_id("log_presence"),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("island", sa.Text, nullable=False),
        sa.Column("t_ms", sa.BigInteger, nullable=False),
        sa.Column("wall_ms", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("avatar", sa.BigInteger),
        sa.Column("zone", sa.Text),
        sa.Column("conversation", sa.BigInteger),
        sa.Column("facts", sa.JSON),
        sa.PrimaryKeyConstraint("run_id", "seq", name="pk_log_presence"),
        sqlite_with_rowid=False,
    )


def _make_motion_and_snapshot() -> None:
    op.create_table(
        "log_motion",
        _run_id("log_motion"),
        sa.Column("first_seq", sa.BigInteger, nullable=False),
        sa.Column("last_seq", sa.BigInteger, nullable=False),
        sa.Column("moves", sa.Integer, nullable=False),
        sa.Column("first_t_ms", sa.BigInteger, nullable=False),
        sa.Column("last_t_ms", sa.BigInteger, nullable=False),
        sa.Column("first_wall_ms", sa.BigInteger, nullable=False),
        sa.Column("last_wall_ms", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "first_seq", name="pk_log_motion"),
    )
    op.create_table(
        "log_snapshot",
        _run_id("log_snapshot"),
        sa.Column("island", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("map_id", sa.Text, nullable=False),
        sa.Column("t_ms", sa.BigInteger, nullable=False),
        sa.Column("wall_ms", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "island", "seq", name="pk_log_snapshot"),
    )


def _run_id(table: str) -> sa.Column[int]:
    run = sa.ForeignKey("log_run.id", ondelete="CASCADE", name=f"fk_{table}_run_id")
    return sa.Column("run_id", sa.Integer, run, nullable=False)
