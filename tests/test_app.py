"""Which maps a server knows by the name of its main one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from island_server.app import FolderMaps
from island_server.errors import MapError
from island_server.map_files.bundled import maps_folder

TINY = maps_folder() / "tiny" / "tiny.tmj"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three maps of somebody's own, one of them broken."""
    for name in ("home.tmj", "garden.json"):
        shutil.copy(TINY, tmp_path / name)
    shutil.copy(TINY.with_name("tiles.png"), tmp_path / "tiles.png")
    (tmp_path / "cellar.tmj").write_text("{", encoding="utf-8")
    return tmp_path


async def test_the_maps_beside_the_main_one_and_those_of_eiland_are_known(folder: Path) -> None:
    maps = FolderMaps(str(folder / "home.tmj"), None)
    assert maps.main == "home"
    assert set(maps.names()) == {"ameland", "nes", "tiny", "home", "garden", "cellar"}
    loaded = await maps.load("garden")
    assert loaded.island.id == loaded.bundle.id
    assert loaded.bundle.id.startswith("garden")


async def test_what_is_not_there_or_broken_is_said(folder: Path) -> None:
    maps = FolderMaps(str(folder / "home.tmj"), None)
    with pytest.raises(MapError, match="atlantis: there is no such map"):
        await maps.load("atlantis")
    with pytest.raises(MapError, match="cellar"):
        await maps.load("cellar")


async def test_a_map_of_ones_own_goes_before_one_of_the_same_name(folder: Path) -> None:
    shutil.copy(folder / "home.tmj", folder / "nes.tmj")
    maps = FolderMaps(str(folder / "nes.tmj"), None)
    assert (await maps.load("nes")).island.tiles.width == (
        await maps.load("tiny")
    ).island.tiles.width
