"""Who must learn what: replicas that follow the protocol know exactly what there is to see."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.deltas import AvatarRecord, pack_record, unpack
from island_server.core.ids import AvatarId
from island_server.core.interest import Dispatch, Interest
from island_server.core.rules import Rules
from island_server.core.units import CellPos
from island_server.core.world import World
from tests.core.afternoons import Afternoon, afternoons
from tests.core.island import E, Isle, W
from tests.core.replica import Replica

SMALL = Rules(cell_tiles=4)


class Watched:
    """A world that is flushed now and then, and a replica behind every avatar."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.interest = Interest(world)
        self.replicas: dict[AvatarId, Replica] = {}
        self.cells: dict[AvatarId, CellPos] = {}

    def note(self, events: Iterable[ev.Event], now_ms: int) -> None:
        events = list(events)
        self.interest.note(events)
        for event in events:
            if isinstance(event, ev.Entered):
                replica = self.replicas[event.avatar] = Replica(event.avatar, self.world.rules)
                replica.learn(self.interest.view(event.avatar, now_ms))
            elif isinstance(event, ev.Left):
                del self.replicas[event.avatar]
                for replica in self.replicas.values():
                    replica.forget(event.avatar)

    def flush(self, now_ms: int) -> list[Dispatch]:
        self.note(self.world.advance(now_ms), now_ms)
        dispatches = self.interest.flush(now_ms)
        for dispatch in dispatches:
            for avatar in dispatch.audience:
                self.replicas[avatar].learn(dispatch.message)
        for replica in self.replicas.values():
            replica.drop_those_out_of_sight(now_ms)
        return dispatches

    def cell(self, avatar: AvatarId) -> CellPos:
        tile, side = self.world.tile(avatar), self.world.rules.cell_tiles
        return CellPos(tile.x // side, tile.y // side)

    def in_sight(self, avatar: AvatarId) -> dict[AvatarId, AvatarRecord]:
        """What there is to see, by asking the world about everybody."""
        own, state = self.cell(avatar), self.world.state
        return {
            other: unpack(b"\1\0\0\0\0" + pack_record(it, state.conversation_of(other))).records[0]
            for other, it in state.avatars.items()
            if touch(own, self.cell(other))
        }


def touch(one: CellPos, other: CellPos) -> bool:
    return abs(one.cx - other.cx) <= 1 and abs(one.cy - other.cy) <= 1


def watched(isle: Isle) -> Watched:
    there = Watched(isle.world)
    there.note(isle.log, 0)
    there.flush(0)
    return there


flush_times = st.sampled_from([100, 70, 250, 1000])


@given(afternoons(), flush_times)
def test_view_and_deltas_are_what_a_fresh_look_would_show(
    afternoon: Afternoon, every_ms: int
) -> None:
    there, now_ms, next_flush_ms = Watched(afternoon.world()), 0, 0
    rest: cmd.Command = cmd.React(AvatarId(0), "clap")
    for pause_ms, command in (*afternoon.wishes, (3000, rest)):
        until_ms = now_ms + pause_ms
        while next_flush_ms <= until_ms:
            there.flush(next_flush_ms)
            for avatar, replica in there.replicas.items():
                assert replica.known == there.in_sight(avatar)
                view = unpack(there.interest.view(avatar, next_flush_ms))
                assert {r.avatar: r for r in view.records} == replica.known
            next_flush_ms += every_ms
        now_ms = until_ms
        there.note(there.world.apply(command, now_ms), now_ms)


@given(afternoons(), flush_times)
def test_nobody_is_told_of_somebody_out_of_sight(afternoon: Afternoon, every_ms: int) -> None:
    """In sight is the new cell, or the cell of the last flush for who crossed out of it."""
    there, now_ms, next_flush_ms = Watched(afternoon.world()), 0, 0
    for pause_ms, command in afternoon.wishes:
        until_ms = now_ms + pause_ms
        while next_flush_ms <= until_ms:
            before = {avatar: there.interest.cell(avatar) for avatar in there.replicas}
            for dispatch in there.flush(next_flush_ms):
                for record in unpack(dispatch.message).records:
                    for observer in dispatch.audience:
                        assert touch(there.cell(observer), there.cell(record.avatar)) or touch(
                            there.cell(observer), before[record.avatar]
                        )
            next_flush_ms += every_ms
        now_ms = until_ms
        there.note(there.world.apply(command, now_ms), now_ms)


def test_nothing_is_said_where_nothing_happened() -> None:
    isle = Isle("a.b.....", rules=SMALL)
    assert watched(isle).flush(100) == []


def test_all_in_a_cell_share_the_same_bytes_and_those_far_away_get_none() -> None:
    isle = Isle("ab" + "." * 12 + "c", rules=SMALL)
    there = watched(isle)
    there.note(isle.do(cmd.SetDevices(isle["a"], microphone=True, camera=False)), 0)
    ((message, audience),) = there.flush(100)
    assert sorted(audience) == [isle["a"], isle["b"]]
    assert [record.avatar for record in unpack(message).records] == [isle["a"]]


def test_who_crosses_a_border_learns_of_the_cells_that_came_into_view() -> None:
    isle = Isle("...a....b...", rules=SMALL)
    there = watched(isle)
    there.note(isle.walk("a", (E, 3)), 0)
    there.flush(100)
    own = [unpack(d.message) for d in there.flush(250) if isle["a"] in d.audience]
    assert [delta.cells for delta in own if delta.cells] == [(CellPos(2, 0), CellPos(2, 1))]
    assert isle["b"] in there.replicas[isle["a"]].known


def test_a_step_across_a_border_that_ends_between_two_flushes_is_noticed() -> None:
    """Regression: who had stopped before the flush was no longer looked at."""
    isle = Isle("..a.....b...", rules=SMALL)
    there = watched(isle)
    there.note(isle.walk("a", (E, 2)), 0)
    there.flush(350)
    there.flush(450)
    assert there.interest.cell(isle["a"]) == CellPos(1, 0)
    assert isle["a"] in there.replicas[isle["b"]].known
    assert isle["b"] in there.replicas[isle["a"]].known


def test_who_turns_on_the_border_is_not_lost_by_those_who_see_only_the_former_cell() -> None:
    isle = Isle(*["." * 16] * 2, "b......a" + "." * 8, rules=SMALL)
    there = watched(isle)
    there.note(isle.walk("a", (E, 2)), 0)
    there.flush(100)
    isle.until(200)
    there.note(isle.walk("a", (W, 3), at=(8, 2)), 200)
    for now_ms in (250, 350, 450, 550, 650):
        there.flush(now_ms)
        for avatar, replica in there.replicas.items():
            assert replica.known == there.in_sight(avatar)


def test_an_audience_is_everybody_who_sees_somebody() -> None:
    isle = Isle("a...b...c...d", rules=SMALL)
    there = watched(isle)
    assert sorted(there.interest.audience(isle["a"])) == [isle["a"], isle["b"]]
    assert sorted(there.interest.audience(isle["b"])) == [isle["a"], isle["b"], isle["c"]]


def test_a_lock_is_seen_by_those_around() -> None:
    isle = Isle("ab..", rules=SMALL)
    there = watched(isle)
    there.note(isle.walk("a", (W, 0)), 0)
    there.note(isle.do(cmd.LockConversation(isle["a"], locked=True)), 0)
    there.flush(100)
    assert all(record.locked for record in there.replicas[isle["b"]].known.values())
