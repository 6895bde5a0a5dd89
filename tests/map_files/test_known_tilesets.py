from __future__ import annotations

from dataclasses import replace

import pytest

from island_server.map_files.known_tilesets import licence_notes
from tests.map_files.made_maps import made_map, tile_layer
from tests.map_files.read_maps import tiled_of

PLAIN = tiled_of(made_map(tile_layer("ground", ".."))).tilesets[0]


@pytest.mark.parametrize(
    ("name", "image", "title"),
    [
        ("WA_Special_Zones", "tilesets/WA_Special_Zones.png", "WorkAdventure's own tilesets"),
        ("x", "tilesets/WA_Room_Builder.png", "WorkAdventure's own tilesets"),
        ("LimeZu_ME_Camping", "x.png", "LimeZu"),
        ("b", "23_Room_Builder_32x32.png", "LimeZu"),
        ("lpc-furniture", "x.png", "LPC (Liberated Pixel Cup)"),
        ("x", "tiles/LPC/terrain.png", "LPC (Liberated Pixel Cup)"),
        ("Kenney city", "x.png", "Kenney"),
        ("rc3-mullana-overlay", "x.png", "rC3 and other congress art"),
    ],
)
def test_known_art_is_told_by_its_names(name: str, image: str, title: str) -> None:
    found = list(licence_notes([replace(PLAIN, name=name, image=image)]))
    assert [(art.title, names) for art, names in found] == [(title, (name,))]


@pytest.mark.parametrize("name", ["ground", "WAter", "wave", "background", "helpc", "arc3d"])
def test_other_art_is_left_alone(name: str) -> None:
    assert list(licence_notes([replace(PLAIN, name=name, image=f"{name}.png")])) == []


def test_a_missing_tileset_is_known_by_its_name() -> None:
    missing = replace(PLAIN, name="WA_Tables", image=None, missing=True)
    assert [art.title for art, _ in licence_notes([missing, missing])] == [
        "WorkAdventure's own tilesets"
    ]
