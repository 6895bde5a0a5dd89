"""What the attendance log says: events as they happened, and gaps where nothing could be kept."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.core import events as ev


@dataclass(frozen=True, slots=True)
class Gap:
    """`lost` events are missing here: the log could not be written."""

    t_ms: int
    lost: int


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of an event's log.

    Attributes:
        seq: counts on over the whole log of an event; never repeats, never goes back.
        run: which run of the server; `t_ms` of `what` and the ids in it are that run's own.
        island: the island's name; empty where the log does not tell (a gap).
        wall_ms: when it was recorded, ms since 1970; may jump with the machine's clock.
        what: what happened. Names and looks are as the log knows the person now, empty if erased.
    """

    seq: int
    run: int
    island: str
    wall_ms: int
    what: ev.Event | Gap
