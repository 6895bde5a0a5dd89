"""`island map`, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from island_server.cli import cli
from tests.map_files.made_maps import made_map, objects, tile_layer, written

GOOD = made_map(tile_layer("ground", "...", "..#"), objects())
RUN = CliRunner()


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
