"""Where people arrive: the cells that the author meant, by name and by default.

The default entry, in WorkAdventure's order: an area of its editor that is the default; an area
called `start`; tiles with start="start" in a layer called `start`; a layer called `start` or
`.../start`; the first layer with `start` or `startLayer` true; else the middle of the map. Our own
rule goes on where that comes to nothing: any area with start true, then any named entry.

Named entries, of which an earlier one takes the name: areas of the editor with start, areas with
start, layers with `start` or `startLayer` (by their path and by their own name), and in start
layers the tiles with start="NAME". `ground` chooses the cells that will do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from island_server.core.units import TilePos
from island_server.core.zones import Span
from island_server.map_files.areas import area_objects, rectangle_spans
from island_server.map_files.tile_marks import marked_tiles
from island_server.map_files.tiled_model import GID_BITS, TiledMap, TiledObject, TileLayer
from island_server.map_files.wa_properties import START_NAME, starts_here
from island_server.map_files.wam_properties import properties_of

SpansOf = Callable[[TiledObject], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the author meant it, and by which rule; cells may be blocked, or none."""

    cells: tuple[TilePos, ...]
    rule: str


def default_entry(tiled: TiledMap, spans_of_area: SpansOf | None = None) -> Entry:
    """Give the default entry by WorkAdventure's order, without cells for the middle of the map.

    `spans_of_area` tells the cells of an area; none is WorkAdventure's rule, its rectangle.
    """
    spans_of = spans_of_area or (
        lambda thing: rectangle_spans(thing.x, thing.y, thing.width, thing.height, tiled)
    )
    return next(_by_default(tiled, spans_of), Entry((), "middle of the map"))


def named_entries(tiled: TiledMap, spans_of_area: SpansOf, most_cells: int) -> dict[str, Entry]:
    """Give the entries that have a name, with the cells that the author meant.

    Those after which there would be more than `most_cells` together are left out.
    """
    found: dict[str, Entry] = {}
    for name, entry in _with_names(tiled, spans_of_area):
        most_cells -= len(entry.cells)
        if most_cells < 0:
            break
        if name and entry.cells:
            found.setdefault(name, entry)
    return found


def spread(spans: Iterable[Span]) -> tuple[TilePos, ...]:
    """Give the cells of spans."""
    return tuple(TilePos(x, y) for y, x0, x1 in spans for x in range(x0, x1))


def is_named_start(layer: TileLayer) -> bool:
    """Whether a layer is called `start`, in whatever group."""
    return own_name(layer) == START_NAME


def is_start_layer(layer: TileLayer) -> bool:
    """Whether people may arrive on a layer, by its name or by its properties."""
    return is_named_start(layer) or starts_here(layer.properties)


def own_name(layer: TileLayer) -> str:
    """Give the name of a layer without the groups around it."""
    return layer.name.rsplit("/", 1)[-1]


def _by_default(tiled: TiledMap, spans_of: SpansOf) -> Iterator[Entry]:
    for area in tiled.wam.areas if tiled.wam else ():
        if any(raw.get("isDefault") is True for raw in properties_of("start", area.properties)):
            spans = rectangle_spans(area.x, area.y, area.width, area.height, tiled)
            yield Entry(spread(spans), f"default start area '{area.name}'")
    for thing in area_objects(tiled):
        if thing.name == START_NAME:
            yield Entry(spread(spans_of(thing)), "area start")
    named = next((layer for layer in tiled.tile_layers if is_named_start(layer)), None)
    if named:
        if marked := _start_tiles(named, tiled).get(START_NAME):
            yield Entry(tuple(marked), "start tiles")
        yield Entry(_layer_cells(named, tiled.width), "layer start")
    for layer in tiled.tile_layers:
        if starts_here(layer.properties):
            yield Entry(_layer_cells(layer, tiled.width), f"start property of layer '{layer.name}'")
            return


def _with_names(tiled: TiledMap, spans_of: SpansOf) -> Iterator[tuple[str, Entry]]:
    for area in tiled.wam.areas if tiled.wam else ():
        if any(properties_of("start", area.properties)):
            spans = rectangle_spans(area.x, area.y, area.width, area.height, tiled)
            yield area.name.strip(), Entry(spread(spans), "start area")
    for thing in area_objects(tiled):
        if starts_here(thing.properties) or thing.name == START_NAME:
            yield thing.name.strip(), Entry(spread(spans_of(thing)), "start area")
    layers = [layer for layer in tiled.tile_layers if is_start_layer(layer)]
    for layer in layers:
        entry = Entry(_layer_cells(layer, tiled.width), "start layer")
        yield layer.name, entry
        yield own_name(layer), entry
    for layer in layers:
        for name, cells in _start_tiles(layer, tiled).items():
            yield name, Entry(tuple(cells), "start tiles")


def _start_tiles(layer: TileLayer, tiled: TiledMap) -> dict[str, list[TilePos]]:
    """Give the cells whose tile is marked, by the name in its `start`."""
    tiles = marked_tiles(tiled, [START_NAME])
    names = {gid: tiles[gid & GID_BITS] for gid in layer.kinds if gid & GID_BITS in tiles}
    marked = {
        gid: name.strip()
        for gid, read in names.items()
        if isinstance(name := read[START_NAME], str) and name.strip()
    }
    found: dict[str, list[TilePos]] = {}
    if marked:
        for cell, gid in enumerate(layer.gids):
            if gid in marked:
                at = TilePos(cell % tiled.width, cell // tiled.width)
                found.setdefault(marked[gid], []).append(at)
    return found


def _layer_cells(layer: TileLayer, width: int) -> tuple[TilePos, ...]:
    return tuple(TilePos(cell % width, cell // width) for cell, gid in enumerate(layer.gids) if gid)
