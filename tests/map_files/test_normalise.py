from __future__ import annotations

import gzip
import random
from array import array
from dataclasses import replace

from island_server.core.doors import Door
from island_server.core.ids import DoorId, ZoneId
from island_server.core.zone_effects import Focus, Portal, Sound, Tab, Tooltip, Trigger, Website
from island_server.core.zones import Zone, ZoneKind
from island_server.map_files import normalise
from island_server.map_files.credits import Credit
from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.tiled_model import LayerStyle, TiledMap, TileLayer
from tests.map_files.made_tiled import packed, picture, sheet, things, tiled_map, tiles

HIDDEN = LayerStyle(visible=False)


def door(name: str = "barn") -> Door:
    return Door(
        DoorId(name),
        is_open_at_start=True,
        closed_solid=((0, 1, 3),),
        open_solid=(),
        spans=((0, 0, 1),),
        open_label="Open up",
    )


def test_a_map_says_its_version_first() -> None:
    document = packed(tiled_map(tiles("ground", 1, 2)))
    assert list(document)[:2] == ["version", "id"]
    assert document["version"] == 2
    assert document["id"].startswith("made-")


def test_the_id_names_files_and_what_they_hold() -> None:
    tiled = tiled_map(tiles("ground", 1, 2))
    ids = {
        packed(tiled)["id"],
        packed(tiled, {"art/sheet.png": replace(picture("sheet.png"), content=b"other")})["id"],
        packed(tiled, extras=normalise.Extras(files={"sea.ogg": b"waves"}))["id"],
        packed(tiled, extras=normalise.Extras(files={"sea.ogg": b"gulls"}))["id"],
    }
    assert len(ids) == 4


def test_zones_bring_their_rules_and_what_they_do() -> None:
    effects = (
        Website(
            "https://example.org/", Trigger.ACTION, "Look", 40, closable=False, allow=("camera",)
        ),
        Tab("guide.pdf"),
        Sound("sea.ogg", volume=0.5, loop=False),
        Focus(0.35),
        Tooltip("Mind the step", 500),
    )
    zone = Zone(
        ZoneId("z"),
        ZoneKind.MEETING,
        {"nl": "Zaal"},
        {},
        ((0, 0, 2),),
        joins=Trigger.ACTION,
        lockable=True,
        max_people=0,
        hosts_only=True,
        effects=effects,
    )
    (found,) = packed(tiled_map(tiles("ground", 1, 2)), zones=(zone,))["zones"]
    assert (found["joins"], found["lockable"], found["max_people"]) == ("action", True, 0)
    assert found["hosts_only"] is True
    assert [effect["effect"] for effect in found["effects"]] == [
        "website",
        "tab",
        "sound",
        "focus",
        "tooltip",
    ]
    assert found["effects"][0] == {
        "effect": "website",
        "url": "https://example.org/",
        "trigger": "action",
        "label": "Look",
        "width_percent": 40,
        "closable": False,
        "allow": ["camera"],
    }


def test_a_portal_is_open_if_the_server_has_that_island() -> None:
    def zone(name: str, island: str) -> Zone:
        portal = Portal(island, "quay")
        return Zone(ZoneId(name), ZoneKind.PLACE, {}, {}, ((0, 0, 1),), portal=portal)

    zones = (zone("a", "nes"), zone("b", "elsewhere"), zone("c", ""))
    extras = normalise.Extras(islands={"nes"})
    found = packed(tiled_map(tiles("ground", 1)), extras=extras, zones=zones)["zones"]
    assert [zone["portal"]["open"] for zone in found] == [True, False, True]
    assert found[0]["portal"] == {"island": "nes", "entry": "quay", "open": True}


def test_a_door_names_its_layers_by_their_place_among_those_sent() -> None:
    layers = (
        tiles("unseen", 1, 1, 1, style=HIDDEN),
        tiles("ground", 1, 1, 1),
        tiles("opened", 2, 2, 2, style=HIDDEN),
        tiles("nothing", 0, 0, 0),
        tiles("closed", 3, 3, 3),
    )
    own = DoorLayers(DoorId("barn"), open_layers=(2,), closed_layers=(3, 4))
    document = packed(tiled_map(*layers), extras=normalise.Extras(doors=(own,)), doors=(door(),))
    assert [layer["name"] for layer in document["layers"]] == ["ground", "opened", "closed"]
    assert [layer["shown"] for layer in document["layers"]] == [True, False, True]
    (found,) = document["doors"]
    assert found["open"] is True
    assert found["when_open"] == {"show": [1], "hide": [2], "solid": []}
    assert found["when_closed"] == {"show": [2], "hide": [1], "solid": [1, 2]}
    assert (found["open_label"], found["close_label"]) == ("Open up", "")


def test_a_door_without_layers_is_a_door_all_the_same() -> None:
    (found,) = packed(tiled_map(tiles("ground", 1, 1, 1)), doors=(door(),))["doors"]
    assert found["when_closed"] == {"show": [], "hide": [], "solid": [1, 2]}


def test_credits_are_sent_along() -> None:
    extras = normalise.Extras(credits=(Credit("sheet", "By somebody, CC BY 4.0"),))
    document = packed(tiled_map(tiles("ground", 1)), extras=extras)
    assert document["credits"] == [{"what": "sheet", "text": "By somebody, CC BY 4.0"}]


def test_only_pictures_of_what_can_be_seen_are_asked_for() -> None:
    unused = sheet(100, image="unused.png")
    layers = (tiles("ground", 1, 2), tiles("hidden", 100, 100, style=HIDDEN), things())
    tiled = tiled_map(*layers, tilesets=(sheet(), unused))
    assert normalise.used_images(tiled) == ["art/sheet.png"]
    shown_by_door = (DoorLayers(DoorId("barn"), (1,), ()),)
    assert normalise.used_images(tiled, shown_by_door) == ["art/sheet.png", "unused.png"]


def test_a_large_map_becomes_small() -> None:
    """Patches of ground with things strewn over them, as people draw them: 200 x 200, 10 layers."""
    chance = random.Random(7)
    side = 200
    ground = array("I", bytes(4 * side * side))
    for _ in range(400):
        x, y, gid = chance.randrange(side), chance.randrange(side), chance.randrange(1, 60)
        for row in range(y, min(y + 20, side)):
            end = min(x + 20, side)
            ground[row * side + x : row * side + end] = array("I", [gid]) * (end - x)
    layers: list[TileLayer] = [TileLayer("ground", LayerStyle(), {}, ground)]
    for n in range(9):
        strewn = array("I", bytes(4 * side * side))
        for _ in range(800):
            strewn[chance.randrange(side * side)] = chance.randrange(1, 400)
        layers.append(TileLayer(f"things {n}", LayerStyle(), {}, strewn))
    tiled: TiledMap = replace(
        tiled_map(*layers, tilesets=(sheet(count=400),)), width=side, height=side
    )
    source_bytes = sum(len(",".join(map(str, layer.gids))) for layer in layers)
    document = packed(tiled)
    compressed = gzip.compress(repr(document).encode())
    assert len(compressed) < 0.15 * source_bytes
