"""Who hears and sees whom, and in which slot: derived from the conversations and nothing else.

`MediaPlan.update` compares what should be with what is, and returns the difference for the SFU to
carry out. Slots are sticky: a voice stays where it is for as long as it is wanted, so that nothing
is spliced without need.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from island_server.core.events import Part
from island_server.core.ids import AvatarId
from island_server.core.state import IslandState


@dataclass(frozen=True, slots=True)
class SlotSource:
    """Who plays in a slot, and whether their voice and their picture are forwarded."""

    avatar: AvatarId
    audio: bool
    video: bool


@dataclass(frozen=True, slots=True)
class Uplink:
    """Whether anybody hears and sees somebody: if not, nothing leaves their browser."""

    audio: bool
    video: bool


SILENT = Uplink(audio=False, video=False)
Slots = Mapping[int, SlotSource]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The difference to carry out: slots by listener (None empties one), uplinks by speaker."""

    slots: Mapping[AvatarId, Mapping[int, SlotSource | None]] = field(default_factory=dict)
    uplinks: Mapping[AvatarId, Uplink] = field(default_factory=dict)


def wanted_sources(
    state: IslandState, listener: AvatarId, last_spoke_ms: Mapping[AvatarId, int]
) -> list[SlotSource]:
    """Whom somebody should hear and see, most recent speakers first; muted voices take no slot."""
    conversation = state.conversation_of(listener)
    if conversation is None:
        return []
    sources = [
        SlotSource(
            member, audio=state.avatars[member].microphone, video=state.avatars[member].camera
        )
        for member, part in conversation.members.items()
        if member != listener and part is Part.SPEAKER
    ]
    sources = [source for source in sources if source.audio or source.video]
    sources.sort(key=lambda source: -last_spoke_ms.get(source.avatar, 0))
    return sources


def assign_slots(
    wanted: Sequence[SlotSource], current: Slots, audio_slots: int, video_slots: int
) -> dict[int, SlotSource]:
    """Give each of the first `audio_slots` wanted sources a slot.

    Slots from `video_slots` on carry no picture. Whoever is in a fitting slot stays in it.
    """
    waiting = {source.avatar: source for source in wanted[:audio_slots]}
    slots: dict[int, SlotSource] = {}
    for slot, held in current.items():
        source = waiting.get(held.avatar)
        if source is not None and (slot < video_slots or not source.video):
            slots[slot] = waiting.pop(held.avatar)
    for source in sorted(waiting.values(), key=lambda source: not source.video):
        free = [slot for slot in range(audio_slots) if slot not in slots]
        slot = free[0] if source.video else free[-1]
        if source.video and slot >= video_slots:
            slot = _make_room(slots, slot, video_slots)
        slots[slot] = source
    return {
        slot: source if slot < video_slots else replace(source, video=False)
        for slot, source in slots.items()
    }


def _make_room(slots: dict[int, SlotSource], free: int, video_slots: int) -> int:
    """A slot with a picture, its voice-only holder moved to `free`; `free` if there is none."""
    for slot in range(video_slots):
        if not slots[slot].video:
            slots[free] = slots.pop(slot)
            return slot
    return free


class MediaPlan:
    """What plays where now, for one island."""

    def __init__(self, audio_slots: int, video_slots: int) -> None:
        self._audio_slots = audio_slots
        self._video_slots = video_slots
        self._slots: dict[AvatarId, dict[int, SlotSource]] = {}
        self._uplinks: dict[AvatarId, Uplink] = {}

    def slots(self, listener: AvatarId) -> Slots:
        """What somebody hears and sees now, by slot."""
        return self._slots.get(listener, {})

    def uplink(self, speaker: AvatarId) -> Uplink:
        """Whether anybody hears and sees somebody now."""
        return self._uplinks.get(speaker, SILENT)

    def update(
        self,
        state: IslandState,
        listeners: Collection[AvatarId],
        last_spoke_ms: Mapping[AvatarId, int],
    ) -> PlanChange:
        """Make the plan fit the conversations; `listeners` are all who take part in media."""
        slot_changes: dict[AvatarId, Mapping[int, SlotSource | None]] = {}
        for listener in [*listeners, *(gone for gone in self._slots if gone not in listeners)]:
            wanted = (
                wanted_sources(state, listener, last_spoke_ms)
                if listener in listeners and listener in state.avatars
                else []
            )
            before = self._slots.get(listener, {})
            wanted = [source for source in wanted if source.avatar in listeners]
            after = assign_slots(wanted, before, self._audio_slots, self._video_slots)
            if after != before:
                slot_changes[listener] = _difference(before, after)
                self._slots[listener] = after
        self._slots = {listener: slots for listener, slots in self._slots.items() if slots}
        return PlanChange(slot_changes, self._update_uplinks() if slot_changes else {})

    def _update_uplinks(self) -> dict[AvatarId, Uplink]:
        uplinks = _uplinks_of(self._slots.values())
        changes = {
            avatar: uplinks.get(avatar, SILENT)
            for avatar in {*uplinks, *self._uplinks}
            if uplinks.get(avatar) != self._uplinks.get(avatar)
        }
        self._uplinks = uplinks
        return changes


def _difference(before: Slots, after: Slots) -> dict[int, SlotSource | None]:
    return {
        slot: after.get(slot)
        for slot in sorted({*before, *after})
        if before.get(slot) != after.get(slot)
    }


def _uplinks_of(all_slots: Iterable[Slots]) -> dict[AvatarId, Uplink]:
    heard: set[AvatarId] = set()
    seen: set[AvatarId] = set()
    for slots in all_slots:
        for source in slots.values():
            if source.audio:
                heard.add(source.avatar)
            if source.video:
                seen.add(source.avatar)
    return {avatar: Uplink(avatar in heard, avatar in seen) for avatar in heard | seen}
