from __future__ import annotations

from pathlib import Path

import pytest

from island_server.errors import MapError
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.map_references import base_map, is_map, referred_files

from .packages import encoded, laid_out


def referred(root: Path, map_file: str) -> list[str]:
    found = referred_files(root / map_file, root, DEFAULT_LIMITS)
    return [path.relative_to(root.resolve()).as_posix() for path in found]


def test_a_map_takes_along_what_it_refers_to_and_nothing_else(tmp_path: Path) -> None:
    document = {
        "tilesets": [{"source": "../sets/wall.tsj"}, {"image": "floor.png"}],
        "layers": [{"properties": [{"name": "playAudio", "value": "../sounds/sea%20wind.mp3"}]}],
    }
    laid_out(
        tmp_path,
        {
            "maps/a.tmj": encoded(document),
            "maps/floor.png": b"",
            "maps/unused.png": b"",
            "sets/wall.tsj": encoded({"image": "wall.png"}),
            "sets/wall.png": b"",
            "sounds/sea wind.mp3": b"",
        },
    )
    assert set(referred(tmp_path, "maps/a.tmj")) == {
        "maps/a.tmj",
        "sets/wall.tsj",
        "maps/floor.png",
        "sounds/sea wind.mp3",
        "sets/wall.png",
    }


def test_xml_is_read_alike(tmp_path: Path) -> None:
    laid_out(
        tmp_path,
        {
            "a.tmx": b"<m><tileset source='b &amp; c.tsx'/><property value=\"p.html?x#y\"/></m>",
            "b & c.tsx": b'\xef\xbb\xbf<tileset><image source = "c.png" /></tileset>',
            "c.png": b"",
            "p.html": b"",
        },
    )
    assert set(referred(tmp_path, "a.tmx")) == {"a.tmx", "b & c.tsx", "c.png", "p.html"}


def test_another_map_is_no_part_of_a_map_but_the_base_of_a_wam_is(tmp_path: Path) -> None:
    exits = {"properties": [{"name": "exitUrl", "value": "b.tmj#door"}]}
    laid_out(
        tmp_path,
        {
            "a.tmj": encoded(exits),
            "b.tmj": b"{}",
            "c.wam": encoded({"mapUrl": "./a.tmj", "entityCollections": [{"url": "e.json"}]}),
            "e.json": encoded({"imagePath": "e.png"}),
            "e.png": b"",
        },
    )
    assert referred(tmp_path, "a.tmj") == ["a.tmj"]
    assert set(referred(tmp_path, "c.wam")) == {"c.wam", "a.tmj", "e.json", "e.png"}
    assert base_map(tmp_path / "c.wam", tmp_path, DEFAULT_LIMITS) == tmp_path / "a.tmj"


def test_what_lies_outside_or_in_a_circle_is_left_out(tmp_path: Path) -> None:
    names = ["../secret.png", "/etc/hostname", "https://a.example/x.png", "a\\b.png", "x\0.png", ""]
    laid_out(tmp_path, {"secret.png": b"", "in/a.tsj": encoded({"source": "a.tsj"})})
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    document = [{"image": name} for name in [*names, "link.png", "x" * 2000]]
    laid_out(tmp_path, {"in/a.tmj": encoded({"t": [{"source": "a.tsj"}], "i": document})})
    assert referred(tmp_path / "in", "a.tmj") == ["a.tmj", "a.tsj"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"image": "a.png', b"<map source='a.png", b"\xff"]
)
def test_broken_files_refer_to_nothing(tmp_path: Path, content: bytes) -> None:
    laid_out(tmp_path, {"a.tmj": content, "a.png": b""})
    assert referred(tmp_path, "a.tmj") == ["a.tmj"]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    laid_out(tmp_path, {"a.tmj": b" " * 101})
    with pytest.raises(MapError, match=r"a\.tmj: is larger than 100 bytes"):
        referred_files(tmp_path / "a.tmj", tmp_path, MapLimits(file_bytes=100))


def test_a_json_file_is_a_map_if_it_looks_like_one(tmp_path: Path) -> None:
    laid_out(
        tmp_path,
        {
            "a.json": encoded({"layers": [], "infinite": False}),
            "b.json": encoded({"name": "tileset", "tilewidth": 32}),
            "c.json": encoded({"dependencies": {}}),
        },
    )
    assert [is_map(tmp_path / f"{name}.json", DEFAULT_LIMITS) for name in "abc"] == [
        True,
        False,
        False,
    ]


def test_a_map_that_refers_to_thousands_of_files_is_refused(tmp_path: Path) -> None:
    document = [{"image": f"{n}.png"} for n in range(20_001)]
    laid_out(tmp_path, {"a.tmj": encoded(document)})
    with pytest.raises(MapError, match=r"a\.tmj: refers to more than 20000 files"):
        referred(tmp_path, "a.tmj")


@pytest.mark.parametrize(
    "piece", [b'"a":"', b'a="', b'"a" ', b"a ", b'"a":"\\', b"a='", b'"', b"\\", b"<", b'"a":']
)
def test_no_repetition_makes_reading_slow(tmp_path: Path, piece: bytes) -> None:
    """Were it to take the square of the size, this would not end today."""
    laid_out(tmp_path, {"a.tmj": piece * 200_000, "b.tmx": b"<" + piece * 200_000})
    assert referred(tmp_path, "a.tmj") == ["a.tmj"]
    assert referred(tmp_path, "b.tmx") == ["b.tmx"]
