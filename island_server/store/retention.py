"""What an event no longer may keep is erased by itself, at the start and every hour."""

from __future__ import annotations

import logging

from island_server.attendance_ports import AttendanceStore
from island_server.errors import StoreError
from island_server.ports import Clock

_log = logging.getLogger("island_server.store")

INTERVAL_MS = 3_600_000
"""Between two looks for what is too old."""


async def keep_retention(store: AttendanceStore, clock: Clock) -> None:
    """Erase what is too old, now and every hour, until cancelled.

    A database that cannot do it now is asked again the next time.
    """
    while True:
        try:
            erased = await store.forget_old(clock.wall_ms())
        except StoreError as error:
            _log.error("what is too old could not be erased: %s", error)
        else:
            if erased:
                _log.info("erased %d rows that were too old to keep", erased)
        await clock.sleep_ms(INTERVAL_MS)
