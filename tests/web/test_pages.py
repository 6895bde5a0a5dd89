from __future__ import annotations

from pathlib import Path

import pytest

from island_server.web import pages

from .client import serving


@pytest.mark.parametrize("path", ["/", "/join/", "/join/some.token-here_", "/trail"])
async def test_the_page_is_the_same_everywhere(tmp_path: Path, path: str) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>island")
    async with serving(pages.routes(tmp_path)) as client:
        response = await client.get(path)
        assert response.status == 200
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-cache"
        assert await response.text() == "<!doctype html>island"


async def test_a_browser_that_has_the_page_gets_304(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("island")
    async with serving(pages.routes(tmp_path)) as client:
        tag = (await client.get("/")).headers["ETag"]
        response = await client.get("/join/t", headers={"If-None-Match": tag})
        assert response.status == 304
        assert await response.read() == b""


async def test_without_a_built_program_the_page_says_how_to_build_it(tmp_path: Path) -> None:
    async with serving(pages.routes(tmp_path / "missing")) as client:
        response = await client.get("/")
        assert response.status == 503
        assert "make run" in await response.text()
        assert response.headers["Content-Type"].startswith("text/html")
