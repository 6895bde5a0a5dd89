"""A map of 500 x 500 cells, 20 layers and 100 tilesets in a browser: right everywhere, and lazy."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import Browser

from island_server.map_files.load import load_map
from island_server.ports import IslandMapBundle
from tests.e2e.drawing_page import DrawingPage, Pixels, assert_alike, drawing
from tests.e2e.large_map import (
    DISTRICT_WIDTH,
    SIDE,
    TILE,
    TILESETS,
    LargeMap,
    image_name,
    make_large_map,
    tileset_at,
)

WIDTH, HEIGHT = 640, 480
MIDDLE = (DISTRICT_WIDTH * 4 + 10) * TILE
"""Map pixels, as everything here; well within one district in both directions."""
FAR = SIDE * TILE
MOST_MESHES, MOST_TEXTURES = 300, 160
"""About twice what is held after a walk; the whole map in view once would be ten times as much."""


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> LargeMap:
    return make_large_map(tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="session")
def bundle(large: LargeMap) -> IslandMapBundle:
    loaded = load_map(large.file)
    assert loaded.warnings == ()
    return loaded.bundle


@pytest.fixture
async def page(
    browser: Browser, page_folder: Path, bundle: IslandMapBundle
) -> AsyncIterator[DrawingPage]:
    async with drawing(browser, page_folder, bundle) as page:
        yield page


def expected(large: LargeMap, x: int, y: int) -> Pixels:
    return np.asarray(large.picture(x, y, WIDTH, HEIGHT), dtype=np.int16)


@pytest.mark.parametrize(
    ("x", "y"), [(0, 0), (MIDDLE + 13, MIDDLE + 7), (FAR - WIDTH, FAR - HEIGHT)]
)
async def test_every_part_shows_its_tiles(
    page: DrawingPage, large: LargeMap, x: int, y: int
) -> None:
    assert_alike(await page.draw(WIDTH, HEIGHT, x=x, y=y), expected(large, x, y), most=0.001)


async def test_the_far_side_is_right_after_a_walk_there(page: DrawingPage, large: LargeMap) -> None:
    async with page.opened(WIDTH, HEIGHT, x=0, y=0) as drawn:
        await drawn.walk(FAR - WIDTH, MIDDLE, pxPerFrame=200, still=True)
        await drawn.settle()
        assert_alike(await drawn.picture(), expected(large, FAR - WIDTH, MIDDLE), most=0.001)


async def test_only_tilesets_that_come_near_are_fetched(page: DrawingPage) -> None:
    async with page.opened(WIDTH, HEIGHT, x=MIDDLE, y=MIDDLE) as drawn:
        own = image_name(tileset_at(MIDDLE // TILE, MIDDLE // TILE))
        assert own in drawn.pictures
        at_first = len(drawn.pictures)
        assert at_first <= 6, "the district with its neighbour, and their tall tiles"
        east = image_name(tileset_at(MIDDLE // TILE + DISTRICT_WIDTH, MIDDLE // TILE))
        assert east not in drawn.pictures
        await drawn.walk(MIDDLE + DISTRICT_WIDTH * TILE, MIDDLE, pxPerFrame=32)
        await drawn.settle()
        assert east in drawn.pictures
        assert at_first < len(drawn.pictures) < TILESETS // 5
        assert len(set(drawn.pictures)) == len(drawn.pictures), "each once"


async def test_a_picture_that_fails_leaves_placeholders_and_the_rest_is_drawn(
    browser: Browser, page_folder: Path, bundle: IslandMapBundle, large: LargeMap
) -> None:
    edge = DISTRICT_WIDTH * TILE
    lost = image_name(tileset_at(0, 0))
    kept = {name: body for name, body in bundle.files.items() if name != lost}
    async with drawing(browser, page_folder, replace(bundle, files=kept)) as page:
        picture = await page.draw(WIDTH, HEIGHT, x=edge - WIDTH // 2, y=0)
    whole = expected(large, edge - WIDTH // 2, 0)
    west, east = np.s_[:, : WIDTH // 2], np.s_[:, WIDTH // 2 :]
    assert_alike(picture[east], whole[east], most=0.001)
    hatched = picture[west]
    grey = np.abs(hatched - hatched.mean(axis=2, keepdims=True)).max(axis=2) < 20
    assert grey.mean() > 0.7, "the hatch, but for what other tilesets draw on it"
    assert hatched.min(axis=2).mean() > 60, "and no holes"


async def test_a_long_way_does_not_fill_the_memory(page: DrawingPage) -> None:
    async with page.opened(WIDTH, HEIGHT, x=0, y=0) as drawn:
        for x, y in ((FAR - WIDTH, 0), (FAR - WIDTH, FAR - HEIGHT), (0, 0)):
            await drawn.walk(x, y, pxPerFrame=160)
        kept = await drawn.kept()
    assert len(drawn.pictures) > TILESETS // 4, "many came by"
    assert 0 < kept["meshes"] < MOST_MESHES
    assert 0 < kept["textures"] < MOST_TEXTURES
    assert kept["bitmaps"] <= len(set(drawn.pictures)), "which are forgotten by their size"
