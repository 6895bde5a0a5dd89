from __future__ import annotations

from pathlib import Path

import pytest

from island_server.web import art

from .client import serving


async def test_the_avatar_art_is_served(tmp_path: Path) -> None:
    (tmp_path / "avatars.json").write_text("{}")
    (tmp_path / "avatars.png").write_bytes(b"\x89PNG")
    async with serving(art.routes(tmp_path)) as client:
        layers = await client.get("/art/avatars.json")
        assert (layers.status, layers.headers["Cache-Control"]) == (200, "no-cache")
        sheet = await client.get("/art/avatars.png")
        assert (sheet.headers["Content-Type"], await sheet.read()) == ("image/png", b"\x89PNG")


async def test_missing_art_is_warned_about_and_not_found(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(art.routes(tmp_path)) as client:
        assert (await client.get("/art/avatars.png")).status == 404
    assert caplog.text.count("avatar art is missing") == 2
