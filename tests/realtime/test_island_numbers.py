from __future__ import annotations

from collections.abc import Mapping

import pytest

from island_server.core.ids import ISLAND_SHIFT, MAX_ISLANDS, AvatarId
from island_server.errors import MapError
from island_server.realtime.island_numbers import IslandNumbers


class Listener:
    def __init__(self) -> None:
        self.heard: list[object] = []

    def on_media_up(self, avatar: AvatarId) -> None:
        self.heard.append(("up", avatar))

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        self.heard.append(("down", avatar, reason))

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        self.heard.append(dict(levels))

    def on_media_lost(self) -> None:
        self.heard.append("lost")


def avatar_on(number: int, which: int = 1) -> AvatarId:
    return AvatarId((number << ISLAND_SHIFT) + which)


def test_what_the_media_service_tells_reaches_the_event_of_the_avatar_and_no_other() -> None:
    numbers, one, two = IslandNumbers(), Listener(), Listener()
    first, second, third = numbers.take(one), numbers.take(two), numbers.take(one)
    assert len({first, second, third}) == 3
    a, b, c = avatar_on(first), avatar_on(second), avatar_on(third)
    numbers.on_media_up(a)
    numbers.on_media_down(b, "away")
    numbers.on_levels({a: 10, b: 20, c: 30, avatar_on(900): 40})
    numbers.on_media_up(avatar_on(900))
    numbers.on_media_lost()
    assert one.heard == [("up", a), {a: 10, c: 30}, "lost"]
    assert two.heard == [("down", b, "away"), {b: 20}, "lost"]


def test_numbers_that_were_given_back_are_taken_again_as_late_as_can_be() -> None:
    numbers, one = IslandNumbers(), Listener()
    taken = [numbers.take(one) for _ in range(MAX_ISLANDS)]
    with pytest.raises(MapError, match="start it anew"):
        numbers.take(one)
    numbers.give_back(taken[5:7])
    numbers.on_media_up(avatar_on(taken[5]))
    assert one.heard == []
    assert [numbers.take(one), numbers.take(one)] == taken[5:7]
    fresh = IslandNumbers()
    first = fresh.take(one)
    fresh.give_back([first])
    assert fresh.take(one) != first
