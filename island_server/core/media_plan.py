"""Who hears and sees whom, and in which slot.

Derived from the conversations, from who overhears them, and from who is muted or blocked.

`MediaPlan.update` compares what should be with what is, and returns the difference for the SFU to
carry out. Slots are sticky: a voice stays where it is for as long as it is wanted, so that nothing
is spliced without need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from island_server.core.blocks import IsBlocked, nobody_blocked
from island_server.core.events import Part
from island_server.core.ids import AvatarId, ConversationId
from island_server.core.state import ConversationState, IslandState


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

STAGE_SLOTS_BESIDE = 3
"""Voices of a stage that whoever is in a conversation of their own hears beside it, at most."""

Beside = Callable[[AvatarId], ConversationState | None]
"""The stage's conversation that somebody hears without being in it."""


def nothing_beside(_listener: AvatarId) -> ConversationState | None:
    """Where there is no stage, or none that is heard outside its conversation."""
    return None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The difference to carry out: slots by listener (None empties one), uplinks by speaker."""

    slots: Mapping[AvatarId, Mapping[int, SlotSource | None]] = field(default_factory=dict)
    uplinks: Mapping[AvatarId, Uplink] = field(default_factory=dict)


def audible_sources(
    state: IslandState, conversation: ConversationState, last_spoke: Mapping[AvatarId, int]
) -> list[SlotSource]:
    """The speakers of a conversation, the most recent first; muted and unseen ones are left out."""
    sources = [
        SlotSource(member, audio=it.is_heard, video=it.camera)
        for member, part in conversation.members.items()
        if part is Part.SPEAKER and ((it := state.avatars[member]).is_heard or it.camera)
    ]
    sources.sort(key=lambda source: -last_spoke.get(source.avatar, 0))
    return sources


def wanted_sources(
    state: IslandState,
    listener: AvatarId,
    last_spoke: Mapping[AvatarId, int],
    beside: Beside = nothing_beside,
    is_blocked: IsBlocked = nobody_blocked,
) -> list[SlotSource]:
    """Whom somebody should hear and see, those first who are to have a slot if there are few.

    Who overhears a conversation hears its voices, and sees no pictures. First the latest voices of
    the stage that they hear beside their own conversation, then those of that conversation.
    """
    return _Wishes(state, last_spoke, beside, is_blocked).of(listener)


class _Wishes:
    """What listeners want at one moment; each conversation is looked through once."""

    def __init__(
        self,
        state: IslandState,
        last_spoke: Mapping[AvatarId, int],
        beside: Beside,
        is_blocked: IsBlocked,
    ) -> None:
        self._state = state
        self._last_spoke = last_spoke
        self._beside = beside
        self._is_blocked = is_blocked
        self._audible: dict[ConversationId, list[SlotSource]] = {}

    def of(self, listener: AvatarId) -> list[SlotSource]:
        own = self._state.conversation_of(listener)
        stage = self._beside(listener)
        sources = [] if stage is None else self._sources_for(listener, stage)
        if own is not None:
            return sources[:STAGE_SLOTS_BESIDE] + self._sources_for(listener, own)
        return sources + self._overheard_by(listener)

    def _overheard_by(self, listener: AvatarId) -> list[SlotSource]:
        """The voices, without pictures, of a conversation that somebody overhears."""
        heard = self._state.conversations.get(self._state.listening.get(listener, _NONE))
        sources = [] if heard is None else self._sources_for(listener, heard)
        return [replace(source, video=False) for source in sources if source.audio]

    def _sources_for(self, listener: AvatarId, conversation: ConversationState) -> list[SlotSource]:
        avatars = self._state.avatars
        person = avatars[listener].person
        return [
            source
            for source in self._sources(conversation)
            if source.avatar != listener
            and not self._is_blocked(avatars[source.avatar].person, person)
        ]

    def _sources(self, conversation: ConversationState) -> list[SlotSource]:
        known = self._audible.get(conversation.conversation)
        if known is None:
            known = audible_sources(self._state, conversation, self._last_spoke)
            self._audible[conversation.conversation] = known
        return known


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

    def __init__(
        self,
        audio_slots: int,
        video_slots: int,
        beside: Beside = nothing_beside,
        is_blocked: IsBlocked = nobody_blocked,
    ) -> None:
        self._audio_slots = audio_slots
        self._video_slots = video_slots
        self._beside = beside
        self._is_blocked = is_blocked
        self._slots: dict[AvatarId, dict[int, SlotSource]] = {}
        self._heard: Counter[AvatarId] = Counter()
        self._seen: Counter[AvatarId] = Counter()
        self._played_to: dict[AvatarId, dict[AvatarId, None]] = {}

    def slots(self, listener: AvatarId) -> Slots:
        """What somebody hears and sees now, by slot."""
        return self._slots.get(listener, {})

    def played_to(self, speaker: AvatarId) -> list[AvatarId]:
        """Who hears or sees somebody now."""
        return list(self._played_to.get(speaker, ()))

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
        wishes = _Wishes(state, last_spoke, self._beside, self._is_blocked)
        for listener in concerned:
            before = self._slots.get(listener, {})
            wanted = []
            if listener in participants and listener in state.avatars:
                wanted = [it for it in wishes.of(listener) if it.avatar in participants]
            after = assign_slots(wanted, before, self._audio_slots, self._video_slots)
            if after == before:
                continue
            slot_changes[listener] = _difference(before, after)
            for source in (*before.values(), *after.values()):
                if source.avatar not in uplinks_before:
                    uplinks_before[source.avatar] = self.uplink(source.avatar)
            self._count(listener, before.values(), -1)
            self._count(listener, after.values(), 1)
            self._slots[listener] = after
            if not after:
                del self._slots[listener]
        uplinks = {
            avatar: self.uplink(avatar)
            for avatar, uplink in uplinks_before.items()
            if uplink != self.uplink(avatar)
        }
        return PlanChange(slot_changes, uplinks)

    def _count(self, listener: AvatarId, sources: Iterable[SlotSource], by: int) -> None:
        for source in sources:
            self._heard[source.avatar] += by * source.audio
            self._seen[source.avatar] += by * source.video
            listeners = self._played_to.setdefault(source.avatar, {})
            if by > 0:
                listeners[listener] = None
            else:
                listeners.pop(listener, None)
            if not listeners:
                del self._played_to[source.avatar]


def _difference(before: Slots, after: Slots) -> dict[int, SlotSource | None]:
    return {
        slot: after.get(slot)
        for slot in sorted({*before, *after})
        if before.get(slot) != after.get(slot)
    }
