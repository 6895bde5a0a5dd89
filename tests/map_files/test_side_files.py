from __future__ import annotations

from pathlib import Path

import pytest

from island_server.core.ids import ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zone_effects import Effect, Focus, Sound, Tab, Trigger, Website
from island_server.core.zones import Zone, ZoneKind
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.references import Folder
from island_server.map_files.side_files import Brought, bring_files


def island(*effects: Effect) -> IslandMap:
    zone = Zone(ZoneId("quay"), ZoneKind.PLACE, {}, {}, ((0, 0, 1),), effects=effects)
    return IslandMap("made", "Made", TileMap(1, 1, b"\0"), (zone,), (TilePos(0, 0),))


def parts(brought: Brought) -> tuple[IslandMap, dict[str, bytes], list[str]]:
    return brought.island, brought.files, brought.warnings


def page(url: str) -> Website:
    return Website(url, Trigger.ENTER)


@pytest.fixture
def home(tmp_path: Path) -> Folder:
    folder = tmp_path / "map"
    (folder / "sounds").mkdir(parents=True)
    (folder / "sounds" / "sea.ogg").write_bytes(b"waves")
    (folder / "Op de kade.HTML").write_bytes(b"<p>hallo")
    (folder / "sea.ogg").write_bytes(b"other waves")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return Folder(folder, folder)


def test_files_get_plain_names_and_effects_name_them(home: Folder) -> None:
    known = island(Sound("sounds/sea.ogg"), page("Op%20de%20kade.HTML?x=1#top"), Focus(0.5))
    found, files, warnings = parts(bring_files(known, home, DEFAULT_LIMITS, taken=["sea.ogg"]))
    sound, website, focus = found.zones[0].effects
    assert sound == Sound("sea-2.ogg")
    assert website == page("Op-20de-20kade.html")
    assert focus == Focus(0.5)
    assert files == {"sea-2.ogg": b"waves", "Op-20de-20kade.html": b"<p>hallo"}
    assert warnings == []


def test_a_file_that_is_named_twice_is_brought_once(home: Folder) -> None:
    known = island(Sound("sea.ogg"), Sound("sea.ogg", volume=0.2), Sound("sounds/sea.ogg"))
    found, files, _ = parts(bring_files(known, home, DEFAULT_LIMITS))
    urls = [effect.url for effect in found.zones[0].effects if isinstance(effect, Sound)]
    assert urls == ["sea.ogg", "sea.ogg", "sea-2.ogg"]
    assert files == {"sea.ogg": b"other waves", "sea-2.ogg": b"waves"}


def test_addresses_stay_as_they_are(home: Folder) -> None:
    known = island(page("https://example.org/a.exe"), Tab("https://example.org/"))
    found, files, warnings = parts(bring_files(known, home, DEFAULT_LIMITS))
    assert (found, files, warnings) == (known, {}, [])


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("gone.txt", "does not exist"),
        ("../secret.txt", "outside the folder"),
        ("%2e%2e/secret.txt", "outside the folder"),
        ("link.txt", "outside the folder"),
        ("/etc/hostname.txt", "outside the folder"),
        ("sounds", "no kind that is served"),
        ("island.json", "no kind that is served"),
        ("picture.svg", "no kind that is served"),
        ("a\0b.txt", "impossible name"),
        ("javascript:alert(1).txt", "does not exist"),
    ],
)
def test_what_cannot_be_had_is_left_out_with_a_warning(
    home: Folder, url: str, problem: str
) -> None:
    found, files, (warning,) = parts(bring_files(island(page(url), Focus()), home, DEFAULT_LIMITS))
    assert found.zones[0].effects == (Focus(),)
    assert files == {}
    assert problem in warning
    assert "quay" in warning
    assert warning.isprintable()


def test_a_root_above_the_map_widens_what_may_be_read(home: Folder) -> None:
    folder = Folder(home.home, home.home.parent)
    found, files, _ = parts(bring_files(island(Tab("../secret.txt")), folder, DEFAULT_LIMITS))
    assert found.zones[0].effects == (Tab("secret.txt"),)
    assert files == {"secret.txt": b"secret"}


def test_files_keep_to_the_limits(home: Folder) -> None:
    both = island(Sound("sea.ogg"), Sound("sounds/sea.ogg"))
    for limits in (
        MapLimits(side_file_bytes=5),
        MapLimits(side_files_bytes=15),
        MapLimits(side_files=1),
    ):
        _, files, warnings = parts(bring_files(both, home, limits))
        assert len(files) == 1
        assert len(warnings) == 1
