"""The tables of an export as CSV or Parquet, column by column; docs/attendance-export.md.

Everything that a reader may sum, sort or filter has a column of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "whole", "time", "seconds", "yes"]
"""`time`: ms since 1970. `seconds`: ms, told in seconds. `yes`: yes or no."""
Value = str | int | bool | None
Row = list[Value]


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` is what is counted or told, and in which unit."""

    name: str
    kind: Kind
    unit: str


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table: one file of the export."""

    name: str
    columns: tuple[Column, ...]

    def with_names(self) -> TableForm:
        """The same with names behind the persons."""
        columns: list[Column] = []
        for column in self.columns:
            columns += [column, NAME] if column.name == "person" else [column]
        return replace(self, columns=tuple(columns))


PERSON = Column("person", "text", "pseudonym; id if names are told; empty once erased")
NAME = Column("name", "text", "the person's name, only if names are told")
ISLAND = Column("island", "text", "its name")
RUN = Column("run", "whole", "run of the server, from 1")
AVATAR = Column("avatar", "whole", "number, of this run")
SEQ = Column("seq", "whole", "number of the entry, over the whole event")
TIME = Column("time_utc", "time", "when it was recorded, UTC")
T_MS = Column("t_ms", "whole", "ms of the server's own clock")
SPAN = (
    Column("from_utc", "time", "when it began, UTC"),
    Column("to_utc", "time", "when it ended, UTC"),
    Column("duration_s", "seconds", "from the one to the other, s"),
    Column("ending", "text", "how its end is known: told, gap, crash or open"),
)

PEOPLE = TableForm(
    "people",
    (
        PERSON,
        Column("role", "text", "attendee, host or organiser"),
        Column("first_seen_utc", "time", "when they first entered, UTC"),
    ),
)
STAYS = TableForm("stays", (PERSON, ISLAND, *SPAN))
ZONES = TableForm(
    "zones", (PERSON, ISLAND, Column("zone", "text", "its id, unique on its island"), *SPAN)
)
CONVERSATIONS = TableForm(
    "conversations",
    (
        Column("conversation", "whole", "number, of this run"),
        Column("kind", "text", "bubble, meeting or stage"),
        ISLAND,
        Column("zone", "text", "its id, unique on its island"),
        PERSON,
        Column("part", "text", "speaker or listener"),
        *SPAN,
    ),
)
FACTS: Mapping[str, Column] = MappingProxyType(
    {
        "role": Column("role", "text", "attendee, host or organiser"),
        "x": Column("x", "whole", "tiles from the west"),
        "y": Column("y", "whole", "tiles from the north"),
        "facing": Column("facing", "whole", "0 north, clockwise to 7"),
        "reason": Column("reason", "text", "why somebody left"),
        "availability": Column("availability", "text", "available, busy or away"),
        "microphone": Column("microphone", "yes", "whether it is on"),
        "camera": Column("camera", "yes", "whether it is on"),
        "kept": Column("path_kept", "yes", "whether the path is kept from here on"),
        "island": Column("to_island", "text", "where the portal leads; empty: this island"),
        "entry": Column("to_entry", "text", "name of the entry there"),
        "door": Column("door", "text", "its id"),
        "is_open": Column("is_open", "yes", "the door, from here on"),
        "kind": Column("conversation_kind", "text", "bubble, meeting or stage"),
        "capacity": Column("capacity", "whole", "most people in it"),
        "part": Column("part", "text", "speaker or listener"),
        "locked": Column("locked", "yes", "the conversation, from here on"),
        "opened": Column("opened", "yes", "the conversation to those around, from here on"),
        "aside": Column("aside", "yes", "takes no part in conversations, from here on"),
        "what": Column("what", "text", "what happened beside walking and talking"),
        "about": Column("about_avatar", "whole", "whom it was done to"),
        "facts": Column("more", "text", "further facts of it, as JSON"),
        "groups": Column("groups", "text", "named groups that they are of, as JSON"),
        "put": Column("zone_put", "text", "the zone from here on, as JSON"),
        "by": Column("by_avatar", "whole", "who let them in, or muted them"),
        "muted": Column("muted", "yes", "their voice is taken, from here on"),
        "lost": Column("lost", "whole", "events that could not be kept"),
    }
)
"""The columns of what docs/attendance-format.md calls facts."""

PRESENCE = TableForm(
    "presence",
    (
        SEQ,
        TIME,
        RUN,
        T_MS,
        ISLAND,
        Column("kind", "text", "as in docs/attendance-format.md"),
        AVATAR,
        PERSON,
        Column("zone", "text", "its id, unique on its island"),
        Column("conversation", "whole", "number, of this run"),
        *FACTS.values(),
    ),
)
MOVEMENT = TableForm(
    "movement",
    (
        SEQ,
        TIME,
        RUN,
        T_MS,
        ISLAND,
        AVATAR,
        PERSON,
        Column("start_ms", "whole", "when the first step began, ms of the server's own clock"),
        Column("x", "whole", "tiles from the west"),
        Column("y", "whole", "tiles from the north"),
        Column("facing", "whole", "0 north, clockwise to 7"),
        Column("path", "text", "directions, each with its steps: E3 SE1"),
        Column("to_x", "whole", "where the path ends, tiles"),
        Column("to_y", "whole", "where the path ends, tiles"),
    ),
)
TABLES = (PEOPLE, STAYS, ZONES, CONVERSATIONS, PRESENCE, MOVEMENT)
