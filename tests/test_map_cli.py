"""`island map` as an operator meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from island_server.cli import main
from tests.map_files.made_maps import png
from tests.map_files.packages import OFFICE_FILES, encoded, laid_out, office, zipped


@pytest.fixture(autouse=True)
def _data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISLAND_DATA_DIR", str(tmp_path / "data"))


class Said:
    """What a command said, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err
        assert "Traceback" not in err


Run = Callable[..., Said]


@pytest.fixture
def island(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Said:
        monkeypatch.setattr("sys.argv", ["island", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


def test_a_map_is_added_listed_and_removed(island: Run, tmp_path: Path) -> None:
    laid_out(tmp_path / "given", OFFICE_FILES)
    said = island("map", "add", tmp_path / "given" / "office.tmj")
    assert said.status == 0
    assert "office is added." in said.out
    assert "ISLAND_MAP=office" in said.out
    said = island("map", "list")
    assert "office" in said.out
    assert "4 x 3 tiles" in said.out
    assert "nes" in said.out
    assert island("map", "remove", "office").out == "office is removed.\n"
    assert "office" not in island("map", "list").out


def test_warnings_are_told(island: Run, tmp_path: Path) -> None:
    blocked = office()
    blocked["layers"].insert(
        0, {"type": "tilelayer", "name": "start", "width": 4, "height": 3, "data": [1] + [0] * 11}
    )
    blocked["layers"].append({**blocked["layers"][0], "name": "walls"})
    laid_out(tmp_path / "given", {"office.tmj": encoded(blocked), "tiles.png": png()})
    said = island("map", "add", tmp_path / "given" / "office.tmj", "--name", "hall")
    assert said.status == 0
    assert said.err.startswith("hall: start: ")


def test_a_folder_and_a_zip_may_hold_several_maps(island: Run, tmp_path: Path) -> None:
    files = {"a.tmj": encoded(office()), "b.tmj": encoded(office()), "tiles.png": png()}
    said = island("map", "add", laid_out(tmp_path / "given", files))
    assert said.status == 0
    assert ("a is added" in said.out, "b is added" in said.out) == (True, True)
    said = island("map", "add", zipped(tmp_path / "maps.zip", files))
    assert ("a is replaced" in said.out, "b is replaced" in said.out) == (True, True)


def test_of_several_maps_the_good_ones_are_kept_and_the_status_tells(
    island: Run, tmp_path: Path
) -> None:
    files = {"a.tmj": b"{}", "b.tmj": encoded(office()), "tiles.png": png()}
    said = island("map", "add", laid_out(tmp_path / "given", files))
    assert said.status == 1
    assert "b is added" in said.out
    (line,) = said.err.splitlines()
    assert line.startswith("island: a.tmj: ")


@pytest.mark.parametrize(
    ("name", "content"), [("x.tmj", b"{"), ("x.zip", b"PK"), ("x.txt", b""), ("missing.tmj", None)]
)
def test_what_cannot_be_used_is_one_clear_line(
    island: Run, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = island("map", "add", tmp_path / name)
    assert said.status == 1
    (line,) = said.err.splitlines()
    assert line.startswith("island: ")
    assert name in line


def test_the_chosen_map_is_marked_and_stays(island: Run, tmp_path: Path) -> None:
    island("map", "add", laid_out(tmp_path / "given", OFFICE_FILES))
    (tmp_path / "data" / "maps" / ".chosen").write_text("office\n")
    lines = island("map", "list").out.splitlines()
    assert [line for line in lines if "(chosen" in line] == [lines[-1]]
    said = island("map", "remove", "office")
    assert (said.status, "chosen" in said.err) == (1, True)
