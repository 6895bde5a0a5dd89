"""Who hears and sees whom, and in which slot.

Derived from the conversations and from who overhears them.

`MediaPlan.update` compares what should be with what is, and returns the difference for the SFU to
carry out. Slots are sticky: a voice stays where it is for as long as it is wanted, so that nothing
is spliced without need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from island_server.core.events import Part
from island_server.core.ids import AvatarId, ConversationId
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
_NONE = ConversationId(0)
"""No conversation has this id."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The difference to carry out: slots by listener (None empties one), uplinks by speaker."""

    slots: Mapping[AvatarId, Mapping[int, SlotSource | None]] = field(default_factory=dict)
    uplinks: Mapping[AvatarId, Uplink] = field(default_factory=dict)


def wanted_sources(
    state: IslandState, listener: AvatarId, last_spoke: Mapping[AvatarId, int]
) -> list[SlotSource]:
    """Whom somebody should hear and see, most recent speakers first; muted voices take no slot.

    Who overhears a conversation hears its voices, and sees no pictures.
    """
    conversation = state.conversation_of(listener)
    overhears = conversation is None
    if overhears:
        conversation = state.conversations.get(state.listening.get(listener, _NONE))
    if conversation is None:
        return []
    sources = [
        SlotSource(
            member,
            audio=state.avatars[member].microphone,
            video=state.avatars[member].camera and not overhears,
        )
        for member, part in conversation.members.items()
        if member != listener and part is Part.SPEAKER
    ]
    sources = [source for source in sources if source.audio or source.video]
    sources.sort(key=lambda source: -last_spoke.get(source.avatar, 0))
    return sources


def assign_slots(
    wanted: Sequence[SlotSource], current: Slots, audio_slots: int, video_slots: int
) -> dict[int, SlotSource]:
    """Give each of the first `audio_slots` wanted sources a slot.

    Slots from `video_slots` on carry no picture. Whoever is in a fitting slot stays in it.
    """
    sources = _with_pictures(wanted[:audio_slots], current, video_slots)
    waiting = {source.avatar: source for source in sources}
    slots: dict[int, SlotSource] = {}
    for slot, held in current.items():
        source = waiting.get(held.avatar)
        if source is not None and (slot < video_slots or not source.video):
            slots[slot] = waiting.pop(held.avatar)
    for source in sorted(waiting.values(), key=lambda source: not source.video):
        free = [slot for slot in range(audio_slots) if slot not in slots]
        slot = free[0] if source.video else free[-1]
        if source.video and slot >= video_slots:
            voice = _voice(slots, video_slots)
            slots[slot] = slots.pop(voice)
            slot = voice
        slots[slot] = source
    return slots


def _with_pictures(
    sources: Sequence[SlotSource], current: Slots, video_slots: int
) -> list[SlotSource]:
    """These sources, with a picture for as many as there are slots: first those who have one."""
    shown = {held.avatar for held in current.values() if held.video}
    wishing = [source.avatar for source in sources if source.video]
    pictured = set(sorted(wishing, key=lambda avatar: avatar not in shown)[:video_slots])
    return [
        source if source.avatar in pictured else replace(source, video=False)
        for source in sources
        if source.audio or source.avatar in pictured
    ]


def _voice(slots: Slots, video_slots: int) -> int:
    """A slot for pictures in which there is only a voice."""
    return next(slot for slot in range(video_slots) if not slots[slot].video)


class MediaPlan:
    """What plays where now, for one island."""

    def __init__(self, audio_slots: int, video_slots: int) -> None:
        self._audio_slots = audio_slots
        self._video_slots = video_slots
        self._slots: dict[AvatarId, dict[int, SlotSource]] = {}
        self._heard: Counter[AvatarId] = Counter()
        self._seen: Counter[AvatarId] = Counter()

    def slots(self, listener: AvatarId) -> Slots:
        """What somebody hears and sees now, by slot."""
        return self._slots.get(listener, {})

    def uplink(self, speaker: AvatarId) -> Uplink:
        """Whether anybody hears and sees somebody now."""
        return Uplink(self._heard[speaker] > 0, self._seen[speaker] > 0)

    def update(
        self,
        state: IslandState,
        concerned: Iterable[AvatarId],
        participants: Container[AvatarId],
        last_spoke: Mapping[AvatarId, int],
    ) -> PlanChange:
        """Make the plan of those concerned fit their conversations.

        `participants` are all who take part in media; others neither hear nor are heard.
        """
        slot_changes: dict[AvatarId, Mapping[int, SlotSource | None]] = {}
        uplinks_before: dict[AvatarId, Uplink] = {}
        for listener in concerned:
            before = self._slots.get(listener, {})
            wanted = self._wanted(state, listener, participants, last_spoke)
            after = assign_slots(wanted, before, self._audio_slots, self._video_slots)
            if after == before:
                continue
            slot_changes[listener] = _difference(before, after)
            for source in (*before.values(), *after.values()):
                uplinks_before.setdefault(source.avatar, self.uplink(source.avatar))
            self._count(before.values(), -1)
            self._count(after.values(), 1)
            self._slots[listener] = after
            if not after:
                del self._slots[listener]
        uplinks = {
            avatar: self.uplink(avatar)
            for avatar, uplink in uplinks_before.items()
            if uplink != self.uplink(avatar)
        }
        return PlanChange(slot_changes, uplinks)

    def _wanted(
        self,
        state: IslandState,
        listener: AvatarId,
        participants: Container[AvatarId],
        last_spoke: Mapping[AvatarId, int],
    ) -> list[SlotSource]:
        if listener not in participants or listener not in state.avatars:
            return []
        wanted = wanted_sources(state, listener, last_spoke)
        return [source for source in wanted if source.avatar in participants]

    def _count(self, sources: Iterable[SlotSource], by: int) -> None:
        for source in sources:
            self._heard[source.avatar] += by * source.audio
            self._seen[source.avatar] += by * source.video


def _difference(before: Slots, after: Slots) -> dict[int, SlotSource | None]:
    return {
        slot: after.get(slot)
        for slot in sorted({*before, *after})
        if before.get(slot) != after.get(slot)
    }
