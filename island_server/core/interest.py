"""Area of interest: what each audience must learn, packed once per cell.

The map is cut into square cells. Whoever stands in a cell sees it and its eight neighbours. On a
flush the changed avatars of each cell are packed once, and everybody in an occupied cell gets the
same bytes; who crossed into another cell gets the cells that came into view.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from island_server.core import events as ev
from island_server.core.deltas import pack_cells, pack_changes, pack_record
from island_server.core.ids import AvatarId
from island_server.core.units import CellPos, TilePos
from island_server.core.world import World


class Dispatch(NamedTuple):
    """One message and those who get it."""

    message: bytes
    audience: tuple[AvatarId, ...]


class Interest:
    """Follows one world. Feed it every event, flush it a few times a second."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._cell_tiles = world.rules.cell_tiles
        self._cells: dict[AvatarId, CellPos] = {}
        self._inside: dict[CellPos, dict[AvatarId, None]] = {}
        self._changed: dict[AvatarId, None] = {}
        self._walking: set[AvatarId] = set()
        """Who walked at the last flush: they may have crossed a border and stopped since."""

    def note(self, events: Iterable[ev.Event]) -> None:
        """Remember whom an audience must hear of."""
        for event in events:
            match event:
                case ev.Entered(avatar=avatar):
                    self._place(avatar, self._cell_at(self._world.tile(avatar)))
                    self._changed[avatar] = None
                case ev.Left(avatar=avatar):
                    self._take_out(avatar)
                    self._changed.pop(avatar, None)
                    self._walking.discard(avatar)
                case (
                    ev.Moved(avatar=avatar)
                    | ev.DevicesChanged(avatar=avatar)
                    | ev.Muted(avatar=avatar)
                    | ev.AvailabilityChanged(avatar=avatar)
                    | ev.ConversationJoined(avatar=avatar)
                    | ev.ConversationLeft(avatar=avatar)
                ):
                    self._changed[avatar] = None
                case ev.ConversationLocked(conversation=conversation):
                    locked = self._world.state.conversations.get(conversation)
                    self._changed.update(dict.fromkeys(locked.members if locked else ()))
                case _:
                    pass

    def flush(self, now_ms: int) -> list[Dispatch]:
        """All that has to be said since the last flush."""
        crossed = self._cross_borders()
        changed_in = self._pack_changed(crossed)
        messages = [
            Dispatch(pack_changes(now_ms, records), tuple(self._inside[cell]))
            for cell in self._audiences(changed_in)
            if (records := [r for near in _around(cell) for r in changed_in.get(near, ())])
        ]
        for avatar, former in crossed.items():
            seen = set(_around(former))
            fresh = [cell for cell in _around(self._cells[avatar]) if cell not in seen]
            messages.append(Dispatch(self._pack_view(fresh, now_ms), (avatar,)))
        self._changed.clear()
        return messages

    def view(self, avatar: AvatarId, now_ms: int) -> bytes:
        """Everything that an avatar sees now."""
        return self._pack_view(list(_around(self._cells[avatar])), now_ms)

    def cell(self, avatar: AvatarId) -> CellPos:
        """The cell in which an avatar was at the last flush."""
        return self._cells[avatar]

    def audience(self, avatar: AvatarId) -> list[AvatarId]:
        """Everybody who sees an avatar, itself included."""
        return [
            other for cell in _around(self._cells[avatar]) for other in self._inside.get(cell, ())
        ]

    # --- cells

    def _cell_at(self, tile: TilePos) -> CellPos:
        return CellPos(tile.x // self._cell_tiles, tile.y // self._cell_tiles)

    def _place(self, avatar: AvatarId, cell: CellPos) -> None:
        self._cells[avatar] = cell
        self._inside.setdefault(cell, {})[avatar] = None

    def _take_out(self, avatar: AvatarId) -> None:
        cell = self._cells.pop(avatar)
        inside = self._inside[cell]
        del inside[avatar]
        if not inside:
            del self._inside[cell]

    def _cross_borders(self) -> dict[AvatarId, CellPos]:
        """Move everybody to their cell; returns the former cell of those who crossed."""
        crossed: dict[AvatarId, CellPos] = {}
        walked, self._walking = self._walking, set(self._world.walking())
        for avatar in {*walked, *self._walking, *self._changed}:
            former = self._cells[avatar]
            cell = self._cell_at(self._world.tile(avatar))
            if cell != former:
                self._take_out(avatar)
                self._place(avatar, cell)
                crossed[avatar] = former
        return crossed

    # --- packing

    def _pack(self, avatar: AvatarId) -> bytes:
        state = self._world.state
        return pack_record(state.avatars[avatar], state.conversation_of(avatar))

    def _pack_changed(self, crossed: dict[AvatarId, CellPos]) -> dict[CellPos, list[bytes]]:
        """The records of each cell.

        Who changed and crossed is told in both cells: in the former they know only the old path.
        """
        records: dict[CellPos, list[bytes]] = {}
        for avatar in dict.fromkeys((*self._changed, *crossed)):
            record, cell = self._pack(avatar), self._cells[avatar]
            records.setdefault(cell, []).append(record)
            former = crossed.get(avatar)
            if former is not None and avatar in self._changed:
                records.setdefault(former, []).append(record)
        return records

    def _audiences(self, changed_in: dict[CellPos, list[bytes]]) -> Iterable[CellPos]:
        """Occupied cells from which something changed can be seen."""
        return dict.fromkeys(
            cell for changed in changed_in for cell in _around(changed) if cell in self._inside
        )

    def _pack_view(self, cells: list[CellPos], now_ms: int) -> bytes:
        records = [self._pack(a) for cell in cells for a in self._inside.get(cell, ())]
        return pack_cells(now_ms, cells, records)


def _around(cell: CellPos) -> Iterable[CellPos]:
    """A cell and its neighbours, as far as they can be on a map."""
    for cy in range(max(0, cell.cy - 1), cell.cy + 2):
        for cx in range(max(0, cell.cx - 1), cell.cx + 2):
            yield CellPos(cx, cy)
