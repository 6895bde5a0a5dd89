"""The layer of zones as strangers may have written it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from island_server.core.zones import Zone
from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.load import load_map
from tests.map_files.made_maps import area, made_map, objects, png, properties, tile_layer

ZONE: dict[str, Any] = {"id": "z", "kind": "table", "names": {"nl": "Tafel"}, "descriptions": {}}


def thing(zone: Any, cells: Any = None, x: int = 2, **more: Any) -> dict[str, Any]:
    """An object of two by two tiles."""
    stated = zone if isinstance(zone, str) or zone is None else json.dumps(zone)
    found = {"zone": stated} if cells is None else {"zone": stated, "cells": cells}
    box = {"x": x * 32, "y": 32, "width": 64, "height": 64}
    shape = {"name": "thing", "type": "eiland-zone", **box}
    return {**shape, "properties": properties(**found), **more}


def load(tmp_path: Path, *things: dict[str, Any], limits: MapLimits | None = None) -> Any:
    (tmp_path / "tiles.png").write_bytes(png())
    (tmp_path / "us.html").write_bytes(b"us")
    path = tmp_path / "map.tmj"
    document = made_map(
        tile_layer("ground", *["." * 12] * 6),
        objects(area("old", 0, 0, 2, 2, silent=True)),
        objects(*things, name="eiland-zones"),
        properties=properties(eilandZones=True),
    )
    path.write_text(json.dumps(document))
    return load_map(path, limits or MapLimits())


def zones(tmp_path: Path, *things: dict[str, Any]) -> tuple[tuple[Zone, ...], tuple[str, ...]]:
    loaded = load(tmp_path, *things)
    return loaded.island.zones, loaded.warnings


def test_only_the_zones_of_the_layer_are_there(tmp_path: Path) -> None:
    (zone,), warnings = zones(tmp_path, thing(ZONE))
    assert (zone.id, zone.spans, warnings) == ("z", ((1, 2, 4), (2, 2, 4)), ())


def test_without_the_mark_the_layer_means_nothing(tmp_path: Path) -> None:
    load(tmp_path, thing(ZONE))
    path = tmp_path / "map.tmj"
    document = json.loads(path.read_text())
    del document["properties"]
    path.write_text(json.dumps(document))
    assert [zone.id for zone in load_map(path).island.zones] == ["old"]


@pytest.mark.parametrize(
    ("zone", "cells"),
    [
        (None, None),
        ("{", None),
        ("[]", None),
        ({**ZONE, "kind": "volcano"}, None),
        ({**ZONE, "id": ""}, None),
        ({**ZONE, "id": "x" * 101}, None),
        ({**ZONE, "id": 7}, None),
        ({**ZONE, "names": {"nl": "x" * 101}}, None),
        ({**ZONE, "names": {"fy": "Tafel"}}, None),
        ({**ZONE, "colour": "red"}, None),
        ({**ZONE, "icon": "skull"}, None),
        ({**ZONE, "hours": [[2, 1]]}, None),
        ({**ZONE, "capacity": -1}, None),
        ({**ZONE, "effects": [{"effect": "explode"}]}, None),
        ({**ZONE, "effects": [{"effect": "focus", "margin": 99}]}, None),
        (ZONE, "["),
        (ZONE, "[[0, 1]]"),
        (ZONE, "[[0, 2, 1]]"),
        (ZONE, "[[1, 0, 1], [0, 0, 1]]"),
        (ZONE, "[[900, 0, 1]]"),
        (ZONE, "[]"),
    ],
)
def test_what_is_damaged_is_left_out_with_a_warning(tmp_path: Path, zone: Any, cells: Any) -> None:
    (found,), (warning,) = zones(tmp_path, thing(zone, cells), thing({**ZONE, "id": "right"}, x=6))
    assert found.id == "right"
    assert "left out" in warning
    assert warning.isprintable()


def test_two_zones_of_one_id_are_one(tmp_path: Path) -> None:
    (zone,), (warning,) = zones(tmp_path, thing(ZONE), thing(ZONE, x=6))
    assert zone.spans[0] == (1, 2, 4)
    assert "twice" in warning


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "/api", "gone.html"]
)
def test_addresses_are_looked_at_as_anywhere_in_a_map(tmp_path: Path, address: str) -> None:
    effects = [
        {"effect": "tab", "url": address},
        {"effect": "info", "text": "Us", "link": address},
        {"effect": "tab", "url": "us.html"},
    ]
    (zone,), warnings = zones(tmp_path, thing({**ZONE, "effects": effects}))
    assert [getattr(it, "url", getattr(it, "link", None)) for it in zone.effects] == ["", "us.html"]
    assert len(warnings) >= 1


def test_what_lies_outside_the_map_is_cut_off(tmp_path: Path) -> None:
    (zone,), _ = zones(tmp_path, thing(ZONE, "[[-1, -9, 3], [0, 5, 30], [90, 0, 3]]"))
    assert zone.spans == ((0, 0, 5), (1, 7, 12))


@pytest.mark.parametrize("limits", [MapLimits(zones=1), MapLimits(zone_cells=6)])
def test_a_layer_keeps_to_the_limits_of_maps(tmp_path: Path, limits: MapLimits) -> None:
    with pytest.raises(MapError, match=r"map\.tmj: more zones"):
        load(tmp_path, thing(ZONE), thing({**ZONE, "id": "y"}, x=6), limits=limits)
