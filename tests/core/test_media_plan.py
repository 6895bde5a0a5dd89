"""Who hears and sees whom, and in which slot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.media_plan import (
    SILENT,
    MediaPlan,
    PlanChange,
    SlotSource,
    Uplink,
    assign_slots,
    wanted_sources,
)
from island_server.core.state import IslandState
from island_server.core.zones import ZoneKind
from tests.core.afternoons import Afternoon, afternoons
from tests.core.island import E, Isle, W, box

EVERYBODY = range(1, 100)


def heard(avatar: int) -> SlotSource:
    return SlotSource(AvatarId(avatar), audio=True, video=False)


def seen(avatar: int) -> SlotSource:
    return SlotSource(AvatarId(avatar), audio=True, video=True)


def meeting(people: str, *, camera: bool = False) -> Isle:
    """Everybody in one meeting zone, microphones on."""
    isle = Isle(people, zones=[box("hall", ZoneKind.MEETING, (0, 0), (len(people), 1))])
    for name in people:
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=camera))
    return isle


# --- whom one wants to hear


def test_nobody_is_heard_outside_a_conversation() -> None:
    isle = Isle("a....b")
    isle.do(cmd.SetDevices(isle["b"], microphone=True, camera=True))
    assert wanted_sources(isle.world.state, isle["a"], {}) == []


def test_the_muted_and_oneself_take_no_slot() -> None:
    isle = meeting("abc")
    isle.do(cmd.SetDevices(isle["b"], microphone=False, camera=False))
    assert wanted_sources(isle.world.state, isle["a"], {}) == [heard(isle["c"])]


def test_a_picture_without_a_voice_is_wanted_too() -> None:
    isle = meeting("ab")
    isle.do(cmd.SetDevices(isle["b"], microphone=False, camera=True))
    wanted = wanted_sources(isle.world.state, isle["a"], {})
    assert wanted == [SlotSource(isle["b"], audio=False, video=True)]


def test_the_audience_of_a_stage_hears_the_speakers_and_is_not_heard() -> None:
    stage = [
        box("podium", ZoneKind.PODIUM, (0, 0), (1, 1), stage="s"),
        box("hall", ZoneKind.AUDIENCE, (1, 0), (4, 1), stage="s"),
    ]
    isle = Isle("a.b.c", zones=stage)
    for name in "abc":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=False))
    assert wanted_sources(isle.world.state, isle["b"], {}) == [heard(isle["a"])]
    assert wanted_sources(isle.world.state, isle["a"], {}) == []


def test_who_spoke_last_comes_first() -> None:
    isle = meeting("abcd")
    spoke = {isle["b"]: 1, isle["d"]: 2}
    wanted = wanted_sources(isle.world.state, isle["a"], spoke)
    assert [source.avatar for source in wanted] == [isle["d"], isle["b"], isle["c"]]


# --- slots


def test_pictures_take_the_first_slots_and_voices_the_last() -> None:
    slots = assign_slots([heard(1), seen(2), heard(3)], {}, audio_slots=8, video_slots=6)
    assert slots == {0: seen(2), 7: heard(1), 6: heard(3)}


def test_whoever_is_in_a_slot_stays_in_it() -> None:
    current = {0: seen(2), 3: heard(5), 7: heard(1)}
    slots = assign_slots([heard(9), heard(1), seen(2)], current, audio_slots=8, video_slots=6)
    assert slots == {0: seen(2), 7: heard(1), 6: heard(9)}


def test_more_than_the_slots_are_not_heard() -> None:
    slots = assign_slots([heard(i) for i in range(1, 12)], {}, audio_slots=8, video_slots=6)
    assert {source.avatar for source in slots.values()} == set(range(1, 9))


def test_a_voice_makes_room_for_a_picture() -> None:
    current = {0: heard(1), 1: seen(2)}
    slots = assign_slots([heard(1), seen(2), seen(3)], current, audio_slots=3, video_slots=2)
    assert slots == {2: heard(1), 1: seen(2), 0: seen(3)}


def test_a_picture_too_many_is_only_heard() -> None:
    slots = assign_slots([seen(i) for i in range(1, 5)], {}, audio_slots=4, video_slots=2)
    assert slots == {0: seen(1), 1: seen(2), 2: heard(4), 3: heard(3)}


def test_a_picture_too_many_without_a_voice_takes_no_slot() -> None:
    silent = SlotSource(AvatarId(2), audio=False, video=True)
    assert assign_slots([seen(1), silent], {}, audio_slots=4, video_slots=1) == {0: seen(1)}


def test_those_heard_without_their_picture_stay_where_they_are() -> None:
    """Regression: two of them changed places whenever the other one spoke."""
    current = {0: seen(1), 1: seen(2), 2: heard(3), 3: heard(4)}
    wanted = [seen(4), seen(3), seen(1), seen(2)]
    assert assign_slots(wanted, current, audio_slots=4, video_slots=2) == current


def test_a_voice_gets_its_picture_when_there_is_room_for_it() -> None:
    current = {0: seen(1), 1: seen(2), 2: heard(3)}
    slots = assign_slots([seen(3), seen(2)], current, audio_slots=4, video_slots=2)
    assert slots == {0: seen(3), 1: seen(2)}


sources = st.lists(
    st.builds(SlotSource, st.integers(1, 14).map(AvatarId), st.booleans(), st.booleans()),
    max_size=14,
    unique_by=lambda source: source.avatar,
).map(lambda found: [source for source in found if source.audio or source.video])


@given(st.lists(sources, min_size=1, max_size=6), st.integers(1, 8), st.data())
def test_slots_hold_the_most_wanted_once_each_and_move_nobody_without_need(
    wishes: list[list[SlotSource]], audio_slots: int, data: st.DataObject
) -> None:
    video_slots = data.draw(st.integers(0, audio_slots))
    before: dict[int, SlotSource] = {}
    for wanted in wishes:
        after = assign_slots(wanted, before, audio_slots, video_slots)
        assert len({source.avatar for source in after.values()}) == len(after)
        voices = {source.avatar for source in wanted[:audio_slots] if source.audio}
        assert voices == {source.avatar for source in after.values() if source.audio}
        by_avatar = {source.avatar: source for source in wanted}
        pictures = 0
        for slot, source in after.items():
            wish = by_avatar[source.avatar]
            assert 0 <= slot < audio_slots
            assert source.audio == wish.audio
            assert source.audio or source.video
            assert not source.video or (slot < video_slots and wish.video)
            pictures += source.video
        wishing = sum(source.video for source in wanted[:audio_slots])
        assert pictures == min(video_slots, wishing)
        assert assign_slots(wanted, after, audio_slots, video_slots) == after
        assert assign_slots(wanted[::-1], after, audio_slots, video_slots) == after or (
            len(wanted) > audio_slots
        )
        before = after


# --- the plan of an island


def test_all_in_a_conversation_are_told_and_nobody_else() -> None:
    isle = meeting("ab")
    plan = MediaPlan(8, 6)
    change = plan.update(isle.world.state, [isle["a"], isle["b"]], EVERYBODY, {})
    assert change == PlanChange(
        slots={isle["a"]: {7: heard(isle["b"])}, isle["b"]: {7: heard(isle["a"])}},
        uplinks={isle["a"]: Uplink(True, False), isle["b"]: Uplink(True, False)},
    )
    assert plan.update(isle.world.state, [isle["a"], isle["b"]], EVERYBODY, {}) == PlanChange()


def test_who_takes_no_part_in_media_neither_hears_nor_is_heard() -> None:
    isle = meeting("abc")
    plan = MediaPlan(8, 6)
    change = plan.update(isle.world.state, EVERYBODY, [isle["a"], isle["b"]], {})
    assert set(change.slots) == {isle["a"], isle["b"]}
    assert plan.slots(isle["c"]) == {}
    assert plan.uplink(isle["c"]) == SILENT


def test_who_leaves_is_taken_out_of_every_slot_and_told_to_be_silent() -> None:
    isle = meeting("abc")
    plan = MediaPlan(8, 6)
    plan.update(isle.world.state, EVERYBODY, EVERYBODY, {})
    isle.do(cmd.LeaveConversation(isle["c"]))
    change = plan.update(isle.world.state, EVERYBODY, EVERYBODY, {})
    assert change.uplinks == {isle["c"]: SILENT}
    assert set(change.slots[isle["a"]].values()) == {None}
    assert plan.slots(isle["c"]) == {}


def test_of_many_in_a_meeting_the_last_eight_speakers_are_heard() -> None:
    people = "abcdefghijkl"
    isle = meeting(people)
    plan = MediaPlan(8, 6)
    plan.update(isle.world.state, EVERYBODY, EVERYBODY, {})
    assert len(plan.slots(isle["a"])) == 8
    assert isle["l"] not in {source.avatar for source in plan.slots(isle["a"]).values()}
    plan.update(isle.world.state, EVERYBODY, EVERYBODY, {isle["l"]: 1})
    assert isle["l"] in {source.avatar for source in plan.slots(isle["a"]).values()}


def test_one_who_walks_from_talk_to_talk_never_hears_both() -> None:
    isle = Isle("ab......cd", rules=meeting("a").world.rules)
    state, plan = isle.world.state, MediaPlan(8, 6)
    for name in "abcd":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=False))
    isle.walk("d", (E, 0))
    isle.walk("a", (W, 0))
    plan.update(state, EVERYBODY, EVERYBODY, {})
    assert {s.avatar for s in plan.slots(isle["b"]).values()} == {isle["a"]}
    isle.walk("b", (E, 5))
    isle.until(2000)
    plan.update(state, EVERYBODY, EVERYBODY, {})
    heard_by_b = {s.avatar for s in plan.slots(isle["b"]).values()}
    assert heard_by_b == {isle["c"], isle["d"]}


@given(afternoons(), st.sets(st.integers(1, 9).map(AvatarId)), st.data())
def test_only_talk_is_carried_and_only_who_is_heard_sends(
    afternoon: Afternoon, absent: set[AvatarId], data: st.DataObject
) -> None:
    """The plan is told only of those whom an event concerns, as the media director does it."""
    audio_slots = data.draw(st.sampled_from([8, 2]))
    world, plan, now_ms = afternoon.world(), MediaPlan(audio_slots, audio_slots // 2), 0
    uplinks: dict[AvatarId, Uplink] = {}
    participants = {avatar for avatar in map(AvatarId, EVERYBODY) if avatar not in absent}
    for pause_ms, command in afternoon.wishes:
        now_ms += pause_ms
        events = world.apply(command, now_ms)
        change = plan.update(world.state, concerned_by(events, world.state), participants, {})
        uplinks |= change.uplinks
        for listener in world.state.avatars:
            wanted = {
                source.avatar: source
                for source in wanted_sources(world.state, listener, {})
                if source.avatar in participants and listener in participants
            }
            slots = plan.slots(listener)
            assert {source.avatar for source in slots.values()} <= set(wanted)
            assert len(slots) <= audio_slots
            if len(wanted) <= audio_slots:
                voices = {source.avatar for source in slots.values() if source.audio}
                assert voices == {source.avatar for source in wanted.values() if source.audio}
            assert all(s.audio == wanted[s.avatar].audio for s in slots.values())
        everybody = [s for one in world.state.avatars for s in plan.slots(one).values()]
        for speaker in world.state.avatars:
            own = [source for source in everybody if source.avatar == speaker]
            uplink = Uplink(any(s.audio for s in own), any(s.video for s in own))
            assert plan.uplink(speaker) == uplink == uplinks.get(speaker, SILENT)


def concerned_by(events: list[ev.Event], state: IslandState) -> list[AvatarId]:
    concerned: list[AvatarId] = []
    for event in events:
        match event:
            case ev.ConversationJoined() | ev.ConversationLeft() | ev.DevicesChanged() | ev.Muted():
                concerned.append(event.avatar)
                if event.avatar in state.avatars:
                    talk = state.conversation_of(event.avatar)
                    concerned += talk.members if talk else []
            case _:
                pass
        if isinstance(event, ev.ConversationLeft) and event.conversation in state.conversations:
            concerned += state.conversations[event.conversation].members
    return concerned
