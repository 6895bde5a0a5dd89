from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from island_server.errors import MapError, SettingsError
from island_server.event_maps import EventMaps, library_of
from island_server.map_files.bundled import maps_folder
from island_server.settings import Settings
from tests.map_files.made_maps import png
from tests.map_files.packages import OFFICE_FILES, encoded, laid_out, office

NOW_MS = 1


@pytest.fixture
def event(tmp_path: Path) -> Settings:
    laid_out(tmp_path / "maps" / "nes", {"nes.tmj": encoded(office()), "tiles.png": png()})
    return Settings(data_dir=tmp_path / "data", maps_dir=tmp_path / "maps")


def add_office(settings: Settings, folder: Path) -> None:
    given = laid_out(folder / "given", OFFICE_FILES)
    library_of(settings).add(given / "office.tmj", given, "office", "office.tmj", NOW_MS)


def opened(settings: Settings) -> tuple[str, tuple[str, ...]]:
    event_map = EventMaps(settings.map, library_of(settings)).open_main()
    return event_map.name, event_map.loaded.warnings


def test_the_settings_say_where_an_event_begins(event: Settings, tmp_path: Path) -> None:
    assert opened(event) == ("nes", ())
    add_office(event, tmp_path)
    assert opened(event.model_copy(update={"map": "office"})) == ("office", ())
    path = str(tmp_path / "given" / "office.tmj")
    assert opened(event.model_copy(update={"map": path})) == ("office", ())


def test_a_choice_goes_before_the_settings(event: Settings, tmp_path: Path) -> None:
    add_office(event, tmp_path)
    library_of(event).choose("office")
    assert opened(event) == ("office", ())


def test_a_choice_that_cannot_be_used_any_more_is_warned_about(
    event: Settings, tmp_path: Path
) -> None:
    add_office(event, tmp_path)
    library_of(event).choose("office")
    (event.data_dir / "maps" / "office" / "files" / "office.tmj").write_bytes(b"{")
    name, (warning,) = opened(event)
    assert name == "nes"
    assert warning.startswith("office, which was chosen, cannot be used, so ISLAND_MAP is: ")


def test_an_unknown_map_is_one_line_with_the_names_there_are(
    event: Settings, tmp_path: Path
) -> None:
    add_office(event, tmp_path)
    with pytest.raises(SettingsError, match=r"ISLAND_MAP: atlantis: .* nes, office"):
        opened(event.model_copy(update={"map": "atlantis"}))


def test_limits_come_from_the_settings(event: Settings, tmp_path: Path) -> None:
    add_office(event.model_copy(update={"maps_kept": 1}), tmp_path)
    assert library_of(event.model_copy(update={"maps_kept": 1})).is_full()
    assert not library_of(event).is_full()


TINY = maps_folder() / "tiny" / "tiny.tmj"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three maps of somebody's own, one of them broken."""
    own = tmp_path / "own"
    own.mkdir()
    for name in ("Home.tmj", "garden.json", "nes.tmj"):
        shutil.copy(TINY, own / name)
    shutil.copy(TINY.with_name("tiles.png"), own / "tiles.png")
    (own / "cellar.tmj").write_text("{", encoding="utf-8")
    return own


def maps_beside(file: Path) -> EventMaps:
    return EventMaps(str(file), library_of(Settings(data_dir=file.parent / "data")))


async def test_the_maps_beside_the_main_one_and_those_of_eiland_are_known(folder: Path) -> None:
    maps = maps_beside(folder / "Home.tmj")
    assert set(maps.names()) == {"ameland", "nes", "tiny", "home", "garden", "cellar"}
    assert maps.open_main().name == "home"
    loaded = await maps.load("garden")
    assert loaded.island.id == loaded.bundle.id
    assert loaded.bundle.id.startswith("garden")


async def test_what_is_not_there_or_broken_is_said(folder: Path) -> None:
    maps = maps_beside(folder / "Home.tmj")
    with pytest.raises(MapError, match="atlantis: no such map"):
        await maps.load("atlantis")
    with pytest.raises(MapError, match="cellar"):
        await maps.load("cellar")


async def test_a_map_beside_the_main_one_goes_before_one_of_the_same_name(folder: Path) -> None:
    tiny, nes = [await maps_beside(folder / "Home.tmj").load(name) for name in ("tiny", "nes")]
    assert nes.island.tiles == tiny.island.tiles


async def test_names_are_known_without_a_look_at_the_disk(
    event: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(event)
    maps = EventMaps(event.map, library)
    assert maps.names() == ("nes",)
    given = laid_out(tmp_path / "given", OFFICE_FILES)
    library.add(given / "office.tmj", given, "office", "office.tmj", NOW_MS)
    assert maps.names() == ("nes", "office")
    library.remove("office")
    assert maps.names() == ("nes",)
    add_office(event, tmp_path)
    await maps.load("nes")
    assert maps.names() == ("nes", "office"), "added by the command, and known after any load"
    monkeypatch.setattr(library, "names", None)
    assert maps.names() == ("nes", "office")
