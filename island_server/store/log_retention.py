"""Erases what an event's retention no longer allows."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Delete, Table, and_, delete, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from island_server.store.schema import (
    EVENT,
    INVITATION,
    LOG_ACCESS,
    LOG_AVATAR,
    LOG_MOTION,
    LOG_PRESENCE,
    LOG_RUN,
    LOG_SNAPSHOT,
    PERSON,
    PLACE,
    SHELF,
)

DAY_MS = 86_400_000
KEPT_KEYS = "zones/"
"""What lies on a shelf under keys that begin so is a plan, and about nobody."""

_AGED = (
    (LOG_PRESENCE, "wall_ms"),
    (LOG_MOTION, "first_wall_ms"),
    (LOG_SNAPSHOT, "wall_ms"),
    (LOG_AVATAR, "entered_ms"),
)


class Forgotten(NamedTuple):
    """How many rows of presence and chunks were erased, and how many others."""

    entries: int
    others: int


NOTHING = Forgotten(0, 0)


async def forget_old(connection: AsyncConnection, wall_ms: int) -> Forgotten:
    """Erase all that is too old at this time."""
    events = (await connection.execute(select(EVENT.c.id, EVENT.c.retention_days))).all()
    entries = others = 0
    for event_id, days in events:
        oldest_ms = wall_ms - days * DAY_MS
        for table, column in _AGED:
            count = await _erase(connection, table, column, event_id, oldest_ms)
            if table in (LOG_PRESENCE, LOG_MOTION):
                entries += count
            else:
                others += count
        for table in (PLACE, LOG_ACCESS):
            old = and_(table.c.event_id == event_id, table.c.wall_ms < oldest_ms)
            others += (await connection.execute(delete(table).where(old))).rowcount
        for gone in (
            _people_without_avatar(event_id, oldest_ms),
            _dead_links(event_id, oldest_ms, wall_ms),
            _shelf(event_id, oldest_ms),
        ):
            others += (await connection.execute(gone)).rowcount
    return Forgotten(entries, others)


async def _erase(
    connection: AsyncConnection, table: Table, column: str, event_id: str, oldest_ms: int
) -> int:
    runs = select(LOG_RUN.c.id).where(LOG_RUN.c.event_id == event_id)
    old = and_(table.c.run_id.in_(runs), table.c[column] < oldest_ms)
    if not await connection.scalar(select(exists().where(old))):
        return 0
    return (await connection.execute(delete(table).where(old))).rowcount


def _shelf(event_id: str, oldest_ms: int) -> Delete:
    """What an event remembers of people, once nobody has been there for so long; zones stay."""
    runs = select(LOG_RUN.c.id).where(LOG_RUN.c.event_id == event_id)
    latest = select(func.max(LOG_RUN.c.started_ms)).where(LOG_RUN.c.event_id == event_id)
    return delete(SHELF).where(
        SHELF.c.event_id == event_id,
        not_(SHELF.c.key.startswith(KEPT_KEYS)),
        latest.scalar_subquery() < oldest_ms,
        not_(exists().where(LOG_PRESENCE.c.run_id.in_(runs))),
    )


def _people_without_avatar(event_id: str, oldest_ms: int) -> Delete:
    has_avatar = exists().where(
        LOG_AVATAR.c.person == PERSON.c.id,
        LOG_AVATAR.c.run_id == LOG_RUN.c.id,
        LOG_RUN.c.event_id == PERSON.c.event_id,
    )
    return delete(PERSON).where(
        PERSON.c.event_id == event_id, PERSON.c.first_seen_ms < oldest_ms, not_(has_avatar)
    )


def _dead_links(event_id: str, oldest_ms: int, wall_ms: int) -> Delete:
    """Links long expired; of guests also those by which they came long ago, or never came."""
    it = INVITATION.c
    never_came = and_(it.used_ms.is_(None), it.expires_ms < wall_ms, it.made_ms < oldest_ms)
    guests = and_(it.guest != "", or_(it.used_ms < oldest_ms, never_came))
    return delete(INVITATION).where(it.event_id == event_id, or_(it.expires_ms < oldest_ms, guests))
