"""The tables, as the newest migration leaves them; portable from SQLite to PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

EVENT = Table(
    "event",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("map_id", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("log", Text, nullable=False),
    Column("retention_days", Integer, nullable=False),
)

PERSON = Table(
    "person",
    METADATA,
    Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("look", JSON, nullable=False),
    Column("role", Text, nullable=False),
    Column("first_seen_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("event_id", "id"),
)
"""Names stand only here: erase a row, and the log no longer says who it was."""

LOG_RUN = Table(
    "log_run",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("started_ms", BigInteger, nullable=False),
    Column("version", Text, nullable=False),
    Index(None, "event_id"),
)

LOG_EVENT = Table(
    "log_event",
    METADATA,
    Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("run_id", Integer, ForeignKey("log_run.id", ondelete="CASCADE"), nullable=False),
    Column("t_ms", BigInteger, nullable=False),
    Column("wall_ms", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("avatar", BigInteger),
    Column("person", Text),
    Column("facts", JSON, nullable=False),
    Column("path", LargeBinary),
    PrimaryKeyConstraint("event_id", "seq"),
    Index(None, "event_id", "wall_ms"),
    Index(None, "event_id", "person"),
    Index(None, "run_id"),
)
"""The attendance log. `person` has no foreign key on purpose: rows outlive an erased person."""
