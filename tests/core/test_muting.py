"""Mutes: nobody hears whom a host muted, whatever their microphone."""

from __future__ import annotations

from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.deltas import pack_changes, pack_record, unpack
from island_server.core.media_plan import MediaPlan, wanted_sources
from island_server.core.zones import ZoneKind
from tests.core.afternoons import Afternoon, afternoons
from tests.core.island import Isle, box


def talking() -> Isle:
    isle = Isle("ab", zones=[box("hall", ZoneKind.MEETING, (0, 0), (2, 1))])
    for name in "ab":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=False))
    return isle


def test_a_mute_is_a_fact_that_says_by_whom() -> None:
    isle = talking()
    assert isle.do(cmd.Mute(isle["a"], muted=True, by=isle["b"])) == [
        ev.Muted(0, isle["a"], muted=True, by=isle["b"])
    ]


def test_to_mute_the_muted_changes_nothing() -> None:
    isle = talking()
    isle.do(cmd.Mute(isle["a"], muted=True))
    assert isle.do(cmd.Mute(isle["a"], muted=True)) == []


def test_the_voice_of_the_muted_is_not_passed_on_until_they_are_unmuted() -> None:
    isle, plan = talking(), MediaPlan(8, 6)
    everybody = [isle["a"], isle["b"]]
    plan.update(isle.world.state, everybody, everybody, {})
    isle.do(cmd.Mute(isle["a"], muted=True))
    change = plan.update(isle.world.state, everybody, everybody, {})
    assert dict(change.slots[isle["b"]]) == {7: None}
    assert not change.uplinks[isle["a"]].audio
    isle.do(cmd.SetDevices(isle["a"], microphone=False, camera=False))
    isle.do(cmd.SetDevices(isle["a"], microphone=True, camera=False))
    assert not plan.update(isle.world.state, everybody, everybody, {}).slots
    isle.do(cmd.Mute(isle["a"], muted=False))
    assert plan.update(isle.world.state, everybody, everybody, {}).uplinks[isle["a"]].audio


def test_others_see_the_microphone_of_the_muted_as_off() -> None:
    isle = talking()
    isle.do(cmd.Mute(isle["a"], muted=True))
    state = isle.world.state
    record = pack_record(state.avatars[isle["a"]], state.conversation_of(isle["a"]))
    (read,) = unpack(pack_changes(0, [record])).records
    assert not read.microphone


@given(afternoons())
def test_the_muted_are_heard_in_no_conversation(afternoon: Afternoon) -> None:
    world, now_ms = afternoon.world(), 0
    for pause_ms, command in afternoon.wishes:
        now_ms += pause_ms
        world.apply(command, now_ms)
        for avatar in world.state.avatars:
            for source in wanted_sources(world.state, avatar, {}):
                assert not (source.audio and world.state.avatars[source.avatar].muted)
