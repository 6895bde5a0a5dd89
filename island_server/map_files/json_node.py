"""Typed reading of decoded JSON, where every complaint names the file and the key.

XML is first brought into the same form; its values are all text, so there "32" counts as a number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from island_server.errors import MapError

_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_QUOTED_CHARS = 80


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON object and where it stands.

    Attributes:
        file: the file, as the operator knows it.
        path: the way to this object, such as `layers[3].objects[0]`; empty at the top.
        fields: the object itself.
        loose: texts that are written like numbers, or like true and false, count as such.
    """

    file: str
    path: str
    fields: Mapping[str, object]
    loose: bool = False

    def error(self, key: str, problem: str) -> MapError:
        """Make the error that a value of this object is wrong."""
        where = ".".join(part for part in (self.path, key) if part)
        return MapError(f"{self.file}: {where}: {problem}" if where else f"{self.file}: {problem}")

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Give a whole number of low..high; 32.0 counts as 32. A default makes the key optional."""
        value = self.fields.get(key)
        if value is None and default is not None:
            return default
        if self.loose and isinstance(value, str):
            value = number_in(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(key, f"must be a whole number, is {_kind(value)}")
        if not low <= value <= high:
            raise self.error(key, f"must be {low}..{high}, is {_short(value)}")
        return value

    def number(self, key: str, default: float) -> float:
        """Give a finite number."""
        value = self.fields.get(key)
        if value is None:
            return default
        if self.loose and isinstance(value, str):
            value = number_in(value)
        if not _is_finite_number(value):
            raise self.error(key, f"must be a number, is {_kind(value)}")
        return float(value)

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text. A default makes the key optional."""
        value = self.fields.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.error(key, f"must be a text, is {_kind(value)}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Give true or false."""
        value = self.fields.get(key)
        if value is None:
            return default
        if self.loose and isinstance(value, str):
            value = _FLAGS.get(value, value)
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, is {_kind(value)}")
        return value

    def items(self, key: str, most: int) -> list[object]:
        """Give a list of at most `most` values; no such key is an empty list."""
        value = self.fields.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(key, f"must be a list, is {_kind(value)}")
        if len(value) > most:
            raise self.error(key, f"has {len(value)} entries, at most {most} are read")
        return value

    def nodes(self, key: str, most: int) -> list[Node]:
        """Give a list of objects."""
        return [self.child(f"{key}[{i}]", item) for i, item in enumerate(self.items(key, most))]

    def child(self, key: str, value: object) -> Node:
        """Take a value of this object as an object of its own."""
        if not isinstance(value, dict):
            raise self.error(key, f"must be an object, is {_kind(value)}")
        return Node(self.file, f"{self.path}.{key}" if self.path else key, value, self.loose)


def number_in(text: str) -> int | float | str:
    """Give the number that a text is; the text itself if it is none."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def quoted(text: str) -> str:
    """Write a text out of a file so that it fits in one line of a message."""
    shown = text if len(text) <= _QUOTED_CHARS else f"{text[:_QUOTED_CHARS]}..."
    return "'" + "".join(c if c.isprintable() else "?" for c in shown) + "'"


def _is_finite_number(value: object) -> TypeGuard[int | float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 2**53 if isinstance(value, int) else math.isfinite(value)


def _kind(value: object) -> str:
    """Name a JSON value to a person."""
    match value:
        case None:
            return "missing"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {_short(value)}"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"


def _short(value: int | float) -> str:  # mypy tells them apart
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value) if abs(value) < 2**53 else "beyond 2^53"
