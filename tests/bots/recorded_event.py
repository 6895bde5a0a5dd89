"""A small event, played by the world itself and written down as the recorder does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.attendance.insight import insight
from island_server.core.ids import AvatarId, PersonId
from island_server.core.island_map import IslandMap
from island_server.core.logged import Gap, Logged
from island_server.core.rules import Rules
from island_server.core.world import World
from tests.core.island import LOOK
from tests.realtime.served_island import Setup

START_MS = 1_750_000_000_000
Line = tuple[float, str, str | tuple[int, int]]
"""At so many seconds somebody comes, goes (as what reason), or walks to a tile."""

MEETINGS: tuple[Line, ...] = (
    (0, "anna", "come"),
    (1, "anna", (20, 10)),
    (2, "bram", "come"),
    (3, "bram", (21, 11)),
    (20, "cees", "come"),
    (21, "cees", (22, 10)),
    (40, "bram", (30, 2)),
    (42, "bram", (5, 15)),
    (50, "dirk", "come"),
    (51, "dirk", (6, 14)),
    (70, "dirk", "left"),
    (75, "bram", (15, 15)),
    (76, "bram", "lost"),
    (80, "anna", "left"),
)
"""Anna, Bram and Cees meet; then Bram goes to where Dirk finds him. Cees stays to the end."""


def play(
    lines: Sequence[Line], island: IslandMap | Setup | None = None, slower: float = 1
) -> list[Logged]:
    """The log of what these lines bring about, with every pause so many times longer."""
    if not isinstance(island, IslandMap):
        island = (island or Setup()).loaded("map").island
    world = World(island, Rules())
    avatars: dict[str, AvatarId] = {}
    events: list[ev.Event] = []
    for at_s, who, what in lines:
        now_ms = round(at_s * 1000 * slower)
        match what:
            case "come":
                enter = cmd.Enter(PersonId(who), who, LOOK, ev.Role.ATTENDEE)
                events += world.apply(enter, now_ms)
                avatars[who] = max(world.state.avatars)
            case str():
                events += world.apply(cmd.Leave(avatars[who], ev.LeaveReason(what)), now_ms)
            case (x, y):
                events += world.apply(cmd.GoTo(avatars[who], x, y), now_ms)
    events += world.advance(now_ms + round(5000 * slower))
    return logged(("map", event) for event in events)


def logged(events: Iterable[tuple[str, ev.Event | Gap]]) -> list[Logged]:
    """Entries of one run."""
    return [
        Logged(seq, 1, island, START_MS + event.t_ms, event)
        for seq, (island, event) in enumerate(events, start=1)
    ]


def met(log: Sequence[Logged]) -> dict[tuple[str, ...], int]:
    """For how many ms people, by name, were in conversation with one another."""
    names = {e.what.person: e.what.name for e in log if isinstance(e.what, ev.Entered)}
    found: dict[tuple[str, ...], int] = {}
    for edge in insight(log).encounters.edges:
        pair = tuple(sorted((names[edge.one], names[edge.other])))
        found[pair] = found.get(pair, 0) + edge.together_ms
    return found
