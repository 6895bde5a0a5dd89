"""Chunks of movement and their meaning, which Python and the browser program read alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from island_server.core import events as ev
from island_server.core.ids import ISLAND_SHIFT, AvatarId
from island_server.core.logged import Logged
from island_server.core.motion import Run
from island_server.store.motion_chunks import encode_chunk
from island_server.store.motion_columns import unpack

Json = dict[str, Any]
Play = Callable[[str], list[ev.Event]]

WALL_MS = 1_750_000_000_000


def afternoon(play: Play) -> list[Logged]:
    """What moves in two afternoons on two islands at once, and what seldom happens."""
    entries: list[Logged] = []
    nes = [event for event in play("meeting") if isinstance(event, ev.Moved)]
    texel = [
        dataclasses.replace(event, avatar=AvatarId(event.avatar + (1 << ISLAND_SHIFT)))
        for event in play("zones")
        if isinstance(event, ev.Moved)
    ]
    both = [("nes", event) for event in nes] + [("Tèxel", event) for event in texel]
    for island, event in sorted(both, key=lambda pair: pair[1].t_ms):
        entries.append(Logged(7 + 2 * len(entries), 3, island, WALL_MS + event.t_ms, event))
    return entries + [
        Logged(1_000 + at, 3, island, wall_ms, event)
        for at, (island, wall_ms, event) in enumerate(rarities())
    ]


def rarities() -> list[tuple[str, int, ev.Moved]]:
    """Jumps of both clocks, a path yet to begin, the ends of the map, and a change of island."""
    late = 2**40
    avatar = AvatarId(2**32 - 1)
    long = tuple(Run(number % 8, 8191 - number) for number in range(20))
    whats = [
        ev.Moved(late, avatar, late - 70, 65_535, 0, 3, ()),
        ev.Moved(late + 1, avatar, late + 900, 65_535, 0, 2, (Run(2, 3),)),
        ev.Moved(late + 2, avatar, late + 2, 4, 4, 1, (Run(4, 0), Run(6, 9))),
        ev.Moved(late + 300, avatar, late + 202, 3, 4, 0, long),
        ev.Moved(late - 40, avatar, late - 40, 3, 4, 0, ()),
    ]
    islands = ("nes", "nes", "nes", "Tèxel", "Tèxel")
    walls_ms = (WALL_MS + 9, WALL_MS - 5000, WALL_MS + 10**9, WALL_MS, WALL_MS)
    return list(zip(islands, walls_ms, whats, strict=True))


def motion_vectors(play: Play, kept: list[Json]) -> list[Json]:
    """Those of former forms as they are kept, and one of the newest."""
    entries = afternoon(play)
    data = encode_chunk(entries)
    newest = {
        "form": data[0],
        "hex": unpack(data[1:], 2**20).hex(),
        "moves": list(map(meaning, entries)),
    }
    return [*(row for row in kept if row["form"] != data[0]), newest]


def meaning(entry: Logged) -> Json:
    what = entry.what
    assert isinstance(what, ev.Moved)
    return {
        "seq": entry.seq,
        "t_ms": what.t_ms,
        "wall_ms": entry.wall_ms,
        "island": entry.island,
        "avatar": what.avatar,
        "t0_ms": what.t0_ms,
        "x": what.x,
        "y": what.y,
        "facing": what.facing,
        "runs": [list(run) for run in what.runs],
    }
