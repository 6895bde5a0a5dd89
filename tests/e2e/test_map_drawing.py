"""Maps drawn by the browser program beside the same maps drawn by Tiled itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import Browser

from island_server.core.doors import Door
from island_server.core.ids import DoorId
from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.map_files import normalise
from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.image_files import read_images
from island_server.map_files.limits import DEFAULT_LIMITS
from island_server.map_files.load import load_map
from island_server.map_files.references import Folder
from island_server.map_files.tiled_model import LayerStyle, TiledMap, TileLayer
from island_server.ports import IslandMapBundle
from tests.e2e.drawing_page import Pixels, assert_alike, drawing, pixels
from tests.e2e.drawn_map import GROUP, drawn_map, make_pictures, text_map
from tests.map_files.tmx_writing import write_tmx


@pytest.fixture
def tiled_program() -> str:
    path = shutil.which("tmxrasterizer")
    if path is None:
        missing = "compares with Tiled: install your system's `tiled` package (tmxrasterizer)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path


def bundle_of(
    tiled: TiledMap,
    folder: Path,
    extras: normalise.Extras = normalise.NO_EXTRAS,
    doors: tuple[Door, ...] = (),
) -> IslandMapBundle:
    wanted = dict.fromkeys(normalise.used_images(tiled, extras.doors), "picture")
    images, _ = read_images(wanted, Folder(folder, folder), tiled.file, DEFAULT_LIMITS)
    tiles = TileMap(tiled.width, tiled.height, bytes(tiled.width * tiled.height))
    island = IslandMap("drawn", "Drawn", tiles, (), (TilePos(0, 0),), doors=doors)
    return normalise.bundle(tiled, island, images, extras)


def rasterised(program: str, tiled: TiledMap, folder: Path) -> Pixels:
    """Let Tiled draw the map."""
    write_tmx(tiled, folder / "drawn.tmx", "group", GROUP)
    target = folder / "tiled.png"
    subprocess.run(
        [program, "--no-smoothing", folder / "drawn.tmx", target],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    # Tiled makes room for layers that are shifted to the west and north.
    left = max(0, *(-round(layer.style.offset_x) for layer in tiled.layers), 0)
    top = max(0, *(-round(layer.style.offset_y) for layer in tiled.layers), 0)
    height, width = tiled.height * tiled.tile_height, tiled.width * tiled.tile_width
    return pixels(target, tiled.background)[top : top + height, left : left + width]


def ink_box(picture: Pixels, region: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The box around all that is not white in a part of a picture: x0, y0, x1, y1."""
    x0, y0, x1, y1 = region
    rows, columns = np.nonzero(picture[y0:y1, x0:x1].min(axis=2) < 160)
    assert rows.size, f"nothing is written in {region}"
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


async def test_a_map_looks_as_in_tiled(
    tmp_path: Path, browser: Browser, page_folder: Path, tiled_program: str
) -> None:
    make_pictures(tmp_path)
    tiled = drawn_map()
    theirs = rasterised(tiled_program, tiled, tmp_path)
    loaded = load_map(tmp_path / "drawn.tmx")
    async with drawing(browser, page_folder, loaded.bundle) as page:
        ours = await page.draw()
    assert_alike(ours, theirs, most=0.001)


async def test_texts_stand_where_tiled_puts_them(
    tmp_path: Path, browser: Browser, page_folder: Path, tiled_program: str
) -> None:
    tiled = text_map()
    theirs = rasterised(tiled_program, tiled, tmp_path)
    async with drawing(browser, page_folder, bundle_of(tiled, tmp_path)) as page:
        ours = await page.draw()
    for region in (
        (5, 5, 195, 105),
        (215, 5, 405, 105),
        (425, 5, 615, 105),
        (5, 145, 195, 305),
        (205, 140, 420, 300),
    ):
        difference = np.subtract(ink_box(ours, region), ink_box(theirs, region))
        assert np.abs(difference).max() <= 6, f"{region}: {difference}"


async def test_a_door_shows_and_hides_its_layers(
    tmp_path: Path, browser: Browser, page_folder: Path
) -> None:
    make_pictures(tmp_path)
    whole = drawn_map()
    tiled = replace(whole, layers=tuple(x for x in whole.layers if isinstance(x, TileLayer)))
    at = {layer.name: place for place, layer in enumerate(tiled.layers)}
    closed_layers = (at["big"], at["group/tinted"], at["group/plain"])
    doors = (DoorLayers(DoorId("barn"), (at["hidden"],), closed_layers),)
    door = Door(DoorId("barn"), is_open_at_start=False, closed_solid=(), open_solid=(), spans=())
    bundle = bundle_of(tiled, tmp_path, normalise.Extras(doors=doors), (door,))
    async with drawing(browser, page_folder, bundle) as page:
        closed, opened = await page.draw(), await page.draw(doors="barn")
    changed = np.abs(closed - opened).max(axis=2) > 0
    assert changed[0:32].mean() > 0.5, "the layer that was hidden is seen in the north"
    assert changed[140:170, 230:300].mean() > 0.9, "the big tiles are gone"
    assert changed[130:150, 10:160].mean() > 0.5, "and all layers of the group"
    assert not changed[256:].any(), "nothing else has changed"


async def test_layers_far_away_move_less_than_the_map(
    tmp_path: Path, browser: Browser, page_folder: Path
) -> None:
    make_pictures(tmp_path)
    whole = drawn_map()
    big = next(x for x in whole.layers if x.name == "big")
    half = replace(big, style=LayerStyle(parallax_x=0.5, parallax_y=0.0))
    tiled = replace(whole, layers=(half,), background="#000000")
    async with drawing(browser, page_folder, bundle_of(tiled, tmp_path)) as page:
        middle = await page.draw(x=-320, y=-240)
        moved = await page.draw(x=-320 + 100, y=-240 + 60)
    assert middle.max() > 0
    assert np.array_equal(middle[:, 50:], moved[:, :-50]), "half as far across, not at all down"


async def test_art_that_is_missing_leaves_no_hole(
    tmp_path: Path, browser: Browser, page_folder: Path
) -> None:
    make_pictures(tmp_path)
    whole = drawn_map()
    tiled = replace(whole, background="#000000", layers=whole.layers[:1])
    bundle = bundle_of(tiled, tmp_path)
    lost = replace(bundle, files={})
    absent = bundle_of(
        replace(tiled, tilesets=(replace(whole.tilesets[0], image=None, missing=True),)), tmp_path
    )
    for island in (lost, absent):
        async with drawing(browser, page_folder, island) as page:
            picture = await page.draw()
        red, green, blue = (picture[:, :, channel] for channel in range(3))
        assert picture.min() > 60, "every cell is filled"
        assert (np.abs(red - green).max(), np.abs(green - blue).max()) < (20, 20), "in greys"
