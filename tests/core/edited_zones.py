"""Hosts who change the zones of an island."""

from __future__ import annotations

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.zones import Zone, ZoneKind
from tests.core.island import Isle, box

ROWS = ("a.b.......", "..........", "..........", "..........")
MEETING = box("m", ZoneKind.MEETING, (0, 0), (4, 2))


def put(isle: Isle, zone: Zone, by: str = "a") -> list[ev.Event]:
    return isle.do(cmd.PutZone(isle[by], zone))


def remove(isle: Isle, zone: Zone, by: str = "a") -> list[ev.Event]:
    return isle.do(cmd.RemoveZone(isle[by], zone.id))


def kinds(events: list[ev.Event]) -> list[str]:
    return [type(event).__name__ for event in events]
