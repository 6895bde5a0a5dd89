"""What happens is told in the order in which it happened, whoever makes it happen."""

from __future__ import annotations

import pytest

from island_server.clock import ManualClock
from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import PersonId
from island_server.core.island_map import IslandMap
from island_server.core.rules import Rules
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zones import ZoneKind
from island_server.metrics import Metrics
from island_server.realtime.island_loop import IslandLoop, Newcomer
from island_server.realtime.loop_settings import LoopSettings
from tests.core.island import box, drawn

LOOK: ev.Look = (0, 0, 0, 0, 0, 0, 0)
ISLAND = IslandMap(
    "t", "T", drawn("........"), (box("east", ZoneKind.PLACE, (2, 0), (6, 1)),), (TilePos(0, 0),)
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def loop(clock: ManualClock) -> IslandLoop:
    return IslandLoop(World(ISLAND, Rules()), clock, LoopSettings(), Metrics())


def anna(loop: IslandLoop) -> cmd.GoTo:
    """Anna comes; her wish to walk to the east."""
    who = Newcomer(PersonId("anna"), "Anna", LOOK, ev.Role.HOST, "text", "", keeps_path=True)
    return cmd.GoTo(loop.enter(who).avatar, 6, 0)


async def test_a_note_comes_after_what_time_had_brought_about(
    loop: IslandLoop, clock: ManualClock
) -> None:
    told: list[ev.Event] = []
    loop.listen(told.extend)
    assert loop.apply(anna(loop)) is None
    await clock.advance_ms(1000)
    loop.note("announced")
    await clock.advance_ms(1000)
    assert [event.t_ms for event in told] == sorted(event.t_ms for event in told)
    assert [it for it in told if isinstance(it, ev.ZoneEntered)]


async def test_what_a_listener_makes_happen_is_told_to_all_after_what_it_heard(
    loop: IslandLoop, clock: ManualClock
) -> None:
    told: list[ev.Event] = []

    def answer(events: list[ev.Event]) -> None:
        if any(isinstance(event, ev.ZoneEntered) for event in events):
            loop.note("help_asked")

    loop.listen(lambda events: answer(list(events)))
    loop.listen(told.extend)
    assert loop.apply(anna(loop)) is None
    await clock.advance_ms(2000)
    loop.note("announced")
    words = [it.what if isinstance(it, ev.Noted) else type(it).__name__ for it in told]
    assert words[-2:] == ["announced", "help_asked"]
    assert [event.t_ms for event in told] == sorted(event.t_ms for event in told)
