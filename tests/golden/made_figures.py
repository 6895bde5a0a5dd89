"""Two made events of a series and their figures, for the browser program's tests.

`afternoon` is a log in the words of tests/core/attendance/worded.py: people who come, walk about
between zones, meet in bubbles and at a table, and listen to a talk; the same seed, the same log.

A larger one, to look at: python -m tests.golden.made_figures --people 300 --minutes 120 >it.json
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from island_server.core.attendance.comparison import Comparison, compare
from island_server.core.attendance.insight import Insight, insight
from island_server.core.attendance.plain_figures import plain
from island_server.core.attendance.pseudonyms import Pseudonyms, pseudonymised
from island_server.core.attendance.shared_figures import shared_figures, shared_return
from island_server.core.ids import PersonId, ZoneId
from tests.core.attendance.worded import HOME, log_of

WHERE = ("square", "cafe", "library", "pier", "garden")
UNUSED = ("lighthouse",)
STAGE, AUDIENCE, TABLE = "podium", "hall", "table"
ZONES = [(HOME, ZoneId(name)) for name in (*WHERE, *UNUSED, STAGE, AUDIENCE, TABLE)]
BEGIN_S = 13 * 3600
NAMES = {
    AUDIENCE: {"nl": "Zaal", "en": "Hall"},
    "library": {"nl": "Bibliotheek", "en": "Library"},
    "lighthouse": {"nl": "Vuurtoren", "en": "Lighthouse"},
}
KEY = b"only for the tests"


@dataclass
class Afternoon:
    """Goes minute by minute; `who` are on the island, in a zone or none, in a talk or none."""

    people: int
    minutes: int
    seed: int
    first: int = 0
    lines: list[tuple[int, str]] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    here: list[str] = field(default_factory=list)
    talks: dict[str, tuple[int, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        few = max(1, self.minutes * 2 // 5)
        names = [f"p{self.first + i}" for i in range(self.people)]
        self.comes = {who: int(self.chance.triangular(0, few, few / 4)) for who in names}
        self.goes = {
            who: max(self.comes[who] + 3, int(self.chance.gauss(self.minutes * 0.9, few / 3)))
            for who in names
        }
        # some meet nobody
        self.shy = {who for who in names if self.chance.random() < 0.08}

    def log(self) -> str:
        """The whole of it, in words."""
        for minute in range(self.minutes):
            self.step(minute)
        return "\n".join(
            f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02} {text}"
            for s, text in sorted(self.lines, key=lambda line: line[0])
        )

    def step(self, minute: int) -> None:
        at_s = BEGIN_S + 60 * minute
        if minute == self.minutes * 3 // 4:
            return self.restart(at_s)
        for who in [who for who, at in self.comes.items() if at == minute]:
            role = " @host" if who == "p0" else ""
            self.say(at_s, f"{who} comes{role}")
            self.here.append(who)
        for name in [name for name, (until, _) in self.talks.items() if until <= minute]:
            self.end(at_s, name)
        for who in [who for who in self.here if self.goes[who] <= minute and self.is_free(who)]:
            self.walk(at_s, who, None)
            self.say(at_s, f"{who} goes")
            self.here.remove(who)
        if minute == self.minutes // 3:
            self.lecture(at_s, minute)
        if minute == self.minutes // 2:
            self.say(at_s, "gap of 7")
        else:
            self.meet(at_s, minute)
        return None

    def meet(self, at_s: int, minute: int) -> None:
        free = [who for who in self.here if self.is_free(who)]
        self.chance.shuffle(free)
        for who in free:
            if self.chance.random() < 0.15:
                self.walk(at_s, who, self.chance.choice((*WHERE[:3], *WHERE)))
        able = [who for who in free if who not in self.shy]
        while len(able) > 3 and self.chance.random() < 0.7:
            size = self.chance.choice((2, 2, 2, 3, 3, 4, 5))
            some, able = able[:size], able[size:]
            zone = self.zones.get(some[0])
            if self.chance.random() < 0.2 and not any("table" in name for name in self.talks):
                zone = TABLE
            for who in some:
                self.walk(at_s, who, zone)
            until = minute + 1 + int(self.chance.expovariate(1 / 6))
            self.open(at_s, until, "meeting table" if zone == TABLE else "bubble", some)

    def lecture(self, at_s: int, minute: int) -> None:
        free = [who for who in self.here if self.is_free(who)]
        for who in free[1:]:
            self.walk(at_s, who, AUDIENCE)
        self.walk(at_s, free[0], STAGE)
        self.open(at_s, minute + self.minutes // 8, f"stage {STAGE}", free[:1], free[1:])

    def open(
        self, at_s: int, until: int, kind: str, speakers: list[str], audience: Sequence[str] = ()
    ) -> None:
        name = f"{kind.rsplit(maxsplit=1)[-1]}-{len(self.lines)}"
        self.say(at_s, f"{name} {kind}")
        for who in speakers:
            self.say(at_s + 1 + self.chance.randrange(20), f"{who} joins {name}")
        for who in audience:
            self.say(at_s + 1 + self.chance.randrange(20), f"{who} listens to {name}")
        self.talks[name] = until, [*speakers, *audience]

    def end(self, at_s: int, name: str) -> None:
        for who in self.talks.pop(name)[1]:
            self.say(at_s, f"{who} quits {name}")
        self.say(at_s, f"{name} ends")

    def restart(self, at_s: int) -> None:
        """Most come back at once."""
        self.say(at_s, "restart")
        self.zones, self.talks = {}, {}
        self.here = [who for who in self.here if self.chance.random() < 0.9]
        for who in self.here:
            self.say(at_s + 10 + self.chance.randrange(30), f"{who} comes")

    def walk(self, at_s: int, who: str, zone: str | None) -> None:
        former = self.zones.pop(who, None)
        if former:
            self.say(at_s, f"{who} out of {former}")
        if zone:
            self.say(at_s, f"{who} into {zone}")
            self.zones[who] = zone

    def is_free(self, who: str) -> bool:
        return not any(who in members for _, members in self.talks.values())

    def say(self, at_s: int, text: str) -> None:
        self.lines.append((at_s, text))


def seen(afternoon: Afternoon) -> Insight:
    return insight(log_of(afternoon.log()), zones=ZONES)


def answer(of: Insight) -> Any:
    """What a job "insight" gives."""
    told = plain(pseudonymised(of, Pseudonyms(KEY)))
    zones = [
        {"island": island, "zone": name, "kind": "place", "names": NAMES.get(name, {})}
        for island, name in ZONES
    ]
    return {"insight": told, "shared": plain(shared_figures(of)), "zones": zones}


def compared(former: Insight, latter: Insight) -> Any:
    """What a job "compare" gives."""
    both = compare(former, latter)
    pseudonyms = Pseudonyms(KEY)

    def named(people: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
        return tuple(sorted(PersonId(pseudonyms.of(who)) for who in people))

    told: Comparison = replace(
        both, returned=named(both.returned), new=named(both.new), lost=named(both.lost)
    )
    return {"comparison": plain(told), "shared": plain(shared_return(both))}


def insight_file() -> Any:
    return answer(seen(Afternoon(24, 48, seed=4)))


def comparison_file() -> Any:
    return compared(seen(Afternoon(18, 30, seed=2)), seen(Afternoon(24, 48, seed=4, first=9)))


def empty_file() -> Any:
    """An event to which nobody came."""
    return answer(insight([], zones=ZONES))


FIGURES: dict[str, Callable[[], Any]] = {
    "insight.json": insight_file,
    "comparison.json": comparison_file,
    "empty.json": empty_file,
}
"""What the browser program's tests read, by file."""


def written_figures(figures: Any) -> str:
    """JSON with one part of the figures to a line."""
    parts = []
    for name, part in figures.items():
        if isinstance(part, dict):
            lines = [f"{json.dumps(key)}:{compact(value)}" for key, value in part.items()]
            parts.append(f"{json.dumps(name)}:{{\n" + ",\n".join(lines) + "\n}")
        else:
            parts.append(f"{json.dumps(name)}:{compact(part)}")
    return "{" + ",\n".join(parts) + "}\n"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=300)
    asked.add_argument("--minutes", type=int, default=120)
    given = asked.parse_args()
    json.dump(answer(seen(Afternoon(given.people, given.minutes, seed=1))), sys.stdout)


if __name__ == "__main__":
    main()
