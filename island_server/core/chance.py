"""Chance out of a seed, the same everywhere: the core leaves nothing to luck."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_MASK = 0xFFFFFFFFFFFFFFFF


class Chance:
    """SplitMix64 (Steele, Lea, Flood 2014): good enough for games, of no use for secrets."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def below(self, limit: int) -> int:
        """A number from 0 to just below `limit`, which is far below 2**64."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % limit

    def choice(self, things: Sequence[_T]) -> _T:
        """One of them."""
        return things[self.below(len(things))]

    def shuffle(self, things: MutableSequence[_T]) -> None:
        """Put them in another order."""
        for last in range(len(things) - 1, 0, -1):
            other = self.below(last + 1)
            things[last], things[other] = things[other], things[last]
