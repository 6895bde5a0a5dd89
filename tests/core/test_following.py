"""Walking after somebody."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.rules import Rules
from island_server.core.units import distance_squared
from island_server.core.zones import ZoneKind
from tests.core.afternoons import Afternoon, afternoons
from tests.core.island import E, Isle, N, S, W, box
from tests.core.test_laws import moments


def pair(*rows: str, **more: Any) -> Isle:
    """`b` follows `a`."""
    isle = Isle(*rows, **more)
    isle.do(cmd.Follow(isle["b"], isle["a"]))
    return isle


def apart(isle: Isle, one: str = "a", other: str = "b") -> float:
    return distance_squared(*isle.tile(one), *isle.tile(other)) ** 0.5


def test_who_follows_comes_within_two_tiles_and_stays_behind() -> None:
    isle = pair("a.........b.........")
    isle.until(3000)
    assert isle.tile("b") == (2, 0)
    isle.walk("a", (E, 15))
    isle.until(10_000)
    assert isle.tile("a") == (15, 0)
    assert apart(isle) == 2


def test_a_follower_keeps_up_with_a_walker() -> None:
    isle = pair("ba..................")
    isle.walk("a", (E, 0))
    for now_ms in range(200, 3600, 200):
        isle.until(now_ms)
        assert 1 <= apart(isle) <= 3


def test_two_who_talk_go_on_talking_as_one_follows_the_other() -> None:
    isle = Isle("b.a.................")
    isle.walk("a", (W, 1))
    isle.until(1000)
    assert isle.talking() == ["ba"] or isle.talking() == ["ab"]
    isle.do(cmd.Follow(isle["b"], isle["a"]))
    isle.walk("a", (E, 12))
    for now_ms in range(1000, 6000, 50):
        isle.until(now_ms)
        assert len(isle.talking()) == 1


def test_a_follower_turns_and_stops_as_the_leader_does() -> None:
    isle = pair("b.a.......", *["." * 10] * 8)
    isle.walk("a", (E, 0))
    isle.until(900)
    isle.walk("a", (S, 0), at=(7, 0))
    isle.until(1900)
    isle.walk("a", at=(7, 5))
    isle.until(8000)
    assert isle.tile("a") == (7, 5)
    assert isle.tile("b") == (7, 3)


def test_who_is_come_to_waits_rather_than_walks_ahead() -> None:
    isle = pair("a.........b.........")
    isle.until(400)
    isle.walk("a", (E, 15))
    isle.until(1200)
    x_then = isle.tile("b")[0]
    isle.until(10_000)
    assert x_then >= 6
    assert isle.tile("a") == (15, 0)
    assert 0 < apart(isle) <= 2
    assert isle.tile("b")[0] < 15


def test_a_long_way_is_followed_to_its_end() -> None:
    isle = pair("b.a" + "." * 200)
    isle.walk("a", (E, 0))
    isle.until(60_000)
    assert isle.tile("a") == (202, 0)
    assert isle.tile("b") == (200, 0)


def test_ones_own_step_ends_it_and_nobody_is_dragged_on() -> None:
    isle = pair("b.a.................")
    isle.walk("a", (E, 10))
    isle.until(700)
    events = isle.walk("b", at=(isle.tile("b")[0] + 1, 0))
    assert ev.Followed(700, isle["b"], None) in events
    isle.until(10_000)
    assert isle.tile("b")[0] <= 4


@pytest.mark.parametrize("who", ["self", "leader"])
def test_both_can_end_it(who: str) -> None:
    isle = pair("b.a.................")
    if who == "self":
        isle.do(cmd.Follow(isle["b"], None))
    else:
        isle.do(cmd.SendFollowersOff(isle["a"]))
    isle.walk("a", (E, 10))
    isle.until(10_000)
    assert isle.tile("b") == (0, 0)
    assert isle.world.state.following == {}


def test_it_ends_when_either_leaves() -> None:
    isle = pair("b.a.................")
    events = isle.do(cmd.Leave(isle["a"], ev.LeaveReason.LEFT))
    assert ev.Followed(0, isle["b"], None) in events
    isle = pair("b.a.................")
    isle.do(cmd.Leave(isle["b"], ev.LeaveReason.LEFT))
    assert isle.world.state.following == {}


def test_many_stand_in_a_line_and_not_on_one_another() -> None:
    isle = Isle("bcdef.a......................")
    for name in "bcdef":
        isle.do(cmd.Follow(isle[name], isle["a"]))
    isle.walk("a", (E, 18))
    isle.until(20_000)
    tiles = {isle.tile(name) for name in "abcdef"}
    assert len(tiles) == 6
    assert all(apart(isle, "a", name) <= 6 for name in "bcdef")


def test_a_chain_walks_and_a_circle_is_refused() -> None:
    isle = pair("c.b.a...............")
    isle.do(cmd.Follow(isle["c"], isle["b"]))
    assert isle.rejection(cmd.Follow(isle["a"], isle["c"])) == "follows_you"
    isle.walk("a", (E, 12))
    isle.until(10_000)
    assert apart(isle, "b", "c") <= 2
    assert apart(isle) <= 2


def test_nobody_follows_nobody_themselves_or_too_many() -> None:
    isle = Isle("abcd", rules=Rules(followers_most=1))
    assert isle.rejection(cmd.Follow(isle["a"], AvatarId(99))) == "unknown_avatar"
    assert isle.rejection(cmd.Follow(isle["a"], isle["a"])) == "unknown_avatar"
    assert isle.rejection(cmd.Follow(isle["b"], isle["a"])) is None
    assert isle.rejection(cmd.Follow(isle["c"], isle["a"])) == "followers_full"


def test_two_with_a_block_between_them_do_not_follow() -> None:
    isle = Isle("ab")
    isle.world.is_blocked = lambda *people: (
        set(people)
        == {
            PersonId("person-a"),
            PersonId("person-b"),
        }
    )
    assert isle.rejection(cmd.Follow(isle["b"], isle["a"])) == "blocked"


@pytest.mark.parametrize("who", ["a", "b"])
def test_a_block_ends_following(who: str) -> None:
    isle = pair("b.a.......")
    isle.world.is_blocked = lambda _one, _other: True
    isle.world._company.regroup(isle[who])
    isle.do(cmd.React(isle["a"], "hand"))
    assert isle.world.state.following == {}


def test_a_follower_stays_out_of_what_is_closed_to_them() -> None:
    zone = box("office", ZoneKind.PLACE, (6, 0), (6, 1), hosts_only=True)
    isle = Isle("............", zones=[zone])
    isle.enter("a", 2, 0, ev.Role.HOST)
    isle.enter("b", 0, 0)
    isle.do(cmd.Follow(isle["b"], isle["a"]))
    isle.walk("a", (E, 9))
    isle.until(10_000)
    assert isle.tile("a") == (11, 0)
    assert isle.tile("b") == (5, 0)


@given(afternoons())
def test_nobody_follows_who_is_not_there_or_in_a_circle(afternoon: Afternoon) -> None:
    for world, _ in moments(afternoon):
        following = world.state.following
        assert set(following) | set(following.values()) <= set(world.state.avatars)
        for avatar in following:
            seen, at = set(), avatar
            while at in following:
                assert at not in seen
                seen.add(at)
                at = following[at]


@given(st.lists(st.tuples(st.sampled_from([N, E, S, W]), st.integers(1, 9)), max_size=12))
def test_after_any_walk_a_follower_stands_within_two_tiles(walks: list[tuple[int, int]]) -> None:
    isle = pair(*["." * 24] * 8, "b.a" + "." * 21, *["." * 24] * 8)
    for direction, steps in walks:
        isle.walk("a", (direction, steps))
        isle.until(isle.now_ms + 330 * steps)
    isle.until(isle.now_ms + 20_000)
    assert apart(isle) <= 2
