"""Who overhears an open conversation, and who never does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.media_plan import SILENT, MediaPlan, SlotSource, Uplink, wanted_sources
from island_server.core.rules import Rules
from island_server.core.units import distance_squared
from island_server.core.world import World
from island_server.core.zones import ZoneKind
from tests.core.afternoons import Afternoon, afternoons
from tests.core.island import E, Isle, W, box
from tests.core.test_laws import moments


def talking(*rows: str, **more: Any) -> Isle:
    """An isle on which `a` and `b` have met: `b` took a step to do so."""
    isle = Isle(*rows, **more)
    isle.walk("b", (W, 1))
    isle.until(1000)
    assert "ab" in isle.talking()
    return isle


def opened(*rows: str, **more: Any) -> Isle:
    isle = talking(*rows, **more)
    isle.do(cmd.OpenUp(isle["a"], opened=True))
    return isle


def hears(isle: Isle, name: str) -> bool:
    return isle[name] in isle.world.state.listening


# --- opening and closing


def test_a_conversation_is_closed_to_ears_until_a_member_opens_it() -> None:
    isle = talking("a.b..c")
    assert not hears(isle, "c")
    events = isle.do(cmd.OpenUp(isle["a"], opened=True))
    talk = isle.world.state.avatars[isle["a"]].conversation
    assert talk is not None
    assert events == [
        ev.OpenedUp(1000, talk, isle["a"], opened=True),
        ev.EarshotChanged(1000, isle["c"], talk),
    ]


def test_any_member_closes_it_at_once() -> None:
    isle = opened("a.b..c")
    events = isle.do(cmd.OpenUp(isle["b"], opened=False))
    assert ev.EarshotChanged(1000, isle["c"], None) in events
    assert not hears(isle, "c")


def test_locking_closes_it_and_a_locked_one_cannot_be_opened() -> None:
    isle = opened("a.b..c")
    isle.do(cmd.LockConversation(isle["b"], locked=True))
    assert not hears(isle, "c")
    assert isle.rejection(cmd.OpenUp(isle["a"], opened=True)) == "locked"
    isle.do(cmd.LockConversation(isle["b"], locked=False))
    assert not hears(isle, "c")


def test_who_is_in_no_conversation_has_nothing_to_open() -> None:
    isle = talking("a.b..c")
    assert isle.rejection(cmd.OpenUp(isle["c"], opened=True)) == "not_in_conversation"


def test_a_stage_cannot_be_opened() -> None:
    isle = Isle("a..", zones=[box("podium", ZoneKind.PODIUM, (0, 0), (1, 1), stage="s")])
    assert isle.rejection(cmd.OpenUp(isle["a"], opened=True)) == "not_openable"


def test_it_ends_with_the_conversation() -> None:
    isle = opened("a.b..c")
    isle.do(cmd.Leave(isle["b"], ev.LeaveReason.LEFT))
    assert not hears(isle, "c")
    assert isle.world.state.listening == {}


# --- who is near enough


@pytest.mark.parametrize(("row", "is_heard"), [("a.b..c", True), ("a.b...c", False)])
def test_it_reaches_four_tiles_from_the_nearest_member(row: str, is_heard: bool) -> None:
    assert hears(opened(row), "c") is is_heard


def test_who_walks_by_hears_nothing_and_who_stops_does() -> None:
    isle = opened("a.b..............", "................c")
    isle.walk("c", (W, 12))
    isle.until(1000 + 12 * 200 - 1)
    assert not hears(isle, "c")
    isle.until(1000 + 12 * 200)
    assert hears(isle, "c")


def test_who_listens_goes_on_to_while_walking_until_five_tiles_away() -> None:
    isle = opened("a.b..c..........")
    isle.walk("c", (E, 8))
    isle.until(1000 + 200)
    assert isle.tile("c") == (6, 0)
    assert hears(isle, "c")
    isle.until(1000 + 400)
    assert not hears(isle, "c")


def test_who_joins_a_conversation_hears_it_as_a_member() -> None:
    isle = opened("a.b..c")
    isle.walk("c", (W, 2))
    isle.until(3000)
    assert isle.talking() == ["abc"]
    assert not hears(isle, "c")


def test_no_more_listen_than_may() -> None:
    isle = opened("..c..", "a.b..", "..d..", "..e..", rules=Rules(listeners_most=1, enter_tiles=1))
    first, second = [name for name in "cde" if hears(isle, name)], []
    assert len(first) == 1
    isle.do(cmd.Listen(isle[first[0]], wanted=False))
    second = [name for name in "cde" if hears(isle, name)]
    assert len(second) == 1
    assert second != first


# --- who does not hear although near


@pytest.mark.parametrize("availability", [ev.Availability.BUSY, ev.Availability.AWAY])
def test_who_is_busy_or_away_hears_nothing(availability: ev.Availability) -> None:
    isle = opened("a.b..c")
    isle.do(cmd.SetAvailability(isle["c"], availability))
    assert not hears(isle, "c")
    isle.do(cmd.SetAvailability(isle["c"], ev.Availability.AVAILABLE))
    assert hears(isle, "c")


def test_who_stepped_out_of_it_does_not_overhear_it() -> None:
    isle = opened("a.b....d")
    isle.walk("d", (W, 4))
    isle.until(3000)
    assert isle.talking() == ["abd"]
    isle.do(cmd.LeaveConversation(isle["d"]))
    assert not hears(isle, "d")


def test_nothing_is_heard_in_a_quiet_zone() -> None:
    isle = opened("a.b..c", zones=[box("library", ZoneKind.QUIET, (4, 0), (2, 1))])
    assert not hears(isle, "c")


def test_a_zone_put_up_around_a_listener_makes_it_quiet_for_them() -> None:
    isle = opened("a.b..c")
    isle.do(cmd.PutZone(isle["a"], box("library", ZoneKind.QUIET, (4, 0), (2, 1))))
    assert not hears(isle, "c")


def test_an_open_meeting_is_overheard_from_outside_its_zone() -> None:
    isle = Isle("a.b..c", zones=[box("table", ZoneKind.MEETING, (0, 0), (3, 1))])
    isle.do(cmd.OpenUp(isle["b"], opened=True))
    assert hears(isle, "c")


def test_who_blocked_a_member_or_is_blocked_by_one_hears_nothing() -> None:
    apart: set[frozenset[PersonId]] = set()
    isle = opened("a.b..c")
    isle.world.is_blocked = lambda one, other: frozenset({one, other}) in apart
    assert hears(isle, "c")
    apart.add(frozenset({PersonId("person-b"), PersonId("person-c")}))
    isle.world._company.regroup(isle["b"])
    isle.do(cmd.React(isle["a"], "hand"))
    assert not hears(isle, "c")


# --- not wanting to


def test_who_does_not_want_to_hear_it_does_not_until_they_want_or_come_back() -> None:
    isle = opened("a.b..c..........")
    assert isle.rejection(cmd.Listen(isle["c"], wanted=True)) == "nothing_to_hear"
    isle.do(cmd.Listen(isle["c"], wanted=False))
    assert not hears(isle, "c")
    assert isle.rejection(cmd.Listen(isle["c"], wanted=False)) == "nothing_to_hear"
    isle.do(cmd.Listen(isle["c"], wanted=True))
    assert hears(isle, "c")
    isle.do(cmd.Listen(isle["c"], wanted=False))
    isle.walk("c", (E, 6))
    isle.until(4000)
    isle.walk("c", (W, 6))
    isle.until(8000)
    assert hears(isle, "c")


# --- what is forwarded


def test_who_overhears_gets_voices_only_and_sends_nothing() -> None:
    isle = talking("a.b..c")
    for name in "abc":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=True))
    isle.do(cmd.OpenUp(isle["a"], opened=True))
    plan, everybody = MediaPlan(8, 6), [isle[name] for name in "abc"]
    plan.update(isle.world.state, everybody, everybody, {})
    heard = set(plan.slots(isle["c"]).values())
    assert heard == {SlotSource(isle[name], audio=True, video=False) for name in "ab"}
    assert plan.uplink(isle["c"]) == SILENT
    assert plan.uplink(isle["a"]) == Uplink(audio=True, video=True)


@given(afternoons())
def test_nobody_overhears_what_is_not_open_or_what_they_may_not(afternoon: Afternoon) -> None:
    for world, _ in moments(afternoon):
        for avatar, identity in world.state.listening.items():
            talk = world.state.conversations[identity]
            it = world.state.avatars[avatar]
            assert talk.opened
            assert not talk.locked
            assert talk.kind is not ev.ConversationKind.STAGE
            assert it.conversation is None
            assert it.availability is ev.Availability.AVAILABLE
            zone = world.governing(world.tile(avatar))
            assert zone is None or zone.id == talk.zone
            assert nearest_squared(world, avatar, list(talk.members)) <= 25


@given(afternoons())
def test_everybody_is_heard_by_members_and_told_listeners_only(afternoon: Afternoon) -> None:
    """Who is forwarded somebody's voice is a member or on the list that members are told."""
    for world, _ in moments(afternoon):
        for listener in world.state.avatars:
            for source in wanted_sources(world.state, listener, {}):
                talk = world.state.conversation_of(source.avatar)
                assert talk is not None
                told = {*talk.members, *world.state.listeners(talk.conversation)}
                assert listener in told
                assert listener in talk.members or not source.video


@given(afternoons())
def test_who_may_overhear_and_stands_near_does(afternoon: Afternoon) -> None:
    """A slow second opinion, for those who never said that they do not want to."""
    if any(isinstance(wish, cmd.Listen) for _, wish in afternoon.wishes):
        return
    for world, _ in moments(afternoon):
        for avatar, it in world.state.avatars.items():
            is_free = it.conversation is None and it.aside_at is None
            zone = world.governing(world.tile(avatar))
            if not is_free or it.availability is not ev.Availability.AVAILABLE:
                continue
            if world.is_walking(avatar) or avatar in world.state.listening:
                continue
            for talk in world.state.conversations.values():
                if talk.opened and (zone is None or zone.id == talk.zone):
                    assert nearest_squared(world, avatar, list(talk.members)) > 16


def nearest_squared(world: World, avatar: AvatarId, members: list[AvatarId]) -> int:
    tile = world.tile(avatar)
    return min(distance_squared(*world.tile(member), *tile) for member in members)
