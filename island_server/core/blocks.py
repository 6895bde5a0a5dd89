"""Who wants nothing to do with whom.

Two people with a block between them neither hear nor see nor meet one another, whoever of the two
asked for it. Blocks are kept apart from events: no log tells of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from island_server.core.ids import PersonId

MOST_BLOCKS_EACH = 200
"""How many people one person may block."""

IsBlocked = Callable[[PersonId, PersonId], bool]
"""Whether there is a block between two people, in either direction."""


def nobody_blocked(_one: PersonId, _other: PersonId) -> bool:
    """As on an island where nobody has blocked anybody."""
    return False


@dataclass(frozen=True, slots=True)
class Block:
    """`by` wants nothing to do with `about`; `number` is how `by` calls it to lift it."""

    number: int
    by: PersonId
    about: PersonId


class Blocks:
    """All blocks of an event."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._by_person: dict[PersonId, dict[PersonId, Block]] = {}
        self._last_number = 0
        self.restore(blocks)

    def __iter__(self) -> Iterator[Block]:
        for blocks in self._by_person.values():
            yield from blocks.values()

    def restore(self, blocks: Iterable[Block]) -> None:
        """Take in what was kept, before anybody blocks anybody."""
        for block in blocks:
            self._by_person.setdefault(block.by, {})[block.about] = block
            self._last_number = max(self._last_number, block.number)

    def is_blocked(self, one: PersonId, other: PersonId) -> bool:
        """Whether there is a block between two people, in either direction."""
        if not self._by_person:
            return False
        of_one, of_other = self._by_person.get(one, ()), self._by_person.get(other, ())
        return other in of_one or one in of_other

    def put(self, by: PersonId, about: PersonId) -> Block | None:
        """Block somebody, perhaps once more; None if it is oneself, or one too many."""
        blocks = self._by_person.get(by, {})
        if about in blocks:
            return blocks[about]
        if by == about or len(blocks) >= MOST_BLOCKS_EACH:
            return None
        self._last_number += 1
        block = Block(self._last_number, by, about)
        self._by_person.setdefault(by, {})[about] = block
        return block

    def lift(self, by: PersonId, number: int) -> Block | None:
        """Take back one's own block of this number; None if there is none."""
        blocks = self._by_person.get(by, {})
        found = next((block for block in blocks.values() if block.number == number), None)
        if found is not None:
            del blocks[found.about]
            if not blocks:
                del self._by_person[by]
        return found

    def of(self, by: PersonId) -> list[Block]:
        """Whom somebody has blocked, in the order in which it happened."""
        return sorted(self._by_person.get(by, {}).values(), key=lambda block: block.number)

    def blockers_of(self, about: PersonId) -> list[PersonId]:
        """Who has blocked somebody."""
        return [by for by, blocks in self._by_person.items() if about in blocks]

    def forget(self, person: PersonId) -> None:
        """Forget all that somebody blocked, and that anybody blocked them."""
        self._by_person.pop(person, None)
        for by in self.blockers_of(person):
            del self._by_person[by][person]
            if not self._by_person[by]:
                del self._by_person[by]
