"""Zones as plain data."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from island_server.core.ids import ZoneId
from island_server.core.zone_effects import (
    Focus,
    Info,
    Portal,
    Sound,
    Tab,
    Tooltip,
    Trigger,
    Website,
)
from island_server.core.zones import Zone, ZoneKind
from island_server.protocol.zone_form import zone_from_plain, zone_to_plain

PLAIN = Zone(ZoneId("z"), ZoneKind.PLACE, {}, {}, ((0, 0, 1),))
FULL = Zone(
    ZoneId("h1"),
    ZoneKind.TABLE,
    {"nl": "Tafel", "en": "Table"},
    {"nl": "Bij het raam"},
    ((2, 3, 9), (3, 3, 9)),
    6,
    "stage",
    Trigger.ACTION,
    lockable=True,
    max_people=0,
    hosts_only=True,
    portal=Portal("texel", "quay"),
    effects=(
        Website(
            "https://example.org/", Trigger.ACTION, "Look", 40, closable=False, allow=("camera",)
        ),
        Tab("guide.pdf"),
        Sound("sea.ogg", 0.5, loop=False),
        Focus(0.35),
        Tooltip("Mind the step", 3000),
        Info("Who we are", "us.png", "https://example.org/"),
    ),
    group="crew",
    knock=True,
    closed=True,
    colour="#0a7e8c",
    icon="table",
    host="Anna",
    question="Why?",
    hours=((1, 2), (3, 4)),
)


@pytest.mark.parametrize("zone", [PLAIN, FULL])
def test_a_zone_comes_back_as_it_was_through_json_and_messagepack(zone: Zone) -> None:
    plain = zone_to_plain(zone)
    assert zone_from_plain(json.loads(json.dumps(plain))) == zone
    assert zone_from_plain(msgspec.msgpack.decode(msgspec.msgpack.encode(plain))) == zone


def test_what_was_written_before_zones_had_more_fields_is_read() -> None:
    old = {
        name: value
        for name, value in zone_to_plain(PLAIN).items()
        if name in {"id", "kind", "names", "descriptions", "spans"}
    }
    assert zone_from_plain(old) == PLAIN


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "volcano"},
        {"spans": [[0, 3, 1]]},
        {"spans": "all"},
        {"effects": [{"effect": "explode"}]},
        {"effects": [{"url": "x"}]},
        {"effects": [{"effect": "tab"}]},
        {"effects": [{"effect": ["tab"]}]},
        {"effects": [7]},
        {"hours": [[1]]},
        {"names": None},
    ],
)
def test_what_is_no_zone_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several kinds
        zone_from_plain({**zone_to_plain(PLAIN), **change})


def test_nothing_at_all_is_no_zone() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several kinds
        zone_from_plain(None)
