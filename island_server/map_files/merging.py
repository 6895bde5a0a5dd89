"""Which properties hold at a cell, by WorkAdventure's rule.

Areas come first, then tile layers in file order: of a layer that has a tile here first the layer's
properties, then the tile's; each later value replaces an earlier one, and a tile's empty value
takes the property away. Cells share interned states, so memory is four bytes a cell.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from island_server.core.zones import Span
from island_server.errors import MapError
from island_server.map_files.span_sets import runs
from island_server.map_files.tile_marks import marked_tiles
from island_server.map_files.tiled_model import (
    GID_BITS,
    Properties,
    PropertyValue,
    TiledMap,
    TileLayer,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A value that holds at a cell, and the number of the source that brought it."""

    value: PropertyValue
    source: int


State = dict[str, Held]
_Key = tuple[tuple[str, PropertyValue], ...]


class Merge:
    """The properties of every cell, as sources are laid one on the other.

    `keys` are the properties that count; others are not looked at. A source has whatever number the
    caller gives it; areas must lie within the map. Raises `MapError` for more than `most` mixtures
    of values.
    """

    __slots__ = (
        "_cells",
        "_file",
        "_interned",
        "_keys",
        "_most",
        "_states",
        "_steps",
        "_tiles",
        "_width",
    )

    def __init__(self, tiled: TiledMap, keys: frozenset[str], most: int) -> None:
        self._file = tiled.file
        self._most = most
        self._width = tiled.width
        self._cells = array("I", [0]) * (tiled.width * tiled.height)
        marked = marked_tiles(tiled, keys)
        self._tiles = {gid: tuple(read.items()) for gid, read in marked.items()}
        self._keys = keys
        self._states: list[State] = [{}]
        self._interned: dict[tuple[tuple[str, str, Held], ...], int] = {(): 0}
        self._steps: dict[tuple[int, int], int] = {}

    def lay_area(self, source: int, read: Properties, spans: Sequence[Span]) -> None:
        """Lay the properties of an area on its cells."""
        values = self._counting(read)
        if not values:
            return
        self._steps = {}
        for y, x0, x1 in spans:
            for cell in range(y * self._width + x0, y * self._width + x1):
                self._cells[cell] = self._step(self._cells[cell], 0, source, values, ())

    def lay_layer(self, source: int, layer: TileLayer) -> None:
        """Lay the properties of a layer and of its tiles on the cells where it has one."""
        own = self._counting(layer.properties)
        of_tile: dict[int, _Key] = {}
        for gid in layer.kinds - {0}:
            if own or gid & GID_BITS in self._tiles:
                of_tile[gid] = self._tiles.get(gid & GID_BITS, ())
        if not of_tile:
            return
        self._steps = {}
        for cell, gid in enumerate(layer.gids):
            if gid in of_tile:
                self._cells[cell] = self._step(self._cells[cell], gid, source, own, of_tile[gid])

    def states(self) -> Iterator[tuple[State, tuple[Span, ...]]]:
        """Give each combination of properties that holds somewhere, and where."""
        found: dict[int, list[Span]] = {}
        for state, span in runs(self._cells, self._width):
            found.setdefault(state, []).append(span)
        for state in sorted(found):
            yield self._states[state], tuple(found[state])

    def _counting(self, read: Properties) -> _Key:
        return tuple((name, value) for name, value in read.items() if name in self._keys)

    def _step(self, old: int, kind: int, source: int, values: _Key, of_tile: _Key) -> int:
        """Give the state after an old one; `kind` tells the steps of one laying apart."""
        known = self._steps.get((old, kind))
        if known is not None:
            return known
        state = dict(self._states[old])
        for name, value in values:
            state[name] = Held(value, source)
        for name, value in of_tile:
            if value:
                state[name] = Held(value, source)
            else:
                state.pop(name, None)
        new = self._intern(state)
        self._steps[old, kind] = new
        return new

    def _intern(self, state: State) -> int:
        # the type is part of the key, because 1 == True
        key = tuple(sorted((name, type(held.value).__name__, held) for name, held in state.items()))
        number = self._interned.get(key)
        if number is None:
            number = self._interned[key] = len(self._states)
            self._states.append(state)
            if number > self._most:
                raise MapError(f"{self._file}: more than {self._most} mixtures of properties")
        return number
