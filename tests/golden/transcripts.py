"""Whole afternoons as files: commands in, events out; and bytes with their meaning."""

from __future__ import annotations

import dataclasses
import json
from enum import Enum
from pathlib import Path
from typing import Any

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.deltas import unpack
from island_server.core.doors import Door
from island_server.core.ids import AvatarId, DoorId, PersonId, ZoneId
from island_server.core.interest import Interest
from island_server.core.island_map import IslandMap
from island_server.core.motion import Run, unpack_run
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zone_effects import Portal, Trigger
from island_server.core.zones import Zone, ZoneKind
from tests.golden.motion_vectors import motion_vectors

FOLDER = Path(__file__).parent
ENUMS = {"reason": ev.LeaveReason, "role": ev.Role, "availability": ev.Availability}

Json = dict[str, Any]


def commands_files() -> list[Path]:
    return sorted(FOLDER.glob("*.commands.json"))


def events_file(commands: Path) -> Path:
    return commands.with_name(commands.name.replace(".commands.", ".events."))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def written(rows: list[Any]) -> str:
    """JSON with one row to a line, so that a difference can be read."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n"


# --- afternoons


def play(script: Json) -> list[Json]:
    """The events of a script, each as `{"event": name, ...its fields}`."""
    return [{"event": type(event).__name__, **plain(event)} for event in events_of(script)]


def events_of(script: Json) -> list[ev.Event]:
    """The events of a script."""
    world = World(island_of(script), Rules(**script.get("rules", {})))
    events: list[ev.Event] = []
    for at_ms, name, fields in script["commands"]:
        events += world.apply(command_of(name, fields), at_ms)
    events += world.advance(script["until"])
    return events


def island_of(script: Json) -> IslandMap:
    rows = script["rows"]
    solid = bytes(c == "#" for c in "".join(rows))
    starts = tuple(
        TilePos(x, y) for y, row in enumerate(rows) for x, c in enumerate(row) if c == "s"
    )
    tiles = TileMap(len(rows[0]), len(rows), solid)
    zones = tuple(zone_of(zone) for zone in script.get("zones", []))
    entries = {
        name: tuple(TilePos(x, y) for x, y in cells)
        for name, cells in script.get("entries", {}).items()
    }
    doors = tuple(door_of(door) for door in script.get("doors", []))
    return IslandMap("golden", "Golden", tiles, zones, starts, entries, doors)


def zone_of(zone: Json) -> Zone:
    return Zone(
        ZoneId(zone["id"]),
        ZoneKind(zone["kind"]),
        {},
        {},
        tuple((y, x0, x1) for y, x0, x1 in zone["spans"]),
        zone.get("capacity"),
        zone.get("stage"),
        Trigger(zone.get("joins", "enter")),
        zone.get("lockable", False),
        zone.get("max_people"),
        zone.get("hosts_only", False),
        Portal(*zone["portal"]) if "portal" in zone else None,
    )


def door_of(door: Json) -> Door:
    spans = {
        name: tuple((y, x0, x1) for y, x0, x1 in door.get(name, []))
        for name in ("closed_solid", "open_solid", "spans")
    }
    return Door(
        DoorId(door["id"]),
        door["open"],
        **spans,
        opens_itself=door.get("opens_itself", False),
        closes_itself=door.get("closes_itself", False),
    )


def command_of(name: str, fields: Json) -> cmd.Command:
    given = {key: ENUMS[key](value) if key in ENUMS else value for key, value in fields.items()}
    if "look" in given:
        given["look"] = tuple(given["look"])
    if "runs" in given:
        given["runs"] = tuple(Run(*run) for run in given["runs"])
    if "person" in given:
        given["person"] = PersonId(given["person"])
    command: cmd.Command = getattr(cmd, name)(**given)
    return command


def plain(event: ev.Event) -> Json:
    return {
        field.name: value.value if isinstance(value, Enum) else value
        for field in dataclasses.fields(event)
        for value in [getattr(event, field.name)]
    }


# --- bytes


def delta_vectors() -> list[Json]:
    """Every message of one short afternoon, and of one who comes at the end of 32 bits of time."""
    script = read(FOLDER / "deltas.script.json")
    world = World(island_of(script), Rules(**script["rules"]))
    interest = Interest(world)
    vectors: list[Json] = []
    for at_ms, name, fields in script["commands"]:
        if name == "flush":
            interest.note(world.advance(at_ms))
            messages = [dispatch.message for dispatch in interest.flush(at_ms)]
            messages += [interest.view(AvatarId(a), at_ms) for a in fields["views"]]
            vectors += [vector(message) for message in messages]
        else:
            interest.note(world.apply(command_of(name, fields), at_ms))
    return vectors


def vector(message: bytes) -> Json:
    """Bytes and what they mean, in the words of docs/protocol.md section 5."""
    delta = unpack(message)
    return {
        "hex": message.hex(),
        "kind": message[0],
        "now": delta.now_ms,
        "cells": [list(cell) for cell in delta.cells],
        "records": [
            {
                "avatar": record.avatar,
                "t0": record.t0_ms,
                "x": record.x,
                "y": record.y,
                "facing": record.facing,
                "microphone": record.microphone,
                "camera": record.camera,
                "availability": record.availability.value,
                "conversation": record.conversation,
                "kind": record.kind and record.kind.value,
                "locked": record.locked,
                "on_stage": record.on_stage,
                "runs": [list(run) for run in record.runs],
            }
            for record in delta.records
        ],
    }


def run_vectors() -> list[Json]:
    """Packed runs: the smallest, the largest and some between, of each direction."""
    return [
        {"packed": packed, "direction": run.direction, "steps": run.steps}
        for direction in range(8)
        for steps in (0, 1, 2, 255, 4096, 8191)
        for packed in [direction << 13 | steps]
        for run in [unpack_run(packed)]
    ]


def chunk_vectors() -> list[Json]:
    """A chunk of movement of each form. Those of former forms are kept: nothing writes them now."""
    return motion_vectors(
        lambda name: events_of(read(FOLDER / f"{name}.commands.json")),
        read(FOLDER / "protocol" / "motion-chunks.json"),
    )


VECTORS = {
    "deltas.json": delta_vectors,
    "runs.json": run_vectors,
    "motion-chunks.json": chunk_vectors,
}
