"""Blocks: who wants nothing to do with whom."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.blocks import MOST_BLOCKS_EACH, Block, Blocks
from island_server.core.ids import AvatarId, PersonId
from island_server.core.media_plan import wanted_sources
from island_server.core.units import distance_squared
from island_server.core.world import World
from island_server.core.zones import ZoneKind
from tests.core.afternoons import PEOPLE, Afternoon, afternoons
from tests.core.island import E, Isle, W, box

ANNA, BO, CEES = PersonId("person-a"), PersonId("person-b"), PersonId("person-c")


# --- the blocks themselves


def test_a_block_counts_in_both_directions_and_between_these_two_only() -> None:
    blocks = Blocks()
    blocks.put(ANNA, BO)
    assert blocks.is_blocked(ANNA, BO)
    assert blocks.is_blocked(BO, ANNA)
    assert not blocks.is_blocked(ANNA, CEES)
    assert not blocks.is_blocked(BO, CEES)


def test_a_block_is_lifted_by_whom_it_was_made_only() -> None:
    blocks = Blocks()
    block = blocks.put(ANNA, BO)
    assert block is not None
    assert blocks.lift(BO, block.number) is None
    assert blocks.is_blocked(ANNA, BO)
    assert blocks.lift(ANNA, block.number) == block
    assert not blocks.is_blocked(ANNA, BO)


def test_if_both_block_each_other_one_of_them_cannot_end_it() -> None:
    blocks = Blocks()
    block = blocks.put(ANNA, BO)
    blocks.put(BO, ANNA)
    assert block is not None
    blocks.lift(ANNA, block.number)
    assert blocks.is_blocked(ANNA, BO)


def test_to_block_again_is_the_same_block() -> None:
    blocks = Blocks()
    assert blocks.put(ANNA, BO) == blocks.put(ANNA, BO)
    assert len(blocks.of(ANNA)) == 1


def test_nobody_blocks_oneself_or_more_people_than_may_be() -> None:
    blocks = Blocks()
    assert blocks.put(ANNA, ANNA) is None
    for number in range(MOST_BLOCKS_EACH):
        assert blocks.put(ANNA, PersonId(f"{number}")) is not None
    assert blocks.put(ANNA, BO) is None
    assert blocks.put(ANNA, PersonId("0")) is not None


def test_who_is_forgotten_blocks_nobody_and_is_blocked_by_nobody() -> None:
    blocks = Blocks()
    blocks.put(ANNA, BO)
    blocks.put(BO, CEES)
    blocks.put(CEES, ANNA)
    blocks.forget(BO)
    assert [(block.by, block.about) for block in blocks] == [(CEES, ANNA)]


def test_numbers_go_on_after_a_restart() -> None:
    blocks = Blocks([Block(7, ANNA, BO)])
    block = blocks.put(ANNA, CEES)
    assert block is not None
    assert block.number == 8


# --- the world with blocks


def apart(*rows: str, **zones: object) -> tuple[Isle, Blocks]:
    """An isle on which a and b have a block between them."""
    blocks = Blocks()
    blocks.put(ANNA, BO)
    return Isle(*rows, is_blocked=blocks.is_blocked, **zones), blocks


def test_two_with_a_block_between_them_form_no_bubble() -> None:
    isle, _ = apart("a....b")
    isle.walk("a", (E, 4))
    isle.until(5000)
    assert isle.tile("a") == (4, 0)
    assert isle.talking() == []


def test_in_the_bubble_of_a_third_both_are_and_neither_hears_the_other() -> None:
    isle, _ = apart("a.c.b")
    for name in "abc":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=True))
    isle.walk("a", (E, 1))
    isle.walk("b", (W, 1))
    isle.until(2000)
    (members,) = isle.talking()
    assert set(members) == set("abc")
    state, is_blocked = isle.world.state, isle.is_blocked

    def heard(name: str) -> set[AvatarId]:
        return {s.avatar for s in wanted_sources(state, isle[name], {}, is_blocked=is_blocked)}

    assert heard("a") == heard("b") == {isle["c"]}
    assert heard("c") == {isle["a"], isle["b"]}


def test_the_bubble_ends_for_two_who_are_left_with_a_block_between_them() -> None:
    isle, _ = apart("a.c.b.......")
    isle.walk("a", (E, 1))
    isle.walk("b", (W, 1))
    isle.until(2000)
    isle.walk("c", (E, 9))
    isle.until(6000)
    assert isle.talking() == []


def test_a_block_parts_two_who_talk_at_once_and_lifting_it_joins_them() -> None:
    blocks = Blocks()
    isle = Isle("a..b", is_blocked=blocks.is_blocked)
    isle.walk("a", (E, 1))
    isle.until(2000)
    assert isle.talking() == ["ab"]
    block = blocks.put(BO, ANNA)
    assert block is not None
    isle.do(cmd.Regroup(isle["b"]))
    assert isle.talking() == []
    blocks.lift(BO, block.number)
    isle.do(cmd.Regroup(isle["b"]))
    assert isle.talking() == ["ba"] or isle.talking() == ["ab"]


def test_in_a_meeting_both_are_and_neither_hears_the_other() -> None:
    isle, blocks = apart("abc", zones=[box("hall", ZoneKind.MEETING, (0, 0), (3, 1))])
    for name in "abc":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=False))
    found = wanted_sources(isle.world.state, isle["b"], {}, is_blocked=blocks.is_blocked)
    assert [source.avatar for source in found] == [isle["c"]]


def test_nobody_walks_to_somebody_behind_a_block() -> None:
    isle, _ = apart("a....b")
    assert isle.rejection(cmd.Approach(isle["b"], isle["a"])) == "blocked"
    assert isle.rejection(cmd.Approach(isle["a"], isle["b"])) == "blocked"


# --- laws


def blocked_pairs() -> st.SearchStrategy[list[tuple[int, int]]]:
    person = st.integers(0, PEOPLE - 1)
    return st.lists(st.tuples(person, person), min_size=1, max_size=5)


@given(afternoons(), blocked_pairs(), st.data())
def test_every_bubble_hangs_together_without_its_blocked_pairs(
    afternoon: Afternoon, pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Whoever blocks whom, and whenever: nobody is in a bubble but by somebody they may hear."""
    blocks, now_ms = Blocks(), 0
    world = World(afternoon.island, afternoon.rules, is_blocked=blocks.is_blocked)
    for pause_ms, command in afternoon.wishes:
        now_ms += pause_ms
        world.apply(command, now_ms)
        if pairs and data.draw(st.booleans()):
            one, other = pairs.pop()
            blocks.put(PersonId(f"p{one}"), PersonId(f"p{other}"))
            for avatar, state in list(world.state.avatars.items()):
                if state.person in (f"p{one}", f"p{other}"):
                    world.apply(cmd.Regroup(avatar), now_ms)
        for bubble in world.state.conversations.values():
            if bubble.kind is ev.ConversationKind.BUBBLE:
                assert hang_together(world, list(bubble.members))


def hang_together(world: World, members: list[AvatarId]) -> bool:
    groups = [{member} for member in members]
    for one, other in itertools.combinations(members, 2):
        is_near = distance_squared(*world.tile(one), *world.tile(other)) <= 9
        if is_near and not world.are_apart(one, other):
            joined = [group for group in groups if one in group or other in group]
            groups = [g for g in groups if g not in joined] + [set().union(*joined)]
    return len(groups) == 1
