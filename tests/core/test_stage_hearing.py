"""Who hears a stage: its audience, and whom its rules add."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, ZoneId
from island_server.core.media_plan import MediaPlan, SlotSource, wanted_sources
from island_server.core.state import StageRules
from island_server.core.world import World
from island_server.core.zones import ZoneKind
from tests.core.afternoons import Afternoon, afternoons
from tests.core.island import E, Isle, W, box

PODIUM = box("podium", ZoneKind.PODIUM, (0, 0), (2, 2), stage="hall")
HALL = box("hall", ZoneKind.AUDIENCE, (2, 0), (6, 2), stage="hall")
QUIET = box("quiet", ZoneKind.QUIET, (14, 0), (2, 2))
OTHER = [
    box("pulpit", ZoneKind.PODIUM, (17, 0), (1, 2), stage="yard"),
    box("yard", ZoneKind.AUDIENCE, (18, 0), (3, 2), stage="yard"),
]
ROWS = ("a..b.c....d.e.f..g.h.", ".....................")
"""`a` is on the podium, `b`, `c` before it; `d`, `e` free, `f` in the quiet; `g`, `h` elsewhere."""


def hall() -> Isle:
    isle = Isle(*ROWS, zones=[PODIUM, HALL, QUIET, *OTHER])
    for name in "abcdefgh":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=False))
    return isle


def rule(isle: Isle, *, wide: bool = False, whisper: bool = False, stage: str = "podium") -> None:
    assert isle.rejection(cmd.SetStage(isle["a"], ZoneId(stage), wide, whisper)) is None


def heard_by(isle: Isle, name: str) -> str:
    """Whom somebody hears, by name."""
    names = {isle[name]: name for name in "abcdefgh"}
    wanted = wanted_sources(isle.world.state, isle[name], {}, isle.world.stages.beside)
    return "".join(sorted(names[source.avatar] for source in wanted))


def hearing(isle: Isle) -> dict[str, str]:
    return {name: heard for name in "abcdefgh" if (heard := heard_by(isle, name))}


def test_a_stage_is_heard_by_its_audience_only() -> None:
    assert hearing(hall()) == {"b": "a", "c": "a", "h": "g"}


def test_a_wide_stage_is_heard_all_over_the_island_but_in_the_quiet_and_before_another() -> None:
    isle = hall()
    rule(isle, wide=True)
    assert hearing(isle) == {"b": "a", "c": "a", "d": "a", "e": "a", "h": "g"}


def test_who_talks_goes_on_talking_and_hears_the_wide_stage_beside_it() -> None:
    isle = hall()
    rule(isle, wide=True)
    isle.walk("d", (E, 1))
    isle.until(1000)
    assert isle.talking()[-1] == "de"
    assert heard_by(isle, "d") == "ae"
    rule(isle)
    assert heard_by(isle, "d") == "e"


def test_one_stage_at_most_is_wide() -> None:
    isle = hall()
    rule(isle, wide=True, whisper=True)
    rule(isle, wide=True, stage="pulpit")
    assert isle.world.state.stages == {
        "podium": StageRules(wide=False, whisper=True),
        "pulpit": StageRules(wide=True, whisper=False),
    }
    assert heard_by(isle, "d") == "g"


def test_only_a_podium_is_a_stage() -> None:
    isle = hall()
    for name in ("hall", "quiet", "nowhere"):
        command = cmd.SetStage(isle["a"], ZoneId(name), True, False)
        assert isle.rejection(command) == "unknown_stage"
    assert isle.world.state.stages == {}


def test_an_audience_that_may_whisper_talks_in_circles_and_hears_the_stage() -> None:
    isle = hall()
    rule(isle, whisper=True)
    assert isle.talking()[0] == "a"
    assert hearing(isle) == {"b": "ac", "c": "ab", "h": "g"}
    isle.walk("c", (E, 2))
    isle.until(1000)
    assert (heard_by(isle, "b"), heard_by(isle, "c"), heard_by(isle, "a")) == ("a", "a", "")


def test_an_audience_that_may_whisper_no_more_only_listens() -> None:
    isle = hall()
    rule(isle, whisper=True)
    rule(isle)
    assert isle.talking()[0] == "abc"
    assert heard_by(isle, "b") == "a"


def test_who_left_the_stage_does_not_hear_it_though_it_is_wide() -> None:
    isle = hall()
    rule(isle, wide=True)
    isle.do(cmd.LeaveConversation(isle["b"]))
    assert heard_by(isle, "b") == ""
    isle.do(cmd.JoinConversation(isle["b"]))
    assert heard_by(isle, "b") == "a"


def test_who_stops_whispering_goes_on_listening() -> None:
    isle = hall()
    rule(isle, whisper=True)
    isle.do(cmd.LeaveConversation(isle["b"]))
    assert heard_by(isle, "b") == "a"


def test_who_stands_before_a_full_stage_hears_it_when_it_is_wide() -> None:
    small = box("podium", ZoneKind.PODIUM, (0, 0), (2, 2), stage="hall", capacity=2)
    isle = Isle("a.b.c...", "........", zones=[small, HALL])
    isle.do(cmd.SetDevices(isle["a"], microphone=True, camera=False))
    state, beside = isle.world.state, isle.world.stages.beside
    assert wanted_sources(state, isle["c"], {}, beside) == []
    rule(isle, wide=True)
    assert [it.avatar for it in wanted_sources(state, isle["c"], {}, beside)] == [isle["a"]]


def test_beside_a_talk_of_ones_own_three_voices_of_a_stage_take_a_slot() -> None:
    rows = ("abcdefg..", ".........", "hijklmno.")
    stage = box("podium", ZoneKind.PODIUM, (0, 0), (7, 1), stage="s")
    table = box("table", ZoneKind.MEETING, (0, 2), (9, 1))
    isle = Isle(*rows, zones=[stage, table])
    for name in "abcdefghijklmno":
        isle.do(cmd.SetDevices(isle[name], microphone=True, camera=False))
    rule(isle, wide=True)
    plan = MediaPlan(8, 6, isle.world.stages.beside)
    spoke = {isle["g"]: 9, isle["f"]: 8, isle["e"]: 7, isle["o"]: 6}
    plan.update(isle.world.state, isle.world.state.avatars, isle.world.state.avatars, spoke)
    names = {isle[name]: name for name in "abcdefghijklmno"}
    heard = "".join(sorted(names[s.avatar] for s in plan.slots(isle["h"]).values()))
    assert heard == "efgijklo"
    assert len(plan.slots(isle["a"])) == 6


def test_a_speaker_who_walks_off_is_heard_no_more_in_the_same_step() -> None:
    isle = hall()
    rule(isle, wide=True)
    plan = MediaPlan(8, 6, isle.world.stages.beside)
    everybody = isle.world.state.avatars
    plan.update(isle.world.state, everybody, everybody, {})
    assert plan.played_to(isle["a"]) == [isle[name] for name in "bcde"]
    isle.walk("a", (E, 2))
    events = isle.until(400)
    concerned = isle.world.stages.concerned(events, plan.played_to)
    change = plan.update(isle.world.state, concerned, everybody, {})
    assert plan.played_to(isle["a"]) == []
    assert set(change.slots) == {isle[name] for name in "bcde"}
    assert not change.uplinks[isle["a"]].audio


def test_a_listener_who_comes_concerns_nobody_else() -> None:
    isle = hall()
    plan = MediaPlan(8, 6, isle.world.stages.beside)
    isle.walk("d", (W, 3))
    events = isle.until(600)
    assert any(isinstance(event, ev.ConversationJoined) for event in events)
    assert isle.world.stages.concerned(events, plan.played_to) == [isle["d"]]


# --- laws


def allowed(world: World, listener: AvatarId, source: SlotSource) -> bool:
    """The rules, said anew: by the places and settings of the two, and nothing that is kept."""
    state = world.state
    own = state.conversation_of(listener)
    talk = state.conversation_of(source.avatar)
    if talk is None or talk.members[source.avatar] is not ev.Part.SPEAKER:
        return False
    speaks = state.avatars[source.avatar]
    if source.audio > speaks.microphone or source.video > speaks.camera:
        return False
    if talk is own:
        return listener != source.avatar
    if talk.kind is not ev.ConversationKind.STAGE or talk.zone is None:
        return False
    podium = world.governing(world.tile(source.avatar))
    assert podium is not None
    assert podium.kind is ZoneKind.PODIUM
    rules = state.stages.get(talk.zone, StageRules())
    here = world.governing(world.tile(listener))
    if here is not None and here.kind in (ZoneKind.PODIUM, ZoneKind.AUDIENCE):
        stages = {zone.stage for zone in world.island.zones if zone.kind is ZoneKind.PODIUM}
        if here.stage in stages:
            is_aside = state.avatars[listener].aside_at is not None
            return here.stage == podium.stage and (rules.whisper or (rules.wide and not is_aside))
    return rules.wide and (here is None or here.kind is not ZoneKind.QUIET)


@given(afternoons(), st.sampled_from([8, 4]))
def test_nobody_is_heard_by_whom_the_rules_do_not_allow(
    afternoon: Afternoon, audio_slots: int
) -> None:
    """Told only of whom events concern, the plan is as if made anew, and keeps the rules."""
    world, now_ms = afternoon.world(), 0
    plan = MediaPlan(audio_slots, audio_slots // 2, world.stages.beside)
    everybody = range(1, 1000)
    for pause_ms, command in (*afternoon.wishes, (30_000, None)):
        now_ms += pause_ms
        events = world.advance(now_ms) if command is None else world.apply(command, now_ms)
        concerned = world.stages.concerned(events, plan.played_to)
        plan.update(world.state, concerned, everybody, {})
        for listener in world.state.avatars:
            wanted = wanted_sources(world.state, listener, {}, world.stages.beside)
            slots = plan.slots(listener).values()
            assert all(allowed(world, listener, source) for source in slots)
            if len(wanted) <= audio_slots // 2:
                assert {s.avatar: s for s in slots} == {s.avatar: s for s in wanted}
            own = world.state.conversation_of(listener)
            for source in slots:
                assert listener in plan.played_to(source.avatar)
                assert plan.uplink(source.avatar).audio >= source.audio
            if own is not None and own.members[listener] is ev.Part.LISTENER:
                assert not plan.uplink(listener).audio


@given(afternoons())
def test_at_most_one_stage_is_wide(afternoon: Afternoon) -> None:
    world, now_ms = afternoon.world(), 0
    for pause_ms, command in afternoon.wishes:
        now_ms += pause_ms
        world.apply(command, now_ms)
        assert sum(rules.wide for rules in world.state.stages.values()) <= 1
