from __future__ import annotations

import gzip

import pytest

from island_server.ports import IslandMapBundle
from island_server.web import map_assets

from .client import error_of, error_shape, serving

JSON = b'{"version": 1}' + b" " * 5000
BUNDLE = IslandMapBundle(id="nes-0a1b2c3d", json=JSON, images={"tiles.png": b"\x89PNG"})


async def test_the_map_is_sent_compressed_to_be_kept_for_good() -> None:
    async with serving(map_assets.routes({BUNDLE.id: BUNDLE}.get)) as client:
        response = await client.get(
            "/maps/nes-0a1b2c3d/island.json", headers={"Accept-Encoding": "gzip"}
        )
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Content-Encoding"] == "gzip"
        assert "immutable" in response.headers["Cache-Control"]
        assert gzip.decompress(await response.read()) == JSON


async def test_images_are_sent_as_they_are() -> None:
    async with serving(map_assets.routes({BUNDLE.id: BUNDLE}.get)) as client:
        response = await client.get(
            "/maps/nes-0a1b2c3d/tiles.png", headers={"Accept-Encoding": "gzip"}
        )
        assert response.headers["Content-Type"] == "image/png"
        assert "Content-Encoding" not in response.headers
        assert await response.read() == b"\x89PNG"


@pytest.mark.parametrize(
    "path", ["nes/island.json", "nes-0a1b2c3d/other.png", "nes-0a1b2c3d/..%2f..%2fx", "x/y/z"]
)
async def test_other_names_are_not_found(path: str) -> None:
    async with serving(map_assets.routes({BUNDLE.id: BUNDLE}.get)) as client:
        response = await client.get(f"/maps/{path}")
        assert await error_of(response) == error_shape(404, "not_found")


async def test_a_map_that_is_opened_later_is_sent_from_then_on() -> None:
    bundles: dict[str, IslandMapBundle] = {}
    async with serving(map_assets.routes(bundles.get)) as client:
        path = f"/maps/{BUNDLE.id}/tiles.png"
        assert (await client.get(path)).status == 404
        bundles[BUNDLE.id] = BUNDLE
        assert (await client.get(path)).status == 200
