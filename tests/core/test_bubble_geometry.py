"""Who may open or join a bubble: every one that came about is checked against the plain rules."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.island_map import IslandMap
from island_server.core.motion import path_end
from island_server.core.rules import Rules
from island_server.core.state import ConversationState, IslandState
from island_server.core.units import TilePos
from island_server.core.zones import Zone
from tests.core.afternoons import Afternoon, afternoons, happen


class Witness:
    """Sees every event just before it becomes true."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.state = IslandState(rules)
        self.opening: list[AvatarId] = []

    def see(self, event: ev.Event) -> None:
        if isinstance(event, ev.ConversationJoined):
            talk = self.state.conversations[event.conversation]
            if talk.kind is ev.ConversationKind.BUBBLE:
                self.check_joining(event, talk)
        self.state.apply(event)

    def check_joining(self, event: ev.ConversationJoined, bubble: ConversationState) -> None:
        assert self.state.avatars[event.avatar].conversation is None
        assert len(bubble.members) < bubble.capacity
        assert not bubble.locked
        if not bubble.members:
            self.opening = [event.avatar]
        elif len(self.opening) == 1:
            self.check_opening(self.opening.pop(), event.avatar, event.t_ms)
        else:
            assert any(self.are_near(event.avatar, member, event.t_ms) for member in bubble.members)
            own = self.tile(event.avatar, event.t_ms)
            assert any(
                (own.x - x) ** 2 + (own.y - y) ** 2 <= 4**2 + 1e-9
                for x, y in self.middles(list(bubble.members), event.t_ms)
            )

    def check_opening(self, one: AvatarId, other: AvatarId, t_ms: int) -> None:
        assert self.are_near(one, other, t_ms)
        assert any(self.tile(avatar, t_ms) == self.rest(avatar) for avatar in (one, other))

    def are_near(self, one: AvatarId, other: AvatarId, t_ms: int) -> bool:
        """Within two tiles now, and where both will stand."""
        now = itertools.product(self.tiles(one, t_ms), self.tiles(other, t_ms))
        return any(is_within(2, *tiles) for tiles in now) and is_within(
            2, self.rest(one), self.rest(other)
        )

    def middles(self, avatars: list[AvatarId], t_ms: int) -> Iterator[tuple[float, float]]:
        for tiles in itertools.product(*(self.tiles(avatar, t_ms) for avatar in avatars)):
            x, y = (sum(axis) / len(tiles) for axis in zip(*tiles, strict=True))
            yield x, y

    def tiles(self, avatar: AvatarId, t_ms: int) -> set[TilePos]:
        """Where somebody is: of those whose steps are due at this moment, one is the first."""
        return {self.tile(avatar, t_ms), self.tile(avatar, t_ms - 1)}

    def zones(self, island: IslandMap) -> list[Zone]:
        """The zones that hold by now."""
        now = {**{zone.id: zone for zone in island.zones}, **self.state.edited}
        return [zone for zone in now.values() if zone is not None]

    def tile(self, avatar: AvatarId, t_ms: int) -> TilePos:
        return self.state.tile_of(avatar, t_ms)

    def rest(self, avatar: AvatarId) -> TilePos:
        it = self.state.avatars[avatar]
        return path_end(it.x, it.y, it.runs)


@given(afternoons())
def test_only_those_who_stop_near_each_other_begin_to_talk(afternoon: Afternoon) -> None:
    witness = Witness(afternoon.rules)
    for batch in happen(afternoon.world(), afternoon.wishes):
        for event in batch:
            witness.see(event)


@given(afternoons())
def test_nobody_leaves_a_bubble_while_near_to_all_of_it(afternoon: Afternoon) -> None:
    """Only who is no longer free to talk, or three tiles from the others, or the last, goes."""
    witness = Witness(afternoon.rules)
    for batch in happen(afternoon.world(), afternoon.wishes):
        left = [event for event in batch if isinstance(event, ev.ConversationLeft)]
        for event in batch:
            if isinstance(event, ev.ConversationLeft):
                check_leaving(witness, afternoon, event, left)
            witness.see(event)


def check_leaving(
    witness: Witness,
    afternoon: Afternoon,
    event: ev.ConversationLeft,
    left: list[ev.ConversationLeft],
) -> None:
    bubble = witness.state.conversations[event.conversation]
    goes_too = {e.avatar for e in left if e.conversation == event.conversation}
    staying = [m for m in bubble.members if m not in goes_too]
    if bubble.kind is not ev.ConversationKind.BUBBLE or not staying:
        return
    own, it = witness.tile(event.avatar, event.t_ms), witness.state.avatars[event.avatar]
    is_free = it.availability is ev.Availability.AVAILABLE and it.aside_at is None
    in_a_zone = any(zone.contains(*own) for zone in witness.zones(afternoon.island))
    if is_free and not in_a_zone and not leaves_the_island(afternoon, event):
        for member in staying:
            assert not all(is_within(3, own, tile) for tile in witness.tiles(member, event.t_ms))


def leaves_the_island(afternoon: Afternoon, event: ev.ConversationLeft) -> bool:
    now_ms = 0
    for pause_ms, command in afternoon.wishes:
        now_ms += pause_ms
        is_leave = isinstance(command, cmd.Leave) and command.avatar == event.avatar
        if is_leave and now_ms == event.t_ms:
            return True
    return False


def is_within(reach_tiles: int, one: TilePos, other: TilePos) -> bool:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 <= reach_tiles**2
