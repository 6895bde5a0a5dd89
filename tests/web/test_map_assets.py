from __future__ import annotations

import gzip
import threading

import pytest

from island_server.ports import IslandMapBundle
from island_server.web import map_assets

from .client import error_of, error_shape, serving

JSON = b'{"version": 1}' + b" " * 5000
BUNDLE = IslandMapBundle(id="nes-0a1b2c3d", json=JSON, files={"tiles.png": b"\x89PNG"})


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


@pytest.mark.parametrize(
    ("name", "content_type", "is_page"),
    [
        ("page.html", "text/html; charset=utf-8", True),
        ("notes.txt", "text/plain; charset=utf-8", True),
        ("photo.jpg", "image/jpeg", True),
        ("photo.gif", "image/gif", True),
        ("guide.pdf", "application/pdf", True),
        ("sea.ogg", "audio/ogg", False),
        ("sea.m4a", "audio/mp4", False),
        ("sea.wav", "audio/wav", False),
        ("what.xyz", "application/octet-stream", False),
    ],
)
async def test_files_of_strangers_never_act_as_our_pages(
    name: str, content_type: str, is_page: bool
) -> None:
    bundle = IslandMapBundle(id="made", json=JSON, files={name: b"<script>alert(1)</script>"})
    async with serving(map_assets.routes({bundle.id: bundle}.get)) as client:
        headers = (await client.get(f"/maps/made/{name}")).headers
    policy = headers["Content-Security-Policy"]
    assert headers["Content-Type"] == content_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in policy
    if name != "guide.pdf":
        assert "sandbox" in policy
        assert "allow-" not in policy
        assert "default-src 'none'" in policy
    assert ("frame-ancestors 'self'" in policy) is is_page
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if is_page else "DENY")


@pytest.mark.parametrize(
    ("asked", "status", "said", "body"),
    [
        ("bytes=0-1", 206, "bytes 0-1/5", b"wa"),
        ("bytes=2-", 206, "bytes 2-4/5", b"ves"),
        ("bytes=-2", 206, "bytes 3-4/5", b"es"),
        ("bytes=3-99", 206, "bytes 3-4/5", b"es"),
        ("bytes=9-", 416, None, None),
        ("lines=1-2", 200, None, b"waves"),
        (None, 200, None, b"waves"),
    ],
)
async def test_a_sound_can_be_had_in_parts(
    asked: str | None, status: int, said: str | None, body: bytes | None
) -> None:
    bundle = IslandMapBundle(id="made", json=JSON, files={"sea.ogg": b"waves"})
    async with serving(map_assets.routes({bundle.id: bundle}.get)) as client:
        response = await client.get("/maps/made/sea.ogg", headers={"Range": asked} if asked else {})
        assert response.status == status
        assert response.headers.get("Content-Range") == said
        if body is not None:
            assert await response.read() == body
            assert response.headers["Accept-Ranges"] == "bytes"
            assert response.headers["Content-Type"] == "audio/ogg"
            assert "sandbox" in response.headers["Content-Security-Policy"]


async def test_a_map_that_is_opened_later_is_sent_from_then_on() -> None:
    bundles: dict[str, IslandMapBundle] = {}
    async with serving(map_assets.routes(bundles.get)) as client:
        path = f"/maps/{BUNDLE.id}/tiles.png"
        assert (await client.get(path)).status == 404
        bundles[BUNDLE.id] = BUNDLE
        assert (await client.get(path)).status == 200


class Kept:
    """Maps of former events; notes which were read, and that the loop did not wait for it."""

    def __init__(self, *bundles: IslandMapBundle) -> None:
        self.bundles = {bundle.id: bundle for bundle in bundles}
        self.read: list[str] = []

    def ids(self) -> set[str]:
        return set(self.bundles)

    def bundle(self, map_id: str) -> IslandMapBundle | None:
        assert threading.current_thread() is not threading.main_thread()
        self.read.append(map_id)
        return self.bundles[map_id]


async def test_a_map_of_a_former_event_is_read_from_where_it_is_kept() -> None:
    kept = Kept(BUNDLE)
    async with serving(map_assets.routes({}.get, kept)) as client:
        response = await client.get(f"/maps/{BUNDLE.id}/tiles.png")
        assert (response.status, await response.read()) == (200, b"\x89PNG")
        assert "immutable" in response.headers["Cache-Control"]
        assert (await client.get(f"/maps/{BUNDLE.id}/island.json")).status == 200
        assert (await client.get("/maps/other/island.json")).status == 404
    assert kept.read == [BUNDLE.id]


async def test_only_a_few_maps_of_former_events_stay_in_memory() -> None:
    names = [f"nes-{n}" for n in range(map_assets.FORMER_MAPS + 1)]
    kept = Kept(*(IslandMapBundle(name, JSON, {}) for name in names))
    async with serving(map_assets.routes({}.get, kept)) as client:
        for name in (*names[:-1], names[0], names[-1], names[0], names[1]):
            assert (await client.get(f"/maps/{name}/island.json")).status == 200
    assert kept.read == [*names, names[1]], "the longest unused is read anew"
