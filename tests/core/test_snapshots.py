from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import snapshots
from island_server.core.ids import AvatarId
from island_server.core.snapshots import NOWHERE
from island_server.core.state import AvatarState, IslandState
from tests.core.afternoons import Afternoon, afternoons, happen

PLACES = {"t0_ms", "x", "y", "facing", "runs", "aside_at", "keeps_path"}


def known(state: IslandState, once_unknown: set[AvatarId]) -> list[AvatarState]:
    """Everybody, but for the places of those who do not let theirs be kept.

    Where somebody stepped aside while their place was not kept stays unknown for as long as it
    counts.
    """
    return [
        replace(it, aside_at=it.aside_at and NOWHERE) if it.avatar in once_unknown else it
        for it in snapshots.take(state).avatars
    ]


@given(afternoons(), st.integers(0, 40))
def test_events_go_on_from_a_snapshot_as_they_do_from_the_state(
    afternoon: Afternoon, at: int
) -> None:
    world = afternoon.world()
    state = IslandState(afternoon.rules, afternoon.island.open_doors())
    restored, once_unknown = state, set[AvatarId]()
    for number, batch in enumerate(happen(world, afternoon.wishes)):
        if number == at:
            restored = snapshots.restore(snapshots.take(state), afternoon.rules)
        for event in batch:
            state.apply(event)
            once_unknown |= {it.avatar for it in state.avatars.values() if not it.keeps_path}
            if restored is not state:
                restored.apply(event)
    assert state.avatars == world.state.avatars
    assert known(restored, once_unknown) == known(state, once_unknown)
    assert restored.conversations == state.conversations
    assert restored.open_doors == state.open_doors


@given(afternoons())
def test_what_happens_later_changes_no_snapshot(afternoon: Afternoon) -> None:
    world = afternoon.world()
    happen(world, afternoon.wishes[:10])
    taken, again = snapshots.take(world.state), snapshots.take(world.state)
    restored = snapshots.restore(taken, afternoon.rules)
    restored.avatars.clear()
    for talk in restored.conversations.values():
        talk.members.clear()
    happen(world, [(0, command) for _, command in afternoon.wishes[10:]])
    assert taken == again


@given(afternoons())
def test_without_places_a_snapshot_says_all_but_where(afternoon: Afternoon) -> None:
    world = afternoon.world()
    happen(world, afternoon.wishes)
    with_places = snapshots.take(world.state)
    without = snapshots.take(world.state, places=False)
    assert (without.conversations, without.open_doors) == (
        with_places.conversations,
        with_places.open_doors,
    )
    others = [f.name for f in fields(AvatarState) if f.name not in PLACES]
    for there, avatar in zip(with_places.avatars, without.avatars, strict=True):
        assert (avatar.t0_ms, avatar.x, avatar.y, avatar.facing, avatar.runs) == (0, 0, 0, 4, ())
        assert not avatar.keeps_path
        assert avatar.aside_at == (None if there.aside_at is None else NOWHERE)
        assert all(getattr(avatar, name) == getattr(there, name) for name in others)
