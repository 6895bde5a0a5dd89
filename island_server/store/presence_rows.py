"""Presence as it is kept: plain rows that SQL can read. One table, nothing by default.

Not kept at all: reactions, waves, who overhears or follows whom, and refusals, because they are
nearer to talk than to attendance.
Names and looks go to the person's row only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from island_server.core import events as ev
from island_server.core.logged import Gap, Logged
from island_server.core.snapshots import NOWHERE
from island_server.core.units import SOUTH
from island_server.core.zones import Zone
from island_server.protocol.zone_form import zone_from_plain, zone_to_logged

PRESENCE: Mapping[type, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        ev.Entered: ("entered", ("role", "groups")),
        ev.Left: ("left", ("reason",)),
        ev.ProfileChanged: ("profile", ()),
        ev.PathKept: ("path", ("kept",)),
        ev.AvailabilityChanged: ("availability", ("availability",)),
        ev.DevicesChanged: ("devices", ("microphone", "camera")),
        ev.Muted: ("muted", ("muted", "by")),
        ev.ZoneEntered: ("zone_entered", ()),
        ev.ZoneLeft: ("zone_left", ()),
        ev.ZonePut: ("zone_put", ("put",)),
        ev.ZoneRemoved: ("zone_removed", ()),
        ev.Admitted: ("admitted", ("by",)),
        ev.PortalTaken: ("portal_taken", ("island", "entry")),
        ev.DoorMoved: ("door_moved", ("door", "is_open")),
        ev.ConversationOpened: ("conversation_opened", ("kind", "capacity")),
        ev.ConversationJoined: ("conversation_joined", ("part",)),
        ev.ConversationLeft: ("conversation_left", ()),
        ev.ConversationClosed: ("conversation_closed", ()),
        ev.ConversationLocked: ("conversation_locked", ("locked",)),
        ev.ConversationResized: ("conversation_resized", ("capacity",)),
        ev.OpenedUp: ("conversation_opened_up", ("opened",)),
        ev.LetIn: ("conversation_let_in", ("by",)),
        ev.SteppedAside: ("stepped_aside", ("aside",)),
        ev.Noted: ("note", ("what", "about", "facts")),
        Gap: ("gap", ("lost",)),
    }
)
"""Written down at every event: the word of each kind, and the facts that have no column."""

COLUMNS = ("avatar", "zone", "conversation")
"""Facts that have a column of their own."""

PLACE = ("x", "y", "facing")
"""Further facts of who enters and lets their path be kept, if the event logs movement."""

NAMING = ("entered", "profile")
"""Rows of events that say a name; it is that of the person's row."""

ROW = (
    *("run_id", "seq", "island", "t_ms", "wall_ms", "kind", "avatar", "zone", "conversation"),
    *("facts", "person", "name", "look"),
)
"""The parts of a row that is read, joined with its person."""

NOT_KEPT = frozenset(
    {
        *(ev.Reacted, ev.Waved, ev.CommandRejected, ev.TurnedAway),
        *(ev.EarshotChanged, ev.Followed, ev.StageSet),
    }
)

AT_ONCE = frozenset({ev.Entered, ev.Left, ev.Noted})
"""Not held back to fill a batch."""

_KINDS = {word: kind for kind, (word, _) in PRESENCE.items()}
_IN_COLUMNS = {
    kind: tuple(name for name in COLUMNS if name in kind.__annotations__) for kind in PRESENCE
}


def is_kept(event: ev.Event, *, movement: bool) -> bool:
    """Whether an event is written down."""
    if isinstance(event, ev.Moved | ev.PathKept):
        return movement
    return type(event) in PRESENCE


def to_row(entry: Logged, *, places: bool) -> dict[str, object]:
    """The row of any entry but `Moved`."""
    what = entry.what
    word, names = PRESENCE[type(what)]
    if places and isinstance(what, ev.Entered) and what.keeps_path:
        names += PLACE
    facts = {name: _plain(value) for name in names if (value := getattr(what, name)) != ()}
    columns = dict.fromkeys(COLUMNS)
    for name in _IN_COLUMNS[type(what)]:
        columns[name] = _plain(getattr(what, name))
    return {
        "run_id": entry.run,
        "seq": entry.seq,
        "island": clean_text(entry.island),
        "t_ms": what.t_ms,
        "wall_ms": entry.wall_ms,
        "kind": word,
        "facts": facts or None,
        **columns,
    }


def from_row(row: Sequence[Any]) -> Logged:
    """The entry of a row, its parts as in `ROW`. Raises ValueError if it is none."""
    run, seq, island, t_ms, wall_ms, word, avatar, zone, talk, facts, person, name, look = row
    kind = _KINDS.get(word)
    if kind is None:
        raise ValueError(f"the kind {word!r} is unknown; a newer version of Eiland wrote it")
    fields = {"avatar": avatar, "zone": zone, "conversation": talk, "t_ms": t_ms, **(facts or {})}
    if word in NAMING:
        place = {"x": NOWHERE.x, "y": NOWHERE.y, "facing": SOUTH}
        place["keeps_path"] = "x" in fields
        fields = {**place, **fields, "person": person or "", "name": name or "", "look": look or ()}
    try:
        what: Any = (
            ev.ZonePut(t_ms, zone_from_plain(fields.get("put")), avatar)
            if kind is ev.ZonePut
            else msgspec.convert(fields, kind)
        )
    except ValueError as error:  # those of msgspec are too
        raise ValueError(f"the row is damaged: {error}") from None
    return Logged(seq, run, island, wall_ms, what)


def clean_text(text: str) -> str:
    """Text that every database takes: no lone surrogates, no zero characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _plain(value: object) -> object:
    """Zones as plain data, enums and new types of text as plain text; the rest as it is."""
    if isinstance(value, Zone):
        return zone_to_logged(value)
    if isinstance(value, tuple):
        return list(value)
    return clean_text(str(value)) if isinstance(value, str) else value
