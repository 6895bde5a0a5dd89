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
    """`unit` is what the documentation says of it."""

    name: str
    kind: Kind
    unit: str = ""


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
ISLAND = Column("island", "text")
RUN = Column("run", "whole", "run of the server, from 1")
AVATAR = Column("avatar", "whole", "number, of this run")
SEQ = Column("seq", "whole", "number of the entry, over the whole event")
TIME = Column("time_utc", "time", "when it was recorded, UTC")
T_MS = Column("t_ms", "whole", "ms of the server's own clock")
SPAN = (
    Column("from_utc", "time", "UTC"),
    Column("to_utc", "time", "UTC"),
    Column("duration_s", "seconds", "s"),
    Column("ending", "text", "how its end is known: told, gap, crash or open"),
)

PEOPLE = TableForm(
    "people", (PERSON, Column("role", "text"), Column("first_seen_utc", "time", "UTC"))
)
STAYS = TableForm("stays", (PERSON, ISLAND, *SPAN))
ZONES = TableForm("zones", (PERSON, ISLAND, Column("zone", "text"), *SPAN))
CONVERSATIONS = TableForm(
    "conversations",
    (
        Column("conversation", "whole", "number, of this run"),
        Column("kind", "text", "bubble, meeting or stage"),
        ISLAND,
        Column("zone", "text"),
        PERSON,
        Column("part", "text", "speaker or listener"),
        *SPAN,
    ),
)
FACTS: Mapping[str, Column] = MappingProxyType(
    {
        "role": Column("role", "text"),
        "x": Column("x", "whole", "tiles"),
        "y": Column("y", "whole", "tiles"),
        "facing": Column("facing", "whole", "0 north, clockwise to 7"),
        "reason": Column("reason", "text"),
        "availability": Column("availability", "text"),
        "microphone": Column("microphone", "yes"),
        "camera": Column("camera", "yes"),
        "kept": Column("path_kept", "yes"),
        "island": Column("to_island", "text"),
        "entry": Column("to_entry", "text"),
        "door": Column("door", "text"),
        "is_open": Column("is_open", "yes"),
        "kind": Column("conversation_kind", "text"),
        "capacity": Column("capacity", "whole", "people"),
        "part": Column("part", "text"),
        "locked": Column("locked", "yes"),
        "aside": Column("aside", "yes"),
        "lost": Column("lost", "whole", "events"),
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
        Column("zone", "text"),
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
        Column("start_ms", "whole", "ms of the server's own clock"),
        Column("x", "whole", "tiles"),
        Column("y", "whole", "tiles"),
        Column("facing", "whole", "0 north, clockwise to 7"),
        Column("path", "text", "directions, each with its steps: E3 SE1"),
        Column("to_x", "whole", "tiles"),
        Column("to_y", "whole", "tiles"),
    ),
)
TABLES = (PEOPLE, STAYS, ZONES, CONVERSATIONS, PRESENCE, MOVEMENT)
