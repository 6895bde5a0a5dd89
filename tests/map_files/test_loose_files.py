from __future__ import annotations

from pathlib import Path

import pytest

from island_server.errors import MapError
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.loose_files import settle
from island_server.map_files.map_package import PackageLimits

from .packages import encoded, everything_in, laid_out


def settled(folder: Path, files: dict[str, bytes], limits: MapLimits = DEFAULT_LIMITS) -> set[str]:
    laid_out(folder, files)
    settle(folder, PackageLimits(files=20), limits)
    return {name for name in everything_in(folder) if (folder / name).is_file()}


def test_files_beside_the_map_stay_there(tmp_path: Path) -> None:
    files = {"a.tmj": encoded({"image": "a.png"}), "a.png": b""}
    assert settled(tmp_path, files) == {"a.tmj", "a.png"}


def test_files_are_put_where_the_map_and_its_tilesets_look(tmp_path: Path) -> None:
    files = {
        "a.tmj": encoded({"t": [{"source": "../sets/wall%20s.tsj"}], "i": {"image": "./in/b.png"}}),
        "wall s.tsj": encoded({"image": "../../c.png"}),
        "b.png": b"b",
        "c.png": b"c",
    }
    assert settled(tmp_path, files) >= {
        "up/up/a.tmj",
        "up/sets/wall s.tsj",
        "c.png",
        "up/up/in/b.png",
    }
    assert (tmp_path / "up/up/in/b.png").read_bytes() == b"b"


def test_the_base_of_a_wam_moves_and_stays_one_map(tmp_path: Path) -> None:
    files = {"a.wam": encoded({"mapUrl": "maps/b.tmj"}), "b.tmj": encoded({"image": "c.png"})}
    assert settled(tmp_path, {**files, "c.png": b""}) == {
        "a.wam",
        "maps/b.tmj",
        "maps/c.png",
        "c.png",
    }


@pytest.mark.parametrize(
    "text",
    [
        "/etc/a.png",
        "../" * 30 + "a.png",
        "https://x/a.png",
        "\0/a.png",
        "\ud800/a.png",
        "b\\a.png",
        "a.png/b.png",
        "x" * 230 + "/" + "y" * 230 + "/a.png",
    ],
)
def test_nothing_is_put_outside(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "in" / "here"
    found = settled(
        folder, {"m.tmj": encoded({"image": text}), "a.png": b"", "b.png": b"", "up": b""}
    )
    assert {name.rpartition("/")[2] for name in found} == {"m.tmj", "a.png", "b.png"}
    assert {p.name for p in tmp_path.iterdir()} == {"in"}
    assert {p.name for p in (tmp_path / "in").iterdir()} == {"here"}


def test_circles_and_crowds_end(tmp_path: Path) -> None:
    circle = {"a.tsj": encoded({"source": "x/a.tsj"}), "m.tmj": encoded({"source": "x/a.tsj"})}
    assert len(settled(tmp_path / "1", circle)) <= 22
    crowd = {"m.tmj": encoded([{"image": f"{n}/a.png"} for n in range(100)]), "a.png": b""}
    assert len(settled(tmp_path / "2", crowd)) <= 22


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MapError, match=r"a\.tmj: is larger"):
        settled(tmp_path, {"a.tmj": b" " * 101}, MapLimits(file_bytes=100))
