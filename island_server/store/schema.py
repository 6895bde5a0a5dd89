"""The tables, as the newest migration leaves them; portable from SQLite to PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
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


def _event_id() -> Column[str]:
    return Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), nullable=False)


def _run_id() -> Column[int]:
    return Column("run_id", Integer, ForeignKey("log_run.id", ondelete="CASCADE"), nullable=False)


EVENT = Table(
    "event",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("map_id", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("log", Text, nullable=False),
    Column("retention_days", Integer, nullable=False),
    Column("series", Text, nullable=False),
)
"""`series`: events with the same one know their people from one another; else it is the id."""

PERSON = Table(
    "person",
    METADATA,
    _event_id(),
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
    _event_id(),
    Column("started_ms", BigInteger, nullable=False),
    Column("version", Text, nullable=False),
    Index(None, "event_id"),
)

LOG_AVATAR = Table(
    "log_avatar",
    METADATA,
    _run_id(),
    Column("avatar", BigInteger, nullable=False),
    Column("person", Text),
    Column("entered_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("run_id", "avatar"),
    Index(None, "person"),
    sqlite_with_rowid=False,
)
"""Whose avatar it was, and nowhere else in the log. `person` is empty once it was erased."""

LOG_PRESENCE = Table(
    "log_presence",
    METADATA,
    _run_id(),
    Column("seq", BigInteger, nullable=False),
    Column("island", Text, nullable=False),
    Column("t_ms", BigInteger, nullable=False),
    Column("wall_ms", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("avatar", BigInteger),
    Column("zone", Text),
    Column("conversation", BigInteger),
    Column("facts", JSON(none_as_null=True)),
    PrimaryKeyConstraint("run_id", "seq"),
    sqlite_with_rowid=False,
)
"""Who came, went, was in which zone and with whom: one row for each event."""

LOG_MOTION = Table(
    "log_motion",
    METADATA,
    _run_id(),
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("moves", Integer, nullable=False),
    Column("first_t_ms", BigInteger, nullable=False),
    Column("last_t_ms", BigInteger, nullable=False),
    Column("first_wall_ms", BigInteger, nullable=False),
    Column("last_wall_ms", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run_id", "first_seq"),
)
"""Paths, packed: one row for each batch. The ranges are the least and the most in it."""

LOG_SNAPSHOT = Table(
    "log_snapshot",
    METADATA,
    _run_id(),
    Column("island", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("map_id", Text, nullable=False),
    Column("t_ms", BigInteger, nullable=False),
    Column("wall_ms", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run_id", "island", "seq"),
)
"""The whole state of an island after entry `seq`, each minute."""

PLACE = Table(
    "place",
    METADATA,
    _event_id(),
    Column("person", Text, nullable=False),
    Column("island", Text, nullable=False),
    Column("x", Integer, nullable=False),
    Column("y", Integer, nullable=False),
    Column("facing", Integer, nullable=False),
    Column("wall_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("event_id", "person"),
)
"""Where somebody was last, for as long as they may come back to that place; no part of the log."""

LOG_ACCESS = Table(
    "log_access",
    METADATA,
    Column("id", Integer, primary_key=True),
    _event_id(),
    Column("wall_ms", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "event_id"),
)
"""Who asked for what is not given to everybody (names), when, and why; and that somebody erased."""

SHELF = Table(
    "shelf",
    METADATA,
    _event_id(),
    Column("key", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("event_id", "key"),
)
"""What the parts of an event remember over restarts; no part of the log."""

INVITATION = Table(
    "invitation",
    METADATA,
    _event_id(),
    Column("id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("uses_max", Integer),
    Column("uses", Integer, nullable=False),
    Column("used_ms", BigInteger),
    Column("revoked_ms", BigInteger),
    Column("guest", Text, nullable=False),
    Column("unlisted", Boolean(create_constraint=False), nullable=False),
    PrimaryKeyConstraint("event_id", "id"),
)
"""Links that are written down, and links that are not but were revoked; no token.

`guest`: an HMAC, see `access_ports.LinkRecord`; `used_ms`: when somebody new last came by it.
"""

EVENT_PLAN = Table(
    "event_plan",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("map", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("log", Text, nullable=False),
    Column("retention_days", Integer, nullable=False),
    Column("starts_ms", BigInteger),
    Column("ends_ms", BigInteger),
    Column("languages", JSON, nullable=False),
    Column("capacity", Integer),
    Column("created_ms", BigInteger, nullable=False),
    Column("archived_ms", BigInteger),
    Column("organisers_since_s", BigInteger, nullable=False),
    Index(None, "series"),
)
"""Events as organisers plan them; what has happened at them is told by the log alone."""

API_TOKEN = Table(
    "api_token",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("series", Text),
    Column("created_ms", BigInteger, nullable=False),
)
"""Tokens of programs: only a hash of each. An empty `series` is all of them."""
