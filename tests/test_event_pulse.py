from __future__ import annotations

from island_server.clock import ManualClock
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.event_pulse import EventPulse


def enters(avatar: int, person: str) -> ev.Entered:
    look = (0,) * 7
    return ev.Entered(
        0, AvatarId(avatar), PersonId(person), person, look, ev.Role.ATTENDEE, 1, 1, 4
    )


def leaves(avatar: int, reason: ev.LeaveReason = ev.LeaveReason.LEFT) -> ev.Left:
    return ev.Left(0, AvatarId(avatar), reason)


async def test_the_most_people_at_once_and_who_came_in_the_last_minute() -> None:
    clock = ManualClock()
    pulse = EventPulse(clock)
    pulse.follow([enters(1, "a"), enters(2, "b"), leaves(1)])
    await clock.advance_ms(59_000)
    pulse.follow([enters(3, "c")])
    assert (pulse.peak, pulse.arrivals()) == (2, 3)
    await clock.advance_ms(1000)
    assert (pulse.peak, pulse.arrivals()) == (2, 1)


def test_who_travels_to_another_island_does_not_come_in_again() -> None:
    pulse = EventPulse(ManualClock())
    pulse.follow([enters(1, "a"), leaves(1, ev.LeaveReason.TRAVELLED), enters(9, "a")])
    assert (pulse.peak, pulse.arrivals()) == (1, 1)
    pulse.follow([leaves(9), enters(10, "a")])
    assert pulse.arrivals() == 2
