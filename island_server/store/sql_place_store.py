"""Where everybody was last, in the database of the log; implements `ports.PlaceStore`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.core.ids import PersonId
from island_server.place_ports import PersonPlace
from island_server.store.database import store_errors
from island_server.store.presence_rows import clean_text
from island_server.store.schema import PLACE
from island_server.store.upserts import UPSERTS

_COLUMNS = ("island", "x", "y", "facing", "wall_ms")


class SqlPlaceStore:
    """Reads and writes the table of places; the engine is that of the attendance store."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._upsert = UPSERTS[engine.dialect.name]

    async def load_places(self, event_id: str, since_wall_ms: int) -> list[PersonPlace]:
        """The places of an event from a time on."""
        columns = (PLACE.c.person, *(PLACE.c[name] for name in _COLUMNS))
        of_event = (PLACE.c.event_id == event_id) & (PLACE.c.wall_ms >= since_wall_ms)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                rows = (await connection.execute(select(*columns).where(of_event))).all()
        return [PersonPlace(PersonId(person), *place) for person, *place in rows]

    async def save_places(
        self, event_id: str, places: Collection[PersonPlace], erased: Collection[PersonId]
    ) -> None:
        """Keep these places, and erase those of these people; all of it or nothing."""
        put = self._upsert(PLACE)
        put = put.on_conflict_do_update(
            index_elements=["event_id", "person"],
            set_={name: put.excluded[name] for name in _COLUMNS},
        )
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                if places:
                    await connection.execute(put, [_row(event_id, place) for place in places])
                for person in erased:
                    whose = (PLACE.c.event_id == event_id) & (PLACE.c.person == person)
                    await connection.execute(delete(PLACE).where(whose))

    async def forget_places(self, before_wall_ms: int, event_id: str | None = None) -> None:
        """Erase the places from before a time: of one event, or of all."""
        old = PLACE.c.wall_ms < before_wall_ms
        if event_id is not None:
            old &= PLACE.c.event_id == event_id
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(delete(PLACE).where(old))


def _row(event_id: str, place: PersonPlace) -> dict[str, object]:
    return {
        "event_id": event_id,
        "person": place.person,
        "island": clean_text(place.island),
        "x": place.x,
        "y": place.y,
        "facing": place.facing,
        "wall_ms": place.wall_ms,
    }
