"""A recorded event, rehearsed by bots on an island with real sockets, its time in our hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from island_server.bots.rehearsal import Itinerary, Planner, on_island
from island_server.bots.rehearsing import ENTERING_AT_ONCE, Rehearsal, RehearsalSettings
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.island_map import IslandMap
from island_server.core.logged import Logged
from island_server.core.motion import path_end
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zone_effects import Portal
from island_server.core.zones import ZoneKind
from tests.core.island import box
from tests.realtime.served_island import ServedIsland, Setup, serving

from .recorded_event import MEETINGS, START_MS, Line, logged, met, play

STEP_MS = 100


class MapsOf:
    """The maps of a setup, as browsers would fetch them."""

    def __init__(self, setup: Setup) -> None:
        self._setups = {"map": setup, **setup.others}

    async def tiles(self, path: str) -> TileMap:
        return self._loaded(path).tiles

    async def zone_tiles(self, path: str, zone: str) -> Sequence[TilePos]:
        found = (it for it in self._loaded(path).zones if it.id == zone)
        return [TilePos(x, y) for it in found for y, x0, x1 in it.spans for x in range(x0, x1)]

    def _loaded(self, path: str) -> IslandMap:
        name = path.split("/")[2]
        return self._setups[name].loaded(name).island


def planned(log: Sequence[Logged]) -> list[Itinerary]:
    planner = Planner(lambda person: f"the {person}")
    for entry in log:
        planner.take(entry)
    return planner.itineraries()


async def rehearse(
    itineraries: Sequence[Itinerary], setup: Setup, speed: float = 1
) -> tuple[list[Logged], Rehearsal]:
    """The log of a rehearsal; time passes on the island once all that was said has arrived."""
    async with serving(setup) as island:
        live = RehearsalSettings(island.url, "attendee", speed)
        async with Rehearsal(itineraries, live, MapsOf(setup), island.clock) as rehearsal:
            while rehearsal._left:
                await island.until(lambda: is_settled(island, rehearsal))
                await island.pass_ms(STEP_MS)
        return logged(island.log), rehearsal


def is_settled(island: ServedIsland, rehearsal: Rehearsal) -> bool:
    assert rehearsal._entering._value <= ENTERING_AT_ONCE
    waits = any(bot.counters.unanswered for bot in rehearsal.bots)
    return rehearsal.connecting == 0 and not waits


@pytest.mark.parametrize(("speed", "tolerance_ms"), [(1, 500), (10, 60_000)])
async def test_the_same_people_meet_for_as_long(speed: float, tolerance_ms: int) -> None:
    """At 10x a bot needs ten times as long for its way: some seconds, a minute of the event."""
    log = play(MEETINGS, slower=speed)
    rehearsed, rehearsal = await rehearse(planned(log), Setup(), speed)
    expected = {tuple(f"the {name}" for name in pair): ms for pair, ms in met(log).items()}
    assert set(expected) == {
        ("the anna", "the bram"),
        ("the anna", "the cees"),
        ("the bram", "the cees"),
        ("the bram", "the dirk"),
    }
    found = {pair: ms * speed for pair, ms in met(rehearsed).items()}
    assert set(found) == set(expected)
    for pair, together_ms in expected.items():
        assert abs(found[pair] - together_ms) <= tolerance_ms, pair
    assert not rehearsal.missed
    assert not any(bot.counters.refused for bot in rehearsal.bots)
    assert len(rehearsal.bots) == 4


async def test_everybody_comes_walks_and_goes_as_it_was() -> None:
    log = play(MEETINGS)
    rehearsed, _ = await rehearse(planned(log), Setup())

    def told(entries: Sequence[Logged]) -> dict[str, list[tuple[object, ...]]]:
        names: dict[int, str] = {}
        found: dict[str, list[tuple[object, ...]]] = {}
        for entry in entries:
            match entry.what:
                case ev.Entered(avatar=avatar, name=name):
                    names[avatar] = name.removeprefix("the ")
                    found[names[avatar]] = [("came",)]
                case ev.Moved(avatar=avatar, x=x, y=y, runs=runs):
                    found[names[avatar]].append((x, y, runs))
                case ev.Left(avatar=avatar):
                    found[names[avatar]].append(("went",))
                case _:
                    pass
        return found

    expected = told(log)
    expected["cees"].append(("went",))  # when the log ends
    assert told(rehearsed) == expected


async def test_who_was_only_in_zones_goes_to_those_zones() -> None:
    cafe = box("cafe", ZoneKind.PLACE, (10, 10), (3, 3))
    setup = Setup(zones=(cafe,))
    log = [entry for entry in play(((0, "anna", "come"), (1, "anna", (11, 11)),
                                    (20, "anna", (5, 5)), (40, "anna", "left")), setup)
           if not isinstance(entry.what, ev.Moved)]  # fmt: skip
    visits = [type(e.what) for e in log if isinstance(e.what, ev.ZoneEntered | ev.ZoneLeft)]
    rehearsed, rehearsal = await rehearse(planned(log), setup)
    assert visits == [
        type(e.what) for e in rehearsed if isinstance(e.what, ev.ZoneEntered | ev.ZoneLeft)
    ]
    assert not rehearsal.missed


GATE = box("gate", ZoneKind.PLACE, (6, 5), (1, 1), portal=Portal("ameland", "quay"))
WITH_PORTAL = Setup(
    width=20,
    zones=(GATE,),
    others={"ameland": Setup(width=30, entries={"quay": ((20, 10),)})},
)
JOURNEY: tuple[Line, ...] = ((0, "anna", "come"), (1, "anna", (6, 5)), (1.3, "anna", "travelled"))


def journey() -> list[Logged]:
    """Anna goes through a portal, and walks on there."""
    here = play(JOURNEY, WITH_PORTAL)
    there = play(((2, "anna", "come"), (3, "anna", (12, 10)), (30, "anna", "left")),
                 Setup(width=30, starts=((20, 10),)))  # fmt: skip
    moved = []
    for entry in there:
        what = entry.what
        if hasattr(what, "avatar"):
            what = replace(what, avatar=AvatarId(what.avatar + (1 << 22)))
        moved.append(("ameland", what))
    left = [e for e in here if e.what.t_ms <= 1300]
    return logged([*(("map", e.what) for e in left), *moved])


async def test_a_bot_goes_through_the_portal_that_was_taken() -> None:
    rehearsed, rehearsal = await rehearse(planned(journey()), WITH_PORTAL)
    assert [e.island for e in rehearsed if isinstance(e.what, ev.Entered)] == ["map", "ameland"]
    walks = [e.what for e in rehearsed if isinstance(e.what, ev.Moved) and e.island == "ameland"]
    assert [(walk.x, walk.y) for walk in walks] == [(20, 10)]
    assert len(rehearsal.bots) == 1
    assert rehearsal.bots[0].counters.journeys == 1
    assert not rehearsal.missed


async def test_a_bot_enters_anew_where_no_portal_leads_on() -> None:
    rehearsed, rehearsal = await rehearse(planned(journey()), Setup(width=30))
    assert [e.island for e in rehearsed if isinstance(e.what, ev.Entered)] == ["map", "map"]
    assert rehearsal.missed["portals that did not lead on"] == 1
    assert rehearsal.missed["acts on an island where the bot was not"] > 0


async def test_one_island_can_be_rehearsed_by_itself() -> None:
    plan = on_island(planned(journey()), "ameland")
    rehearsed, rehearsal = await rehearse(plan, Setup(width=30, starts=((1, 1),)))
    walks = [e.what for e in rehearsed if isinstance(e.what, ev.Moved)]
    assert (walks[0].x, walks[0].y) == (1, 1)
    assert path_end(walks[-1].x, walks[-1].y, walks[-1].runs) == (12, 10)
    assert not rehearsal.missed


async def test_a_person_who_comes_back_is_the_same_person() -> None:
    lines: tuple[Line, ...] = (
        (0, "anna", "come"), (5, "anna", "left"), (10, "anna", "come"), (15, "anna", "left"),
    )  # fmt: skip
    rehearsed, rehearsal = await rehearse(planned(play(lines)), Setup())
    came = [e.what.person for e in rehearsed if isinstance(e.what, ev.Entered)]
    assert len(came) == 2
    assert len(set(came)) == 1
    assert len(rehearsal.bots) == 2


async def test_who_is_not_let_in_is_counted() -> None:
    log = play(((0, "anna", "come"), (5, "anna", "left")))
    async with serving(Setup()) as island:
        live = RehearsalSettings(island.url, "late", 1)
        async with Rehearsal(planned(log), live, MapsOf(Setup()), island.clock) as rehearsal:
            await rehearsal.ended()
    assert sum(rehearsal.missed.values()) == 1
    assert "link_expired" in rehearsal.report()


def test_times_are_those_of_the_log() -> None:
    (itinerary,) = planned(play(((0, "anna", "come"), (5, "anna", "left"))))
    assert (itinerary.from_ms, itinerary.until_ms) == (START_MS, START_MS + 5000)
