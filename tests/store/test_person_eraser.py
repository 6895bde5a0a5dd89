from __future__ import annotations

import pytest

from island_server.clock import ManualClock
from island_server.core.ids import PersonId
from island_server.errors import StoreError
from island_server.store.person_eraser import PersonEraser

ANNA = PersonId("anna")


class Everything:
    """Store, recorder, persons and island in one; notes in which order it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failing = ""

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if what == self.failing:
            raise StoreError("full")

    async def flush(self) -> None:
        self._note("flush")

    async def erase_person(self, event_id: str, person: PersonId, wall_ms: int) -> bool:
        assert (event_id, person, wall_ms) == ("ameland", ANNA, 77)
        self._note("erase")
        return True

    def forget(self, _person: PersonId) -> None:
        self._note("forget")

    def remember(self, _person: PersonId) -> None:
        self._note("remember")

    def see_off(self, _person: PersonId) -> None:
        self._note("see off")


def eraser(it: Everything) -> PersonEraser:
    clock = ManualClock(wall_ms=77)
    return PersonEraser(it, it, "ameland", clock, it, it.see_off)


async def test_nothing_is_erased_before_all_that_waits_is_written() -> None:
    it = Everything()
    assert await eraser(it).erase(ANNA)
    assert it.asked == ["forget", "see off", "flush", "erase"]


@pytest.mark.parametrize("failing", ["flush", "erase"])
async def test_who_could_not_be_erased_can_ask_again(failing: str) -> None:
    it = Everything()
    it.failing = failing
    with pytest.raises(StoreError):
        await eraser(it).erase(ANNA)
    assert it.asked[-1] == "remember"
