from __future__ import annotations

from collections import Counter

from island_server.core.chance import Chance


def test_the_numbers_are_those_of_the_reference() -> None:
    chance = Chance(1234567)
    limit = 1 << 64
    assert [chance.below(limit) for _ in range(3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_every_place_is_as_likely_for_everybody() -> None:
    firsts: Counter[int] = Counter()
    for seed in range(3000):
        things = [0, 1, 2]
        Chance(seed).shuffle(things)
        assert sorted(things) == [0, 1, 2]
        firsts[things[0]] += 1
    assert min(firsts.values()) > 900


def test_a_choice_is_one_of_them() -> None:
    chance = Chance(5)
    assert {chance.choice("abc") for _ in range(50)} == set("abc")
