"""What do the figures of an event cost? `make bench-insight`.

Makes the log of an hour with 1,000 people, each with two entries a second: most of them movement,
the rest zones and conversations that form and end. `insight_s` is the CPU time of reading it and
working out all figures, without the making of the entries; `peak_mb` is by how much the process
grew at most, the entries at hand included.

    python -m tests.benchmarks.insight [--people N] [--minutes N]

The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice

from island_server.core import events as ev
from island_server.core.attendance.chronicle import Chronicle
from island_server.core.attendance.insight import insight_of
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.logged import Logged
from island_server.core.motion import Run

PER_SECOND = 2
ZONES = [ZoneId(f"zone-{i}") for i in range(24)]
ZONE_SHARE, TALK_SHARE = 0.04, 0.02
BUBBLES_OPEN, BUBBLE_SIZE = 250, 6
WALL_MS = 1_700_000_000_000
AT_ONCE = 20_000
RUNS = (Run(2, 5), Run(4, 3))


class Crowd:
    """People who do something at random, by the rules of the island."""

    def __init__(self, people: int) -> None:
        self.people = people
        self._random = random.Random(1)
        self._zones: dict[int, ZoneId] = {}
        self._talks: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._last_talk = 0

    def events(self, minutes: int) -> Iterator[ev.Event]:
        look = (0,) * 7
        for i in range(self.people):
            person, role = PersonId(f"{i:022}"), ev.Role.ATTENDEE
            yield ev.Entered(i, AvatarId(i), person, "Name", look, role, 9, 9, 4)
        for second in range(minutes * 60):
            for i in range(self.people * PER_SECOND):
                t_ms = 1000 * (second + 1) + i * 1000 // (self.people * PER_SECOND)
                yield from self._act(t_ms, i % self.people)

    def _act(self, t_ms: int, who: int) -> Iterator[ev.Event]:
        chance = self._random.random()
        if chance < ZONE_SHARE:
            yield from self._change_zone(t_ms, who)
        elif chance < ZONE_SHARE + TALK_SHARE:
            yield from self._part(t_ms, who) if who in self._talks else self._join(t_ms, who)
        else:
            yield ev.Moved(t_ms, AvatarId(who), t_ms, 5, 5, 4, RUNS)

    def _change_zone(self, t_ms: int, who: int) -> Iterator[ev.Event]:
        former = self._zones.pop(who, None)
        if former is not None:
            yield ev.ZoneLeft(t_ms, AvatarId(who), former)
        else:
            zone = self._zones[who] = self._random.choice(ZONES)
            yield ev.ZoneEntered(t_ms, AvatarId(who), zone)

    def _join(self, t_ms: int, who: int) -> Iterator[ev.Event]:
        talk = self._random.choice(list(self._members)) if self._members else 0
        if len(self._members) < BUBBLES_OPEN or len(self._members[talk]) >= BUBBLE_SIZE:
            self._last_talk = talk = self._last_talk + 1
            self._members[talk] = set()
            kind = ev.ConversationKind.BUBBLE
            yield ev.ConversationOpened(t_ms, ConversationId(talk), kind, None, 8)
        self._talks[who] = talk
        self._members[talk].add(who)
        part = ev.Part.SPEAKER
        yield ev.ConversationJoined(t_ms, ConversationId(talk), AvatarId(who), part)

    def _part(self, t_ms: int, who: int) -> Iterator[ev.Event]:
        talk = self._talks.pop(who)
        self._members[talk].discard(who)
        yield ev.ConversationLeft(t_ms, ConversationId(talk), AvatarId(who))
        if not self._members[talk]:
            del self._members[talk]
            yield ev.ConversationClosed(t_ms, ConversationId(talk))


def peak_mb() -> float:
    """The most memory that this process has had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print what was measured, and last one JSON object."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--minutes", type=int, default=60)
    given = asked.parse_args()
    before_mb = peak_mb()
    happening = enumerate(Crowd(given.people).events(given.minutes))
    log = (Logged(i, 1, "isle", WALL_MS + it.t_ms, it) for i, it in happening)
    chronicle, spent_s, entries = Chronicle(), 0.0, 0
    while batch := list(islice(log, AT_ONCE)):
        began = time.process_time()
        chronicle.take(batch)
        spent_s += time.process_time() - began
        entries += len(batch)
    say(f"read {entries} entries in {spent_s:.2f} s of CPU time")
    began = time.process_time()
    seen = insight_of(chronicle.records(), zones=[("isle", zone) for zone in ZONES])
    figures_s = time.process_time() - began
    say(
        f"worked out the figures in {figures_s:.2f} s: {seen.unique} people,"
        f" {seen.talk.count} conversations, {len(seen.encounters.edges)} encounters"
    )
    told = {
        "entries": entries,
        "insight_s": round(spent_s + figures_s, 2),
        "peak_mb": round(peak_mb() - before_mb, 1),
    }
    say(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
