"""Takes avatars' places out of what is kept packed: out of chunks of movement, and snapshots.

What is damaged goes as a whole: nobody can read it, and nobody can say whose it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table

from island_server.core.events import Moved
from island_server.core.ids import AvatarId
from island_server.store.motion_chunks import decode_chunk, encode_chunk
from island_server.store.schema import LOG_MOTION, LOG_SNAPSHOT
from island_server.store.snapshot_bytes import without_places

_log = logging.getLogger("island_server.store")

NewRows = list[dict[str, Any]] | None
"""What comes in place of a row: another one, nothing, or (None) the row stays as it is."""
Remake = Callable[[Row[Any], Collection[AvatarId]], NewRows]


@dataclass(frozen=True, slots=True)
class PackedTable:
    """A table of packed rows.

    Attributes:
        order: its column by which the rows of a run are in order.
        key: columns that tell one content of a row from any other that it may ever get.
        without: what comes in place of a row once places of avatars are taken out.
    """

    table: Table
    order: str
    key: tuple[str, ...]
    without: Remake

    def key_of(self, row: Row[Any]) -> tuple[object, ...]:
        """The key of a row, with or without its `data`."""
        return tuple(getattr(row, name) for name in self.key)


def _chunk_without(row: Row[Any], avatars: Collection[AvatarId]) -> NewRows:
    try:
        entries = decode_chunk(row.data, row.run_id)
    except ValueError as error:
        _log.warning("run %d, entries from %d: erased, for %s", row.run_id, row.first_seq, error)
        return []
    left = [e for e in entries if isinstance(e.what, Moved) and e.what.avatar not in avatars]
    if len(left) == len(entries):
        return None
    if not left:
        return []
    times, walls = [entry.what.t_ms for entry in left], [entry.wall_ms for entry in left]
    changed = {
        "first_seq": left[0].seq,
        "last_seq": left[-1].seq,
        "moves": len(left),
        "first_t_ms": min(times),
        "last_t_ms": max(times),
        "first_wall_ms": min(walls),
        "last_wall_ms": max(walls),
        "data": encode_chunk(left),
    }
    return [{**row._asdict(), **changed}]


def _snapshot_without(row: Row[Any], avatars: Collection[AvatarId]) -> NewRows:
    try:
        data = without_places(row.data, avatars)
    except ValueError as error:
        _log.warning("run %d, snapshot %d: erased, for %s", row.run_id, row.seq, error)
        return []
    return None if data is None else [{**row._asdict(), "data": data}]


CHUNKS = PackedTable(
    LOG_MOTION, "first_seq", ("run_id", "first_seq", "last_seq", "moves"), _chunk_without
)
SNAPSHOTS = PackedTable(LOG_SNAPSHOT, "seq", ("run_id", "island", "seq"), _snapshot_without)
