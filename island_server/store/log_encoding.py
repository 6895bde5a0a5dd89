"""Which events are written down, under which word, with which facts. One table, nothing by default.

Not kept at all: reactions, waves and refusals, because they are nearer to talk than to attendance.
Names and looks go to the person's row only.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from island_server.core import events as ev
from island_server.core.motion import Run, Runs, pack_run, unpack_run

PRESENCE: Mapping[type, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        ev.Entered: ("entered", ("role",)),
        ev.Left: ("left", ("reason",)),
        ev.ProfileChanged: ("profile", ()),
        ev.AvailabilityChanged: ("availability", ("availability",)),
        ev.DevicesChanged: ("devices", ("microphone", "camera")),
        ev.ZoneEntered: ("zone_entered", ("zone",)),
        ev.ZoneLeft: ("zone_left", ("zone",)),
        ev.PortalTaken: ("portal_taken", ("island", "entry")),
        ev.DoorMoved: ("door_moved", ("door", "is_open")),
        ev.ConversationOpened: (
            "conversation_opened",
            ("conversation", "kind", "zone", "capacity"),
        ),
        ev.ConversationJoined: ("conversation_joined", ("conversation", "part")),
        ev.ConversationLeft: ("conversation_left", ("conversation",)),
        ev.ConversationClosed: ("conversation_closed", ("conversation",)),
        ev.ConversationLocked: ("conversation_locked", ("conversation", "locked")),
        ev.SteppedAside: ("stepped_aside", ("aside",)),
    }
)
"""Written down at every event: the word and the facts of each kind."""

MOVEMENT: Mapping[type, str] = MappingProxyType({ev.Moved: "moved"})
"""Written down only if the event logs movement."""

NOT_KEPT = frozenset({ev.Reacted, ev.Waved, ev.CommandRejected, ev.TurnedAway})

WITH_ISLAND = frozenset({ev.Entered, ev.ConversationOpened, ev.DoorMoved})
"""Rows that tell on which island: the avatar's or conversation's other rows are of the same one."""

ON_ISLAND = "on_island"
"""The fact that tells it."""

AT_ONCE = frozenset({ev.Entered, ev.Left})
"""Not held back to fill a batch."""

GAP = "gap"
"""The word for rows that could not be kept; its fact `lost` is how many."""

_PATH = struct.Struct("<iHHB")


@dataclass(frozen=True, slots=True)
class WalkedPath:
    """A path as it is logged: like `events.Moved`, or the place of arrival, without runs."""

    t0_ms: int
    x: int
    y: int
    facing: int
    runs: Runs


def kind_and_facts(event: ev.Event) -> tuple[str, dict[str, object]] | None:
    """The word and the facts for an event; `None` if it is not written down."""
    kind = type(event)
    if kind in MOVEMENT:
        return MOVEMENT[kind], {}
    if kind not in PRESENCE:
        return None
    word, names = PRESENCE[kind]
    return word, {name: _plain(getattr(event, name)) for name in names}


def pack_path(event: ev.Event) -> bytes | None:
    """Where an event says that its avatar walks, packed (little-endian); `None` if it says nothing.

    `i32 t0_ms - t_ms, u16 x, u16 y, u8 facing, n * u16 run`, runs as in docs/protocol.md 2.1.
    """
    if isinstance(event, ev.Entered):
        return _PATH.pack(0, event.x, event.y, event.facing)
    if isinstance(event, ev.Moved):
        head = _PATH.pack(event.t0_ms - event.t_ms, event.x, event.y, event.facing)
        return head + struct.pack(f"<{len(event.runs)}H", *map(pack_run, event.runs))
    return None


def unpack_path(path: bytes, t_ms: int) -> WalkedPath:
    """The path of a row that was written at `t_ms`."""
    delay_ms, x, y, facing = _PATH.unpack_from(path)
    count = (len(path) - _PATH.size) // 2
    runs: list[Run] = [unpack_run(r) for r in struct.unpack_from(f"<{count}H", path, _PATH.size)]
    return WalkedPath(t_ms + delay_ms, x, y, facing, tuple(runs))


def clean_text(text: str) -> str:
    """Text that every database takes: no lone surrogates, no zero characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _plain(value: object) -> object:
    """Enums and new types of text as plain text; numbers, booleans and None as they are."""
    return clean_text(str(value)) if isinstance(value, str) else value
