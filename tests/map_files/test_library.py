from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from island_server.errors import MapError, StoreError
from island_server.map_files.library import LibraryLimits, MapLibrary
from island_server.map_files.map_package import PackageLimits

from .made_maps import area, made_map, objects, png, tile_layer
from .packages import OFFICE_FILES, encoded, everything_in, laid_out, office, zipped

NOW_MS = 1_750_000_000_000


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def library(tmp_path: Path, data_dir: Path) -> MapLibrary:
    bundled = tmp_path / "bundled" / "nes"
    laid_out(bundled, {"nes.tmj": encoded(office()), "tiles.png": png()})
    return MapLibrary(tmp_path / "bundled", data_dir)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return laid_out(tmp_path / "given", {**OFFICE_FILES, "unused.png": png()})


def add(library: MapLibrary, given: Path, name: str = "office") -> None:
    library.add(given / "office.tmj", given, name, "office.tmj", NOW_MS)


def test_an_added_map_is_there_with_all_it_needs_and_no_more(
    library: MapLibrary, data_dir: Path, given: Path
) -> None:
    add(library, given)
    assert library.names() == ("nes", "office")
    assert everything_in(data_dir) == {
        "maps",
        "maps/office",
        "maps/office/map.json",
        "maps/office/files",
        "maps/office/files/office.tmj",
        "maps/office/files/tiles.png",
    }
    shutil.rmtree(given)
    assert library.load("office").island.tiles.width == 4
    summary = library.summaries()[1]
    assert (summary.name, summary.width, summary.height) == ("office", 4, 3)
    assert (summary.added_ms, summary.source, summary.bundled) == (NOW_MS, "office.tmj", False)
    assert summary.size_bytes == sum(len(content) for content in OFFICE_FILES.values())


def test_another_program_sees_it_too(
    library: MapLibrary, tmp_path: Path, data_dir: Path, given: Path
) -> None:
    add(library, given)
    assert MapLibrary(tmp_path / "bundled", data_dir).names() == ("nes", "office")


def test_a_summary_tells_what_kinds_of_zones_there_are(library: MapLibrary, tmp_path: Path) -> None:
    quiet = area("Hush", 1, 1, 2, 1, silent=True)
    document = made_map(tile_layer("floor", "....", "....", "...."), objects(quiet))
    laid_out(tmp_path / "z", {"z.tmj": encoded(document), "tiles.png": png()})
    library.add(tmp_path / "z" / "z.tmj", tmp_path / "z", "z", "z.tmj", NOW_MS)
    assert dict(library.summaries()[1].zones) == {"quiet": 1}


@pytest.mark.parametrize("name", ["", "A", "a b", "../x", ".new", "-a", "a-", "x" * 41, "é", "a/b"])
def test_a_name_is_plain(library: MapLibrary, given: Path, name: str) -> None:
    with pytest.raises(MapError, match="a map's name is"):
        add(library, given, name)


def test_the_name_of_a_bundled_map_is_not_given_away(library: MapLibrary, given: Path) -> None:
    with pytest.raises(MapError, match="nes: is the name of a map that comes with Eiland"):
        add(library, given, "nes")


def test_a_map_that_cannot_be_used_leaves_nothing_and_names_no_folder(
    library: MapLibrary, data_dir: Path, given: Path
) -> None:
    (given / "office.tmj").write_text('{"layers": 5}')
    with pytest.raises(MapError) as caught:
        add(library, given)
    assert str(caught.value).startswith("office.tmj: ")
    assert str(data_dir) not in str(caught.value)
    assert everything_in(data_dir) == {"maps"}


def test_a_replacement_that_fails_leaves_the_former_map(library: MapLibrary, given: Path) -> None:
    add(library, given)
    former = library.load("office").bundle.id
    (given / "office.tmj").write_text("{")
    with pytest.raises(MapError):
        add(library, given)
    assert library.load("office").bundle.id == former


def test_a_replacement_takes_the_place_as_a_whole(
    library: MapLibrary, data_dir: Path, given: Path
) -> None:
    add(library, given)
    wider = made_map(tile_layer("floor", "......"), objects())
    (given / "office.tmj").write_bytes(encoded(wider))
    add(library, given)
    assert library.load("office").island.tiles.width == 6
    assert {path.name for path in (data_dir / "maps").iterdir()} == {".lock", "office"}


def test_the_library_has_an_end(tmp_path: Path, data_dir: Path, given: Path) -> None:
    library = MapLibrary(tmp_path / "none", data_dir, LibraryLimits(maps=1))
    add(library, given, "one")
    assert library.is_full()
    with pytest.raises(MapError, match="two: there are 1 maps already"):
        add(library, given, "two")
    add(library, given, "one")


def test_its_files_have_limits(tmp_path: Path, data_dir: Path, given: Path) -> None:
    package = PackageLimits(unpacked_bytes=len(OFFICE_FILES["office.tmj"]) + 10)
    library = MapLibrary(tmp_path / "none", data_dir, LibraryLimits(package=package))
    with pytest.raises(MapError, match=r"office\.tmj: its files are too large"):
        add(library, given)
    assert everything_in(data_dir) == {"maps"}


def test_a_disk_that_refuses_is_one_line_and_leaves_nothing(
    library: MapLibrary, data_dir: Path, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, given)

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    for name in ("office", "other"):
        with pytest.raises(StoreError, match="No space left on device") as caught:
            add(library, given, name)
        assert len(str(caught.value).splitlines()) == 1
    with pytest.raises(StoreError):
        library.choose("office")
    monkeypatch.undo()
    assert {path.name for path in (data_dir / "maps").iterdir()} == {".lock", "office"}
    assert library.load("office").island.tiles.width == 4


def test_adding_at_the_same_time_loses_nothing(library: MapLibrary, given: Path) -> None:
    names = [f"map-{n}" for n in range(4)] * 2
    threads = [threading.Thread(target=add, args=(library, given, name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.names() == ("nes", "map-0", "map-1", "map-2", "map-3")
    for name in library.names():
        library.load(name)


def test_a_removed_map_is_gone_and_a_bundled_one_stays(
    library: MapLibrary, data_dir: Path, given: Path
) -> None:
    add(library, given)
    library.remove("office")
    assert library.names() == ("nes",)
    assert everything_in(data_dir) == {"maps"}
    with pytest.raises(MapError, match="cannot be removed"):
        library.remove("nes")
    with pytest.raises(MapError, match="office: no such map; by name there are: nes"):
        library.remove("office")


def test_what_crashes_left_is_put_right(library: MapLibrary, data_dir: Path, given: Path) -> None:
    add(library, given)
    maps = data_dir / "maps"
    (maps / "office").rename(maps / ".old.office.0123")  # its replacement never came
    for leftover in (".new.0123", ".gone.0123", ".upload.0123"):
        laid_out(maps / leftover, {"files/a.png": b""})
    with library.staging() as at_work:
        (at_work / "0.part").touch()
        library.clean()
        assert (at_work / "0.part").exists()
    assert library.names() == ("nes", "office")
    assert {path.name for path in maps.iterdir()} == {".lock", "office"}


def test_a_former_map_goes_when_its_replacement_came(
    library: MapLibrary, data_dir: Path, given: Path
) -> None:
    add(library, given)
    shutil.copytree(data_dir / "maps" / "office", data_dir / "maps" / ".old.office.0123")
    library.clean()
    assert {path.name for path in (data_dir / "maps").iterdir()} == {".lock", "office"}


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"name": "office"}', '{"name": 5}', "\0" * 100]
)
def test_a_damaged_map_is_left_out(
    library: MapLibrary, data_dir: Path, given: Path, content: str
) -> None:
    add(library, given)
    (data_dir / "maps" / "office" / "map.json").write_text(content)
    assert library.names() == ("nes",)


def test_meta_that_points_elsewhere_is_not_believed(
    library: MapLibrary, data_dir: Path, given: Path
) -> None:
    add(library, given)
    path = data_dir / "maps" / "office" / "map.json"
    for file in ("../../../x.tmj", "/etc/x.tmj"):
        path.write_text(json.dumps({**json.loads(path.read_text()), "file": file}))
        assert library.names() == ("nes",)


def test_a_choice_is_kept(library: MapLibrary, tmp_path: Path, data_dir: Path, given: Path) -> None:
    assert library.chosen() is None
    add(library, given)
    library.choose("office")
    library.choose("office")
    assert MapLibrary(tmp_path / "bundled", data_dir).chosen() == "office"
    library.choose("nes")
    assert library.chosen() == "nes"
    with pytest.raises(MapError, match="no such map"):
        library.choose("atlantis")


def test_a_choice_of_a_map_that_is_gone_is_none(library: MapLibrary, given: Path) -> None:
    add(library, given)
    library.choose("office")
    library.remove("office")
    assert library.chosen() is None


def test_every_map_of_a_zip_is_added_or_says_why_not(library: MapLibrary, tmp_path: Path) -> None:
    files = {
        "repo/a/office.tmj": encoded(office()),
        "repo/a/tiles.png": png(),
        "repo/b/office.tmj": encoded(office()),
        "repo/b/tiles.png": png(),
        "repo/broken.tmj": b"{}",
        "repo/nes.tmj": encoded(office()),
        "repo/tiles.png": png(),
    }
    added = library.add_zip(zipped(tmp_path / "maps.zip", files), NOW_MS)
    assert [(one.file, one.name) for one in added] == [
        ("repo/a/office.tmj", "office"),
        ("repo/b/office.tmj", "office-2"),
        ("repo/broken.tmj", None),
        ("repo/nes.tmj", "nes-2"),
    ]
    assert added[2].problem is not None
    assert added[2].problem.startswith("broken.tmj: ")
    assert library.names() == ("nes", "nes-2", "office", "office-2")


def test_a_zip_without_a_map_is_refused_and_leaves_nothing(
    library: MapLibrary, data_dir: Path, tmp_path: Path
) -> None:
    with pytest.raises(MapError, match=r"maps\.zip: there is no map in it"):
        library.add_zip(zipped(tmp_path / "maps.zip", {"tiles.png": png()}), NOW_MS)
    assert everything_in(data_dir) == {"maps"}


def test_a_name_is_for_one_map(library: MapLibrary, tmp_path: Path) -> None:
    both = {"a.tmj": encoded(office()), "b.tmj": encoded(office()), "tiles.png": png()}
    with pytest.raises(MapError, match="there are 2 maps in it"):
        library.add_zip(zipped(tmp_path / "maps.zip", both), NOW_MS, "hall")
    (one,) = library.add_zip(zipped(tmp_path / "one.zip", OFFICE_FILES), NOW_MS, "hall")
    assert one.name == "hall"


def test_single_files_are_taken_in_by_the_names_they_were_given(library: MapLibrary) -> None:
    for replaced in (False, True):
        with library.staging() as folder:
            laid_out(folder, {"0.part": encoded(office()), "1.part": png()})
            staged = {"sub/office.tmj": folder / "0.part", "sub/tiles.png": folder / "1.part"}
            (one,) = library.take_in(staged, folder, NOW_MS)
        assert (one.name, one.replaced, one.problem) == ("office", replaced, None)


@pytest.mark.parametrize("name", ["../office.tmj", "/office.tmj", "c:\\office.tmj", "\0.tmj", ""])
def test_single_files_have_plain_names(library: MapLibrary, name: str) -> None:
    with library.staging() as folder:
        laid_out(folder, {"0.part": encoded(office())})
        with pytest.raises(MapError):
            library.take_in({name: folder / "0.part"}, folder, NOW_MS)


def test_problems_have_file_key_and_text(library: MapLibrary, data_dir: Path, given: Path) -> None:
    add(library, given)
    before = library.problems("office")
    (data_dir / "maps" / "office" / "files" / "tiles.png").unlink()
    (problem,) = [problem for problem in library.problems("office") if problem not in before]
    assert (problem.weight, problem.file) == ("error", "office.tmj")
    assert "tiles.png" in problem.key + problem.text
    (data_dir / "maps" / "office" / "files" / "office.tmj").write_bytes(b"{")
    (problem,) = library.problems("office")
    assert (problem.weight, problem.file) == ("error", "office.tmj")
    with pytest.raises(MapError, match="no such map"):
        library.problems("atlantis")


def test_a_rename_that_fails_puts_the_former_map_back(
    library: MapLibrary, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, given)
    rename = Path.rename

    def refuse_drafts(self: Path, target: Path) -> Path:
        if self.name.startswith(".new."):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_drafts)
    with pytest.raises(StoreError, match="Input/output error"):
        add(library, given)
    monkeypatch.undo()
    assert library.names() == ("nes", "office")


def test_single_files_without_folders_are_put_where_the_map_looks(
    library: MapLibrary, data_dir: Path
) -> None:
    document = office()
    document["tilesets"][0]["image"] = "art/ground/tiles.png"
    with library.staging() as folder:
        laid_out(folder, {"0.part": encoded(document), "1.part": png()})
        staged = {"office.tmj": folder / "0.part", "tiles.png": folder / "1.part"}
        (one,) = library.take_in(staged, folder, NOW_MS)
    assert (one.file, one.problem) == ("office.tmj", None)
    assert "maps/office/files/art/ground/tiles.png" in everything_in(data_dir)
