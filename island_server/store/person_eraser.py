"""Erases somebody who may be on the island at this moment."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from island_server.core.ids import PersonId
from island_server.errors import StoreError
from island_server.ports import Clock
from island_server.store.recorder import AttendanceRecorder
from island_server.trail_ports import TrailStore

_log = logging.getLogger("island_server.store")

FLUSH_S = 10.0
"""How long the database may take to write what is known of somebody, before it can be erased."""


class KnowsPersons(Protocol):
    """Knows whom tokens bring back."""

    def forget(self, person: PersonId) -> None:
        """Let the tokens of somebody bring back nobody."""

    def remember(self, person: PersonId) -> None:
        """Let the tokens of somebody bring them back."""


@dataclass(frozen=True, slots=True)
class PersonEraser:
    """Implements `trail_ports.TrailErasure`.

    `see_off` takes somebody off the island, if they are there; `desks` let go of what else is known
    of them.
    """

    store: TrailStore
    recorder: AttendanceRecorder
    event_id: str
    clock: Clock
    persons: KnowsPersons
    see_off: Callable[[PersonId], None]
    desks: Sequence[Callable[[PersonId], Awaitable[None]]] = ()

    async def erase(self, person: PersonId) -> bool:
        """Erase somebody for good; False if nothing was known of them.

        In this order: nobody comes back by the token, the avatar leaves, all that waits is written,
        and then it goes. Raises `StoreError`, and then nothing is erased and the token counts.
        """
        self.persons.forget(person)
        try:
            self.see_off(person)
            async with asyncio.timeout(FLUSH_S):
                await self.recorder.flush()
                for forget in self.desks:
                    await forget(person)
            is_erased = await self.store.erase_person(self.event_id, person, self.clock.wall_ms())
        except TimeoutError:
            self.persons.remember(person)
            raise StoreError("the log could not be written in time") from None
        except BaseException:
            self.persons.remember(person)
            raise
        if is_erased:
            _log.info("somebody was erased from the attendance log")
        return is_erased
