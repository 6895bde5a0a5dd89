"""Laws that every afternoon on every island keeps."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId
from island_server.core.motion import Runs, step_duration_ms
from island_server.core.rules import Rules
from island_server.core.state import IslandState
from island_server.core.tile_map import TileMap
from island_server.core.units import DX, DY, distance_squared
from island_server.core.world import World
from island_server.core.zones import MEETING_KINDS, Zone, ZoneKind
from tests.core.afternoons import Afternoon, afternoons, happen


def moments(afternoon: Afternoon) -> Iterator[tuple[World, int]]:
    """The world after every wish, and every 150 ms in between."""
    world, now_ms = afternoon.world(), 0
    for pause_ms, command in afternoon.wishes:
        until_ms = now_ms + pause_ms
        for between_ms in range(now_ms + 150, until_ms, 150):
            world.advance(between_ms)
            yield world, between_ms
        now_ms = until_ms
        world.apply(command, now_ms)
        yield world, now_ms
    world.advance(now_ms + 30_000)
    yield world, now_ms + 30_000


@given(afternoons())
def test_the_same_happens_however_often_one_looks(afternoon: Afternoon) -> None:
    once = happen(afternoon.world(), afternoon.wishes)
    assert once == happen(afternoon.world(), afternoon.wishes, step_ms=37)
    assert once == happen(afternoon.world(), afternoon.wishes, step_ms=1000)


@given(afternoons())
def test_the_state_is_the_fold_of_the_events(afternoon: Afternoon) -> None:
    world = afternoon.world()
    folded = IslandState(afternoon.rules, afternoon.island.open_doors())
    for batch in happen(world, afternoon.wishes):
        for event in batch:
            folded.apply(event)
    assert folded.avatars == world.state.avatars
    assert folded.conversations == world.state.conversations
    assert folded.open_doors == world.state.open_doors
    assert folded.edited == world.state.edited
    assert folded.listening == world.state.listening
    assert folded.following == world.state.following
    for identity, conversation in world.state.conversations.items():
        assert list(folded.conversations[identity].members) == list(conversation.members)


@given(afternoons())
def test_time_never_goes_back_in_the_events(afternoon: Afternoon) -> None:
    events = [event for batch in happen(afternoon.world(), afternoon.wishes) for event in batch]
    assert all(a.t_ms <= b.t_ms for a, b in itertools.pairwise(events))


@given(afternoons())
def test_everybody_is_in_one_conversation_at_most_and_knows_it(afternoon: Afternoon) -> None:
    most: dict[ConversationId, int] = {}
    for world, _ in moments(afternoon):
        state = world.state
        for identity, conversation in state.conversations.items():
            most[identity] = max(most.get(identity, 0), conversation.capacity)
            assert 1 <= len(conversation.members) <= most[identity]
            for member in conversation.members:
                assert state.avatars[member].conversation == conversation.conversation
        for avatar in state.avatars.values():
            if avatar.conversation is not None:
                assert avatar.avatar in state.conversations[avatar.conversation].members


@given(afternoons())
def test_a_bubble_hangs_together_and_holds_only_who_may_be_in_it(afternoon: Afternoon) -> None:
    for world, _ in moments(afternoon):
        for bubble in world.state.conversations.values():
            if bubble.kind is ev.ConversationKind.BUBBLE:
                assert 2 <= len(bubble.members) <= afternoon.rules.bubble_capacity
                assert hang_together(world, list(bubble.members))
                assert all(may_bubble(world, member) for member in bubble.members)


@given(afternoons())
def test_a_zones_conversation_has_those_in_the_zone_up_to_its_capacity(
    afternoon: Afternoon,
) -> None:
    for world, _ in moments(afternoon):
        for zone_id, inside in seated(world).items():
            talks = [c for c in world.state.conversations.values() if c.zone == zone_id]
            assert len(talks) == 1
            members, capacity = talks[0].members, talks[0].capacity
            assert set(members) <= set(inside)
            assert talks[0].locked or len(members) >= min(len(inside), capacity)
            assert all(part is inside[member] for member, part in members.items())


@given(afternoons())
def test_two_who_stand_together_and_may_talk_do_unless_they_never_moved(
    afternoon: Afternoon,
) -> None:
    """Newcomers are left alone until they, or somebody beside them, does something."""
    for world, _ in moments(afternoon):
        free = [
            avatar
            for avatar, state in world.state.avatars.items()
            if state.conversation is None
            and may_bubble(world, avatar)
            and not world.is_walking(avatar)
            and has_moved(state.t0_ms, state.runs)
        ]
        for one, other in itertools.combinations(free, 2):
            assert distance_squared(*world.tile(one), *world.tile(other)) > 4


@given(afternoons())
def test_no_step_is_ever_illegal_or_out_of_time(afternoon: Afternoon) -> None:
    """An oracle walks every path tile by tile and joins it to the one before."""
    walkers: dict[AvatarId, Walker] = {}
    taken: set[tuple[AvatarId, int]] = set()
    for batch in happen(afternoon.world(), afternoon.wishes):
        for event in batch:
            match event:
                case ev.Entered():
                    walkers[event.avatar] = Walker(event.t_ms, event.x, event.y, ())
                case ev.PortalTaken(island=""):
                    taken.add((event.avatar, event.t_ms))
                case ev.Moved() if (event.avatar, event.t_ms) in taken and not event.runs:
                    walkers[event.avatar] = Walker(event.t_ms, event.x, event.y, ())
                case ev.Moved():
                    walkers[event.avatar].turns(event, afternoon.rules)
                    check_path(afternoon.island.tiles, event)
                    assert len(event.runs) <= afternoon.rules.max_runs
                case _:
                    pass


@given(afternoons())
def test_a_refusal_is_the_answer_to_a_command_and_comes_last(afternoon: Afternoon) -> None:
    batches = happen(afternoon.world(), afternoon.wishes)
    for (_, command), batch in zip(afternoon.wishes, batches, strict=False):
        assert not any(isinstance(event, ev.CommandRejected) for event in batch[:-1])
        if batch and isinstance(batch[-1], ev.CommandRejected):
            assert not isinstance(command, cmd.Enter)
            assert batch[-1].avatar == command.avatar


# --- slow second opinions


class Walker:
    """Where somebody is by the last path, worked out step by step."""

    def __init__(self, t0_ms: int, x: int, y: int, runs: Runs) -> None:
        self.t0_ms, self.x, self.y, self.runs = t0_ms, x, y, runs

    def turns(self, event: ev.Moved, rules: Rules) -> None:
        t_ms, x, y = self.t0_ms, self.x, self.y
        for direction in (run.direction for run in self.runs for _ in range(run.steps)):
            arrives_ms = t_ms + step_duration_ms(direction, rules)
            stops = not event.runs and (x, y) == (event.x, event.y)
            if stops and event.t_ms in (t_ms, arrives_ms):
                break  # before what closed meanwhile
            if arrives_ms > event.t_ms:
                assert event.t0_ms == t_ms, "a step under way is finished"
                assert event.runs[0].direction == direction, "in the direction that it had"
                break
            t_ms, x, y = arrives_ms, x + DX[direction], y + DY[direction]
        else:
            assert event.t0_ms == event.t_ms, "who stands begins now"
        assert (event.x, event.y) == (x, y)
        self.t0_ms, self.x, self.y, self.runs = event.t0_ms, event.x, event.y, event.runs


def check_path(tiles: TileMap, path: ev.Moved) -> None:
    x, y = path.x, path.y
    for direction in (run.direction for run in path.runs for _ in range(run.steps)):
        dx, dy = DX[direction], DY[direction]
        crossed = [(x + dx, y + dy), (x + dx, y), (x, y + dy)]
        assert all(tiles.is_free(*tile) for tile in crossed)
        x, y = x + dx, y + dy
    assert all(run.steps > 0 for run in path.runs)
    assert not path.runs or path.facing == path.runs[-1].direction


def hang_together(world: World, members: list[AvatarId]) -> bool:
    """Whether chains of people three tiles apart at most join all members."""
    groups = [{member} for member in members]
    for one, other in itertools.combinations(members, 2):
        if distance_squared(*world.tile(one), *world.tile(other)) <= 9:
            joined = [group for group in groups if one in group or other in group]
            groups = [g for g in groups if g not in joined] + [set().union(*joined)]
    return len(groups) == 1


def stages(world: World) -> dict[str | None, Zone]:
    return {zone.stage: zone for zone in world.island.zones if zone.kind is ZoneKind.PODIUM}


def may_bubble(world: World, avatar: AvatarId) -> bool:
    state, zone = world.state.avatars[avatar], world.governing(world.tile(avatar))
    if state.availability is not ev.Availability.AVAILABLE or state.aside_at is not None:
        return False
    if zone is None:
        return True
    return zone.kind is ZoneKind.AUDIENCE and zone.stage not in stages(world)


def seated(world: World) -> dict[str, dict[AvatarId, ev.Part]]:
    """Who is in each conversation of a zone, were there room for all."""
    inside: dict[str, dict[AvatarId, ev.Part]] = {}
    for avatar, state in world.state.avatars.items():
        zone = world.governing(world.tile(avatar))
        if zone is None or state.aside_at is not None:
            continue
        if zone.kind in MEETING_KINDS:
            inside.setdefault(zone.id, {})[avatar] = ev.Part.SPEAKER
        elif zone.kind in (ZoneKind.PODIUM, ZoneKind.AUDIENCE) and zone.stage in stages(world):
            speaks = zone.kind is ZoneKind.PODIUM
            part = ev.Part.SPEAKER if speaks else ev.Part.LISTENER
            inside.setdefault(stages(world)[zone.stage].id, {})[avatar] = part
    return inside


def has_moved(t0_ms: int, runs: Runs) -> bool:
    return t0_ms > 0 and bool(runs)
