from __future__ import annotations

from island_server.map_files.credits import Credit
from tests.map_files.made_maps import made_map, objects, properties, tile_layer, tileset
from tests.map_files.read_maps import meaning_of


def test_credits_are_gathered_once_and_on_one_line() -> None:
    sets = [
        tileset(properties=properties(tilesetCopyright="CC-BY\n  Ann")),
        tileset(firstgid=9, properties=properties(tilesetCopyright="CC-BY Ann")),
    ]
    document = made_map(
        tile_layer("zee", "..", properties=properties(audioCopyright="Bob")),
        objects(),
        tilesets=sets,
        properties=properties(mapName="Eiland", mapCopyright="MIT", mapLink="https://x.org"),
    )
    assert meaning_of(document).credits == (
        Credit("Eiland", "MIT"),
        Credit("Eiland", "https://x.org"),
        Credit("ground", "CC-BY Ann"),
        Credit("zee", "Bob"),
    )


def test_a_map_without_credits_has_none() -> None:
    assert meaning_of(made_map(tile_layer("a", ".."))).credits == ()
