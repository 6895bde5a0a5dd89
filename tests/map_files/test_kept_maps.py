from __future__ import annotations

import os
from pathlib import Path

import pytest

from island_server.errors import MapError
from island_server.map_files.kept_maps import FOLDER, KeptMaps, kept_document
from island_server.ports import IslandMapBundle

MUCH = 10_000


def made(map_id: str, size: int = 100) -> IslandMapBundle:
    """A map that takes `size` bytes in all."""
    document = b'{"zones": []}'
    return IslandMapBundle(map_id, document, {"tiles.png": b"x" * (size - len(document))})


def folders(data_dir: Path) -> list[str]:
    return sorted(path.name for path in (data_dir / FOLDER).iterdir())


def test_a_map_comes_back_as_it_was_also_after_a_restart(tmp_path: Path) -> None:
    KeptMaps(tmp_path, MUCH).keep(made("nes-1"))
    kept = KeptMaps(tmp_path, MUCH)
    assert kept.ids() == {"nes-1"}
    assert kept.bundle("nes-1") == made("nes-1")
    assert kept_document(tmp_path, "nes-1") == made("nes-1").json
    assert kept.bundle("nes-2") is None


def test_a_map_is_written_once(tmp_path: Path) -> None:
    kept = KeptMaps(tmp_path, MUCH)
    kept.keep(made("nes-1"))
    before = (tmp_path / FOLDER / "nes-1" / "island.json").stat()
    kept.keep(made("nes-1"))
    assert (tmp_path / FOLDER / "nes-1" / "island.json").stat().st_ino == before.st_ino


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    kept = KeptMaps(tmp_path, 300)
    for name in ("a", "b", "c"):
        kept.keep(made(name))
    kept.bundle("a")
    kept.keep(made("d"))
    assert kept.ids() == {"a", "c", "d"}
    kept.keep(made("c"))
    kept.keep(made("e", 200))
    assert kept.ids() == {"c", "e"}
    assert folders(tmp_path) == ["c", "e"]


def test_the_order_of_use_outlives_a_restart(tmp_path: Path) -> None:
    kept = KeptMaps(tmp_path, 300)
    for second, name in enumerate(("b", "c", "a")):
        kept.keep(made(name))
        os.utime(tmp_path / FOLDER / name, (second, second))
    kept = KeptMaps(tmp_path, 300)
    kept.keep(made("d"))
    assert kept.ids() == {"a", "c", "d"}


def test_maps_of_open_islands_stay_and_what_has_no_room_is_refused(tmp_path: Path) -> None:
    kept = KeptMaps(tmp_path, 300)
    kept.keep(made("a", 200))
    with pytest.raises(MapError, match="more than may be kept"):
        kept.keep(made("b", 200), in_use=["a"])
    with pytest.raises(MapError, match="more than may be kept"):
        kept.keep(made("c", 301))
    assert folders(tmp_path) == ["a"], "nothing is given up for what has no room anyway"


def test_what_no_log_names_goes(tmp_path: Path) -> None:
    kept = KeptMaps(tmp_path, MUCH)
    for name in ("a", "b", "c"):
        kept.keep(made(name))
    assert kept.forget_others({"b", "elsewhere"}) == 2
    assert folders(tmp_path) == ["b"]


def test_what_was_left_half_written_is_swept(tmp_path: Path) -> None:
    draft = tmp_path / FOLDER / ".nes-1.0123"
    draft.mkdir(parents=True)
    assert KeptMaps(tmp_path, MUCH).ids() == frozenset()
    assert folders(tmp_path) == []


def test_a_disk_that_refuses_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    kept = KeptMaps(tmp_path, MUCH)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        kept.keep(made("nes-1"))
    assert kept.ids() == frozenset()
    assert folders(tmp_path) == []


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", ".hidden", "x" * 300, "a\0b"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    kept = KeptMaps(tmp_path, MUCH)
    with pytest.raises(MapError, match="cannot be the name of a file"):
        kept.keep(made(name))
    with pytest.raises(MapError, match="cannot be the name of a file"):
        kept.keep(IslandMapBundle("nes-1", b"{}", {name: b""}))
    assert kept.bundle(name) is None
    assert kept_document(tmp_path, name) is None


def test_a_map_that_somebody_deleted_is_gone(tmp_path: Path) -> None:
    kept = KeptMaps(tmp_path, MUCH)
    kept.keep(made("nes-1"))
    (tmp_path / FOLDER / "nes-1" / "island.json").unlink()
    assert kept.bundle("nes-1") is None
