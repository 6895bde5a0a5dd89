"""`island map` as an operator meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from island_server.cli import cli, main
from tests.map_files.made_maps import made_map, objects, png, tile_layer, written
from tests.map_files.packages import OFFICE_FILES, encoded, laid_out, office, zipped

GOOD = made_map(tile_layer("ground", "...", "..#"), objects())
RUN = CliRunner()


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
    assert "hall: office.tmj: start (layer start): every cell is blocked" in said.err


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


def test_inspect_prints_one_object_a_line_in_order_and_goes_on_after_an_error(
    tmp_path: Path,
) -> None:
    good = written(tmp_path, GOOD)
    broken = tmp_path / "x.tmj"
    broken.write_text("{", encoding="utf-8")
    missing = tmp_path / "none.tmx"
    run = RUN.invoke(cli, ["map", "inspect", "--json", *map(str, (broken, good, missing))])
    assert run.exit_code == 0
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert [row["file"] for row in rows] == [str(broken), str(good), str(missing)]
    assert set(rows[0]) == set(rows[2]) == {"file", "error"}
    assert set(rows[1]) == {
        "file", "orientation", "width", "height", "tilewidth", "tileheight", "bounds_tiles",
        "tile_cells", "solid", "start", "zones", "merged", "exits", "warnings",
    }  # fmt: skip
    assert rows[1]["solid"]["cells"] == 1
    assert rows[1]["bounds_tiles"] == [0, 0, 3, 2]


def test_inspect_tells_the_facts_of_a_map_on_which_nobody_can_stand(tmp_path: Path) -> None:
    path = written(tmp_path, made_map(tile_layer("ground", "##"), objects()))
    row = json.loads(RUN.invoke(cli, ["map", "inspect", "--json", str(path)]).stdout)
    assert row["solid"]["cells"] == 2
    assert any("nowhere to stand" in text for text in row["warnings"])


def test_inspect_is_readable_without_json(tmp_path: Path) -> None:
    run = RUN.invoke(cli, ["map", "inspect", str(written(tmp_path, GOOD))])
    assert "  width: 3\n" in run.stdout
    assert "  exits: none\n" in run.stdout


def test_report_ends_with_status_1_only_for_what_cannot_be_used(tmp_path: Path) -> None:
    good = RUN.invoke(cli, ["map", "report", str(written(tmp_path, GOOD))])
    assert (good.exit_code, "Nothing to remark." in good.stdout) == (0, True)
    bad = RUN.invoke(cli, ["map", "report", str(tmp_path / "none.tmj")])
    assert bad.exit_code == 1
    assert "cannot be used" in bad.stdout
    assert "Traceback" not in bad.output
