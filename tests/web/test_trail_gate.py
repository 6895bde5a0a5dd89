from __future__ import annotations

import pytest

from island_server.clock import ManualClock
from island_server.core.ids import PersonId
from island_server.errors import ReasonError
from island_server.web.trail_gate import TrailGate

ANNA, BO, CEES = PersonId("anna"), PersonId("bo"), PersonId("cees")


def test_only_so_many_are_inside_at_once() -> None:
    gate = TrailGate(ManualClock(), per_minute=5, at_once=2)
    with gate.admit(ANNA):
        with gate.admit(BO), pytest.raises(ReasonError, match="busy"), gate.admit(CEES):
            pass
        with gate.admit(CEES):
            pass


async def test_the_oldest_request_counts_for_a_minute() -> None:
    clock = ManualClock()
    gate = TrailGate(clock, per_minute=1, at_once=2)
    with gate.admit(ANNA):
        pass
    await clock.advance_ms(59_999)
    with pytest.raises(ReasonError, match="rate"), gate.admit(ANNA):
        pass
    with gate.admit(BO):
        pass
    await clock.advance_ms(1)
    with gate.admit(ANNA):
        pass
    assert set(gate._began) == {ANNA, BO}
