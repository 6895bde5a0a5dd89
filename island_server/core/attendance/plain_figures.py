"""Figures as plain data: lists, words and numbers, for a page or a command to write as JSON.

Fields and properties keep their names. What is kept by something other than a word becomes a list
of `{"key": ..., "value": ...}`, in its order; sets become lists in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def plain(figures: object) -> Plain:
    """Any of the figures of this package. Raises TypeError for what is none of them."""
    match figures:
        case str():
            return str(figures)
        case None | bool() | int() | float():
            return figures
        case Mapping():
            return _mapping(figures)
        case tuple() if hasattr(figures, "_fields"):
            return {name: plain(getattr(figures, name)) for name in figures._fields}
        case Set() | Sequence():
            ordered = sorted(figures) if isinstance(figures, Set) else figures
            return [plain(each) for each in ordered]
        case _ if is_dataclass(figures):
            return {name: plain(getattr(figures, name)) for name in _names(type(figures))}
    raise TypeError(f"no figures: {type(figures).__name__}")


def _mapping(figures: Mapping[object, object]) -> Plain:
    if all(isinstance(key, str) for key in figures):
        return {str(key): plain(value) for key, value in figures.items()}
    return [{"key": plain(key), "value": plain(value)} for key, value in figures.items()]


def _names(of: type) -> list[str]:
    """Fields, and then properties."""
    known = [it.name for it in fields(of)]
    return known + [name for name, it in vars(of).items() if isinstance(it, property)]
