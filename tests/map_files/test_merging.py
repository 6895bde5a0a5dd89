"""The merged cell, held against looking at every cell as WorkAdventure does."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from island_server.core.zone_effects import Website
from island_server.core.zones import ZoneKind
from tests.map_files.made_maps import Json, area, made_map, objects, properties, tileset
from tests.map_files.read_maps import cells_of, meaning_of

WIDTH, HEIGHT = 4, 3
values = st.sampled_from(["a", "b", "", False, None, True, 0])
words = st.dictionaries(
    st.sampled_from(["silent", "jitsiRoom", "jitsiTrigger", "openWebsite", "openWebsiteWidth"]),
    st.sampled_from(["a", "b", "onaction", "", False, None, True, 0]),
    max_size=4,
)
grids = st.lists(st.integers(0, 3), min_size=WIDTH * HEIGHT, max_size=WIDTH * HEIGHT)
layers = st.lists(st.tuples(grids, words), min_size=1, max_size=4)
boxes = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 3), st.integers(1, 2))
area_lists = st.lists(st.tuples(boxes, words), max_size=3)


def merged(
    areas: list[tuple[tuple[int, int, int, int], Json]],
    drawn: list[tuple[list[int], Json]],
    tiles: list[Json],
    cell: int,
) -> dict[str, Any]:
    """The rule, word for word: areas, then layers in file order, of each its own first."""
    x, y = cell % WIDTH, cell // WIDTH
    found: dict[str, Any] = {}
    for (left, top, width, height), read in areas:
        if left <= x < left + width and top <= y < top + height:
            found |= read
    for gids, read in drawn:
        if not gids[cell]:
            continue
        found |= read
        for name, value in tiles[gids[cell] - 1].items():
            if value:
                found[name] = value
            else:
                found.pop(name, None)
    return found


def truly(read: dict[str, Any], name: str) -> Any:
    return read.get(name) or None


@given(area_lists, layers, st.lists(words, min_size=3, max_size=3))
@settings(deadline=None)
def test_zones_hold_where_the_merged_cell_says_so(
    areas: list[tuple[tuple[int, int, int, int], Json]],
    drawn: list[tuple[list[int], Json]],
    tiles: list[Json],
) -> None:
    island = meaning_of(document(areas, drawn, tiles)).island
    for cell in range(WIDTH * HEIGHT):
        read = merged(areas, drawn, tiles, cell)
        here = [z for z in island.zones if (cell % WIDTH, cell // WIDTH) in cells_of(z)]
        meetings = [zone for zone in here if zone.kind is ZoneKind.MEETING]
        assert bool(meetings) == bool(truly(read, "jitsiRoom"))
        assert len(meetings) <= 1
        if meetings:
            on_request = read.get("jitsiTrigger") == "onaction"
            assert (meetings[0].joins.value == "action") == on_request
        is_quiet = any(zone.kind is ZoneKind.QUIET for zone in here)
        if truly(read, "silent") and not meetings:
            assert is_quiet
        if not truly(read, "silent"):
            assert not is_quiet
        pages = [e.url for z in here for e in z.effects if isinstance(e, Website)]
        address = truly(read, "openWebsite")
        assert pages == ([address] if isinstance(address, str) else [])


def document(
    areas: list[tuple[tuple[int, int, int, int], Json]],
    drawn: list[tuple[list[int], Json]],
    tiles: list[Json],
) -> Json:
    marked = tileset(
        tilecount=3,
        columns=3,
        tiles=[{"id": n, "properties": properties(**read)} for n, read in enumerate(tiles)],
    )
    made = [
        {
            "type": "tilelayer",
            "name": f"l{n}",
            "width": WIDTH,
            "height": HEIGHT,
            "data": gids,
            "properties": properties(**read),
        }
        for n, (gids, read) in enumerate(drawn)
    ]
    things = [area(f"a{n}", *box, **read) for n, (box, read) in enumerate(areas)]
    return made_map(*made, objects(*things), tilesets=[marked])


def test_a_tile_with_silent_false_cancels_a_lower_layer() -> None:
    found = meaning_of(
        document(
            [],
            [([1, 1, 0] * 4, {"silent": True}), ([0, 2, 0] * 4, {})],
            [{}, {"silent": False}, {}],
        )
    )
    assert cells_of(found.island.zones[0]) == {
        (cell % WIDTH, cell // WIDTH) for cell in range(12) if cell % 3 == 0
    }


def test_one_and_true_are_not_the_same_value() -> None:
    drawn = [([1] + [0] * 11, {"silent": 1}), ([0, 1] + [0] * 10, {"silent": True})]
    assert len(meaning_of(document([], drawn, [{}, {}, {}])).island.zones) == 2
