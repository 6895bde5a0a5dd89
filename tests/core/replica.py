"""A browser's idea of who is where, kept by docs/protocol.md section 5 and by nothing else."""

from __future__ import annotations

from island_server.core.deltas import AvatarRecord, unpack
from island_server.core.ids import AvatarId
from island_server.core.motion import tile_at
from island_server.core.rules import Rules
from island_server.core.units import CellPos


class Replica:
    """What one avatar's browser knows of others."""

    def __init__(self, you: AvatarId, rules: Rules) -> None:
        self._you = you
        self._rules = rules
        self.known: dict[AvatarId, AvatarRecord] = {}

    def learn(self, message: bytes) -> None:
        delta = unpack(message)
        told = {record.avatar for record in delta.records}
        for avatar, record in list(self.known.items()):
            if self._cell(record, delta.now_ms) in delta.cells and avatar not in told:
                del self.known[avatar]
        self.known.update((record.avatar, record) for record in delta.records)

    def forget(self, avatar: AvatarId) -> None:
        self.known.pop(avatar, None)

    def drop_those_out_of_sight(self, now_ms: int) -> None:
        own = self._cell(self.known[self._you], now_ms)
        for avatar, record in list(self.known.items()):
            cell = self._cell(record, now_ms)
            if abs(cell.cx - own.cx) > 1 or abs(cell.cy - own.cy) > 1:
                del self.known[avatar]

    def _cell(self, record: AvatarRecord, now_ms: int) -> CellPos:
        tile = tile_at(record.t0_ms, record.x, record.y, record.runs, now_ms, self._rules)
        return CellPos(tile.x // self._rules.cell_tiles, tile.y // self._rules.cell_tiles)
