"""The one form of results: rows with a number, whatever the kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a result.

    Attributes:
        key: what it is the result of: the number of an option, a word, the number of a question,
            a table ("ISLAND/ZONE") or a person's id, which is not for browsers.
        label: what people read; empty for tables and persons, whom the shell knows by name.
        count: how many chose it or said it, its votes, its points.
        is_hidden: a host took it out of sight.
    """

    key: str
    label: str
    count: int
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """What came of an activity so far; `answers` is by how many people."""

    answers: int
    rows: tuple[Row, ...]
