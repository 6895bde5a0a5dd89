from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from island_server.web import static_files

from .client import error_of, error_shape, serving

SCRIPT = b"walk();" * 500


@pytest.fixture
def static_dir(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("outside")
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / ".vite").mkdir()
    (static / ".vite" / "manifest.json").write_text("{}")
    (static / "index.html").write_text("page")
    (static / "favicon.svg").write_text("<svg/>")
    (static / "assets" / "index-a1B2_3-4.js").write_bytes(SCRIPT)
    (static / "assets" / "index-a1B2_3-4.js.br").write_bytes(b"brotli")
    (static / "assets" / "plain.css").write_text("a{}")
    return static


async def test_files_have_their_types_and_hashed_ones_may_be_kept(static_dir: Path) -> None:
    async with serving(static_files.routes(static_dir)) as client:
        script = await client.get("/assets/index-a1B2_3-4.js", headers={"Accept-Encoding": "x"})
        assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert script.headers["Vary"] == "Accept-Encoding"
        assert await script.read() == SCRIPT
        style = await client.get("/assets/plain.css")
        assert style.headers["Cache-Control"] == "no-cache"
        icon = await client.get("/favicon.svg")
        assert icon.headers["Content-Type"] == "image/svg+xml"


async def test_the_best_accepted_form_is_sent(static_dir: Path) -> None:
    async with serving(static_files.routes(static_dir)) as client:
        path = "/assets/index-a1B2_3-4.js"
        best = await client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert best.headers["Content-Encoding"] == "br"
        assert await best.read() == b"brotli"
        other = await client.get(path, headers={"Accept-Encoding": "gzip"})
        assert other.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(await other.read()) == SCRIPT


async def test_a_head_request_gets_the_headers_only(static_dir: Path) -> None:
    async with serving(static_files.routes(static_dir)) as client:
        response = await client.head("/favicon.svg")
        assert (response.status, response.headers["Content-Length"]) == (200, "6")


@pytest.mark.parametrize(
    "path",
    [
        "/index.html",
        "/.vite/manifest.json",
        "/assets/index-a1B2_3-4.js.br",
        "/assets/",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2fetc/passwd",
    ],
)
async def test_nothing_else_is_served(static_dir: Path, path: str) -> None:
    async with serving(static_files.routes(static_dir)) as client:
        response = await client.get(path)
        assert await error_of(response) == error_shape(404, "not_found")


def test_without_a_built_program_there_is_nothing_to_serve(tmp_path: Path) -> None:
    assert static_files.routes(tmp_path / "missing") == []
