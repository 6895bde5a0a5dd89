from __future__ import annotations

import os
from pathlib import Path

import pytest

from island_server.errors import MapError
from island_server.map_files import map_cache
from island_server.map_files.map_cache import MapCache
from tests.map_files.made_maps import png
from tests.map_files.packages import OFFICE_FILES, laid_out

LATER_NS = 1_000_000_000


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return laid_out(tmp_path, OFFICE_FILES) / "office.tmj"


def touch(file: Path) -> None:
    """As if it was written a second later."""
    at_ns = file.stat().st_mtime_ns + LATER_NS
    os.utime(file, ns=(at_ns, at_ns))


def test_a_map_is_loaded_once(office: Path) -> None:
    cache = MapCache()
    assert cache.load(office) is cache.load(office)


def test_a_map_is_loaded_anew_when_one_of_its_files_has_changed(office: Path) -> None:
    cache = MapCache()
    seen = [cache.load(office)]
    for change in (
        lambda: touch(office),
        lambda: office.with_name("tiles.png").unlink(),
        lambda: office.with_name("tiles.png").write_bytes(png()),
    ):
        change()
        seen.append(cache.load(office))
        assert seen[-1] is not seen[-2]
    warned = [any("tiles.png" in line for line in loaded.warnings) for loaded in seen]
    assert warned == [False, False, True, False]


def test_a_file_that_has_nothing_to_do_with_a_map_changes_nothing(office: Path) -> None:
    cache = MapCache()
    loaded = cache.load(office)
    office.with_name("readme.txt").write_text("new", encoding="utf-8")
    assert cache.load(office) is loaded


def test_portals_follow_the_islands_that_there_are(office: Path) -> None:
    cache = MapCache()
    assert cache.load(office) is not cache.load(office, islands=["hall"])


def test_a_map_that_breaks_is_refused_and_then_read_again(office: Path) -> None:
    cache = MapCache()
    whole = office.read_bytes()
    loaded = cache.load(office)
    office.write_bytes(b"{")
    with pytest.raises(MapError):
        cache.load(office)
    office.write_bytes(whole)
    assert cache.load(office).bundle.id == loaded.bundle.id


def test_only_the_maps_used_last_are_kept(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_cache, "KEPT_MAPS", 2)
    cache = MapCache()
    first = cache.load(office, islands=["a"])
    cache.load(office, islands=["b"])
    assert cache.load(office, islands=["a"]) is first
    cache.load(office, islands=["c"])
    assert cache.load(office, islands=["a"]) is first
    cache.load(office, islands=["b"])
    cache.load(office, islands=["c"])
    assert cache.load(office, islands=["a"]) is not first
