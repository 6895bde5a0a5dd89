"""Small islands, drawn in letters, on which tests let avatars walk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.blocks import IsBlocked, nobody_blocked
from island_server.core.doors import Door
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.motion import Run
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zones import Zone, ZoneKind

N, NE, E, SE, S, SW, W, NW = range(8)
LOOK = (0, 0, 0, 0, 0, 0, 0)
RULES = Rules()


def drawn(*rows: str) -> TileMap:
    """A map of rows: `#` is a wall, anything else is free."""
    return TileMap(len(rows[0]), len(rows), bytes(c == "#" for c in "".join(rows)))


def box(
    name: str,
    kind: ZoneKind,
    at: tuple[int, int],
    size: tuple[int, int],
    *,
    capacity: int | None = None,
    stage: str | None = None,
    **more: Any,
) -> Zone:
    """A rectangular zone; `more` are other fields of `Zone`."""
    (x, y), (width, height) = at, size
    spans = tuple((row, x, x + width) for row in range(y, y + height))
    return Zone(ZoneId(name), kind, {"en": name}, {}, spans, capacity, stage, **more)


class Isle:
    """A world of rows: `#` is a wall, each letter the tile on which the avatar so named enters.

    Avatars enter at 0 ms in the order of the alphabet, so `a` is avatar 1. Time passes only by
    `until`. All events are in `log`.
    """

    def __init__(
        self,
        *rows: str,
        zones: Sequence[Zone] = (),
        doors: Sequence[Door] = (),
        entries: Mapping[str, Sequence[tuple[int, int]]] | None = None,
        rules: Rules = RULES,
        is_blocked: IsBlocked = nobody_blocked,
    ) -> None:
        self.now_ms = 0
        self.is_blocked = is_blocked
        self.log: list[ev.Event] = []
        named = {n: tuple(TilePos(*t) for t in tiles) for n, tiles in (entries or {}).items()}
        start = (TilePos(0, 0),)
        self.world = World(
            IslandMap("test", "Test", drawn(*rows), tuple(zones), start, named, tuple(doors)),
            rules,
            is_blocked=is_blocked,
        )
        self._ids: dict[str, AvatarId] = {}
        tiles = {c: (x, y) for y, row in enumerate(rows) for x, c in enumerate(row) if c.isalpha()}
        for name in sorted(tiles):
            self.enter(name, *tiles[name])

    def __getitem__(self, name: str) -> AvatarId:
        return self._ids[name]

    def __contains__(self, name: str) -> bool:
        return name in self._ids

    def enter(
        self, name: str, x: int, y: int, role: ev.Role = ev.Role.ATTENDEE, entry: str = ""
    ) -> list[ev.Event]:
        self.world.island = replace(self.world.island, starts=(TilePos(x, y),))
        events = self.do(cmd.Enter(PersonId(f"person-{name}"), name, LOOK, role, entry))
        self._ids[name] = next(e.avatar for e in events if isinstance(e, ev.Entered))
        return events

    def do(self, command: cmd.Command) -> list[ev.Event]:
        """The events of a command, now."""
        events = self.world.apply(command, self.now_ms)
        self.log += events
        return events

    def until(self, now_ms: int) -> list[ev.Event]:
        """Let time pass until a moment; the events that it brings."""
        self.now_ms = now_ms
        events = self.world.advance(now_ms)
        self.log += events
        return events

    def walk(
        self, name: str, *runs: tuple[int, int], at: tuple[int, int] | None = None
    ) -> list[ev.Event]:
        """Walk (direction, steps)... from the tile where the avatar is, or from another."""
        x, y = self.tile(name) if at is None else at
        return self.do(cmd.Walk(self[name], x, y, tuple(Run(*run) for run in runs)))

    def tile(self, name: str) -> tuple[int, int]:
        return tuple(self.world.tile(self[name]))

    def go(self, name: str, x: int, y: int) -> list[ev.Event]:
        return self.do(cmd.GoTo(self[name], x, y))

    def talking(self) -> list[str]:
        """Who talks with whom: the names of each conversation in the order in which they joined."""
        names = {avatar: name for name, avatar in self._ids.items()}
        return [
            "".join(names[member] for member in conversation.members)
            for conversation in self.world.state.conversations.values()
        ]

    def rejection(self, command: cmd.Command) -> str | None:
        """The reason for which a command is refused; None if it is carried out."""
        events = self.do(command)
        last = events[-1] if events else None
        return last.reason if isinstance(last, ev.CommandRejected) else None
