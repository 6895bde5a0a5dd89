"""What must be true of the maps and the avatars we ship."""

from __future__ import annotations

import gzip
import json
from collections import deque
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Image = pytest.importorskip("PIL.Image")

from maps.draw import __main__ as drawing  # noqa: E402

MAPS = Path(__file__).resolve().parents[2] / "maps"
NAMES = ("nes", "ameland", "tiny")
SIZES = {"nes": (60, 46), "ameland": (200, 100), "tiny": (5, 5)}
SHEET_LIMIT = {"nes": 150_000, "ameland": 250_000, "tiny": 10_000}
TMJ_GZIP_LIMIT = {"nes": 15_000, "ameland": 40_000, "tiny": 2_000}
MEETING = "jitsiRoom"


def document(name: str) -> dict[str, Any]:
    return json.loads((MAPS / name / f"{name}.tmj").read_text(encoding="utf-8"))


def zones(name: str) -> list[dict[str, Any]]:
    (floor,) = [layer for layer in document(name)["layers"] if layer["name"] == "floorLayer"]
    return floor["objects"]


def properties(thing: dict[str, Any]) -> dict[str, Any]:
    return {item["name"]: item["value"] for item in thing.get("properties", [])}


def solid(name: str) -> np.ndarray:
    tmj = document(name)
    walls = {
        tile["id"] + 1
        for tile in tmj["tilesets"][0]["tiles"]
        if properties(tile).get("collides") is True
    }
    layers = [layer["data"] for layer in tmj["layers"] if layer["type"] == "tilelayer"]
    return np.isin(np.array(layers), list(walls)).any(axis=0).reshape(tmj["height"], tmj["width"])


def cells(zone: dict[str, Any]) -> list[tuple[int, int]]:
    x, y, width, height = (int(zone[key]) // 32 for key in ("x", "y", "width", "height"))
    return [(a, b) for b in range(y, y + height) for a in range(x, x + width)]


def start(name: str) -> list[tuple[int, int]]:
    (zone,) = [zone for zone in zones(name) if properties(zone).get("start") is True]
    return cells(zone)


def reachable(blocked: np.ndarray, origin: tuple[int, int]) -> set[tuple[int, int]]:
    """Walk in eight directions; a diagonal step needs both straight neighbours free."""
    height, width = blocked.shape

    def free(x: int, y: int) -> bool:
        return 0 <= x < width and 0 <= y < height and not blocked[y, x]

    seen, queue = {origin}, deque([origin])
    while queue:
        x, y = queue.popleft()
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                there = (x + dx, y + dy)
                if there in seen or not free(*there) or not (free(x + dx, y) and free(x, y + dy)):
                    continue
                seen.add(there)
                queue.append(there)
    return seen


@pytest.mark.parametrize("name", NAMES)
def test_a_map_has_its_size_and_plain_data_of_tiles_that_exist(name: str) -> None:
    tmj = document(name)
    tileset = tmj["tilesets"][0]
    assert (tmj["width"], tmj["height"]) == SIZES[name]
    assert tmj["version"] == "1.10"
    for layer in tmj["layers"]:
        if layer["type"] == "tilelayer":
            assert len(layer["data"]) == tmj["width"] * tmj["height"]
            assert all(0 <= gid <= tileset["tilecount"] for gid in layer["data"])
    with Image.open(MAPS / name / tileset["image"]) as sheet:
        assert sheet.size == (tileset["imagewidth"], tileset["imageheight"])


@pytest.mark.parametrize("name", NAMES)
def test_avatars_walk_between_layers_below_and_above(name: str) -> None:
    names = [layer["name"] for layer in document(name)["layers"]]
    floor = names.index("floorLayer")
    assert names.index("ground") < floor
    assert all(label.startswith("above") for label in names[floor + 1 :])


@pytest.mark.parametrize("name", NAMES)
def test_every_start_cell_is_free(name: str) -> None:
    blocked = solid(name)
    assert not any(blocked[y, x] for x, y in start(name))


@pytest.mark.parametrize("name", ["nes", "ameland"])
def test_at_least_twenty_people_can_arrive_at_once(name: str) -> None:
    assert len(start(name)) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_every_walkable_cell_can_be_reached_from_the_start(name: str) -> None:
    blocked = solid(name)
    seen = reachable(blocked, start(name)[0])
    assert len(seen) == int((~blocked).sum())


@pytest.mark.parametrize("name", NAMES)
def test_zones_lie_inside_the_map_apart_from_each_other_and_can_be_entered(name: str) -> None:
    tmj, blocked = document(name), solid(name)
    owner: dict[tuple[int, int], str] = {}
    for zone in zones(name):
        assert zone["type"] == "area"
        inside = cells(zone)
        assert all(0 <= x < tmj["width"] and 0 <= y < tmj["height"] for x, y in inside)
        assert any(not blocked[y, x] for x, y in inside), zone["name"]
        for cell in inside:
            assert cell not in owner, (zone["name"], owner.get(cell))
            owner[cell] = zone["name"]


@pytest.mark.parametrize("name", NAMES)
def test_zones_have_unique_names_in_two_languages(name: str) -> None:
    names = [zone["name"] for zone in zones(name)]
    assert len(names) == len(set(names))
    for zone in zones(name):
        assert properties(zone)["displayName"]
        assert properties(zone)["displayNameEn"]


@pytest.mark.parametrize("name", NAMES)
def test_a_meeting_place_has_room_for_those_it_admits(name: str) -> None:
    blocked = solid(name)
    for zone in zones(name):
        values = properties(zone)
        if MEETING in values:
            free = sum(not blocked[y, x] for x, y in cells(zone))
            assert free >= values["maxUsers"], zone["name"]


@pytest.mark.parametrize("name", ["nes", "ameland"])
def test_an_island_has_a_stage_with_an_audience_a_quiet_place_and_places_to_meet(name: str) -> None:
    found = [properties(zone) for zone in zones(name)]
    stages = {values["speakerMegaphone"] for values in found if "speakerMegaphone" in values}
    audiences = {values["listenerMegaphone"] for values in found if "listenerMegaphone" in values}
    assert stages
    assert stages == audiences
    assert any(values.get("silent") is True for values in found)
    assert sum(MEETING in values for values in found) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_the_sea_moves_slowly(name: str) -> None:
    tmj = document(name)
    moving = {
        tile["id"] + 1: tile["animation"]
        for tile in tmj["tilesets"][0]["tiles"]
        if "animation" in tile
    }
    (ground,) = [layer["data"] for layer in tmj["layers"] if layer["name"] == "ground"]
    assert any(gid in moving for gid in ground)
    for steps in moving.values():
        assert 2 <= len(steps) <= 4
        assert all(step["duration"] >= 250 for step in steps)
        assert all(0 <= step["tileid"] < tmj["tilesets"][0]["tilecount"] for step in steps)


@pytest.mark.parametrize("name", NAMES)
def test_a_map_stays_within_its_budget(name: str) -> None:
    assert (MAPS / name / "tiles.png").stat().st_size <= SHEET_LIMIT[name]
    tmj = (MAPS / name / f"{name}.tmj").read_bytes()
    assert len(gzip.compress(tmj)) <= TMJ_GZIP_LIMIT[name]


def test_every_row_of_the_avatars_is_drawn_in_all_its_frames() -> None:
    info = json.loads((MAPS / "avatars" / "avatars.json").read_text(encoding="utf-8"))
    width, height = info["frame"]["w"], info["frame"]["h"]
    columns = len(info["directions"]) * info["frames"]
    with Image.open(MAPS / "avatars" / info["image"]) as picture:
        sheet = np.array(picture.convert("RGBA"))
    rows = [
        v["row"] for variants in info["layers"].values() for v in variants if v["row"] is not None
    ]
    assert sorted(rows) == list(range(len(rows)))
    assert sheet.shape[:2] == (height * len(rows), width * columns)
    for row in rows:
        for column in range(columns):
            frame = sheet[row * height : (row + 1) * height, column * width : (column + 1) * width]
            assert frame[..., 3].any(), (row, column)


def test_avatars_offer_choice_and_fit_the_budget() -> None:
    info = json.loads((MAPS / "avatars" / "avatars.json").read_text(encoding="utf-8"))
    layers, palettes = info["layers"], info["palettes"]
    assert info["directions"] == ["down", "left", "right", "up"]
    assert len(layers["body"]) >= 2
    assert len(layers["clothes"]) >= 6
    assert len(layers["hair"]) >= 8
    assert {"name": "none", "row": None} in layers["aid"]
    assert len(palettes["skin"]) >= 6
    assert len(palettes["hair"]) >= 8
    assert len(palettes["clothes"]) >= 10
    for variants in layers.values():
        names = [variant["name"] for variant in variants]
        assert len(names) == len(set(names))
    assert (MAPS / "avatars" / "avatars.png").stat().st_size <= 60_000


@pytest.mark.parametrize("name", ["nes", "tiny", "avatars"])
def test_drawing_again_gives_the_same_bytes_and_the_committed_pictures(
    name: str, tmp_path: Path
) -> None:
    for run in ("one", "two"):
        drawing.draw(name, tmp_path / run)
    for first in sorted((tmp_path / "one" / name).iterdir()):
        second, shipped = tmp_path / "two" / name / first.name, MAPS / name / first.name
        assert first.read_bytes() == second.read_bytes()
        if first.suffix == ".png":
            # Another zlib may pack the same picture into other bytes.
            with Image.open(first) as drawn, Image.open(shipped) as kept:
                assert np.array_equal(
                    np.array(drawn.convert("RGBA")), np.array(kept.convert("RGBA"))
                )
        else:
            assert first.read_bytes() == shipped.read_bytes()
