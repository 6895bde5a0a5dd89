"""A log of a crowd that walks about, as the page of client/tests/replay-drawing asks for it."""

from __future__ import annotations

import base64
import random
from collections.abc import Sequence
from dataclasses import dataclass

from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.island_map import IslandMap
from island_server.core.logged import Logged
from island_server.core.motion import Run, Runs, pack_run, path_duration_ms, path_end
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import DX, DY, TilePos
from island_server.store.motion_chunks import encode_chunk

START_MS = 1_750_000_000_000
SEGMENT_MS = 60_000
MOST_STEPS = 9
RULES = Rules()

Json = dict[str, object]


@dataclass
class _Walker:
    avatar: AvatarId
    t0_ms: int
    x: int
    y: int
    runs: Runs = ()
    arrived_ms: int = 0

    def end(self) -> TilePos:
        return path_end(self.x, self.y, self.runs)


class CrowdLog:
    """So many people, all walking, for so many minutes; `files` by name, JSON."""

    def __init__(self, island: IslandMap, map_id: str, people: int, minutes: int) -> None:
        self._lots = random.Random(7)
        self._tiles, self._map_id = island.tiles, map_id
        free = _free(island.tiles)
        self._walkers = [
            _Walker(AvatarId(n), 0, *self._lots.choice(free)) for n in range(1, people + 1)
        ]
        self._seq = 0
        self._talk = 0
        self.moves = 0
        marks, self.files = [], dict[str, Json]()
        for minute in range(minutes):
            mark = self._mark(minute)
            marks.append(mark)
            self.files[f"{mark['seq']}.json"] = self._segment(minute)
        self.files["timeline.json"] = {
            "event": "crowd",
            "name": "Drukte op het eiland",
            "log": "movement",
            "firstMs": START_MS,
            "lastMs": START_MS + minutes * SEGMENT_MS - 1,
            "isLive": False,
            "islands": [{"name": "island", "segments": marks}],
            "restarts": [],
            "access": [],
        }

    def _mark(self, minute: int) -> Json:
        wall_ms = START_MS + minute * SEGMENT_MS
        return {"seq": self._seq, "wallMs": wall_ms, "run": 1, "mapId": self._map_id}

    def _segment(self, minute: int) -> Json:
        start_ms, first_seq = minute * SEGMENT_MS, self._seq
        snapshot = [[self._avatar(walker) for walker in self._walkers], [], []]
        moves, presence = list[Logged](), list[list[object]]()
        for t_ms in range(start_ms, start_ms + SEGMENT_MS, 100):
            moves += self._walk(t_ms)
            presence += self._meet(t_ms)
        self.moves += len(moves)
        people = [
            [walker.avatar, {"pseudonym": f"gast {walker.avatar}", "role": "attendee"}]
            for walker in self._walkers
        ]
        return {
            **self._mark(minute),
            "seq": first_seq,
            "island": "island",
            "tMs": start_ms,
            "endMs": START_MS + start_ms + SEGMENT_MS,
            "snapshot": snapshot,
            "presence": presence,
            "motion": [base64.b64encode(encode_chunk(moves)).decode()],
            "people": people,
        }

    def _walk(self, t_ms: int) -> Sequence[Logged]:
        """Whoever has arrived sets out again, most of them soon."""
        found = []
        for walker in self._walkers:
            if walker.arrived_ms > t_ms or self._lots.random() > 0.12:
                continue
            walker.x, walker.y = walker.end()
            walker.runs, walker.t0_ms = self._way(walker.x, walker.y), t_ms
            walker.arrived_ms = t_ms + path_duration_ms(walker.runs, RULES)
            self._seq += 1
            facing = walker.runs[-1].direction if walker.runs else 4
            moved = ev.Moved(t_ms, walker.avatar, t_ms, walker.x, walker.y, facing, walker.runs)
            found.append(Logged(self._seq, 1, "island", START_MS + t_ms, moved))
        return found

    def _way(self, x: int, y: int) -> Runs:
        for direction in self._lots.sample(range(8), 8):
            steps = 0
            while steps < MOST_STEPS and _is_free(
                self._tiles, x + DX[direction] * (steps + 1), y + DY[direction] * (steps + 1)
            ):
                steps += 1
            if steps:
                return (Run(direction, self._lots.randint(1, steps)),)
        return ()

    def _meet(self, t_ms: int) -> list[list[object]]:
        """Now and then two who stand near each other have a bubble for a moment."""
        if t_ms % 500:
            return []
        one, other = self._lots.sample(self._walkers, 2)
        self._talk += 1
        rows: list[tuple[str, int | None, Json | None]] = [
            ("conversation_opened", None, {"kind": "bubble", "capacity": 8}),
            ("conversation_joined", one.avatar, {"part": "speaker"}),
            ("conversation_joined", other.avatar, {"part": "speaker"}),
            ("conversation_left", one.avatar, None),
            ("conversation_left", other.avatar, None),
            ("conversation_closed", None, None),
        ]
        found = []
        for kind, avatar, facts in rows:
            self._seq += 1
            found.append([self._seq, t_ms, START_MS + t_ms, kind, avatar, None, self._talk, facts])
        return found

    def _avatar(self, walker: _Walker) -> list[object]:
        facing = walker.runs[-1].direction if walker.runs else 4
        path = [walker.t0_ms, walker.x, walker.y, facing, list(map(pack_run, walker.runs))]
        return [walker.avatar, "attendee", *path, "available", False, False, None, None, []]


def _free(tiles: TileMap) -> list[TilePos]:
    cells = [TilePos(i % tiles.width, i // tiles.width) for i in range(len(tiles.solid))]
    return [cell for cell in cells if _is_free(tiles, *cell)]


def _is_free(tiles: TileMap, x: int, y: int) -> bool:
    inside = 0 <= x < tiles.width and 0 <= y < tiles.height
    return inside and not tiles.solid[y * tiles.width + x]
