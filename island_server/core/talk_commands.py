"""What people ask about their conversation, and hosts about stages."""

from __future__ import annotations

from collections.abc import Callable

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.conversations import Conversations, Ground
from island_server.core.state import IslandState, StageRules

TalkCommand = cmd.LeaveConversation | cmd.JoinConversation | cmd.LockConversation | cmd.SetStage


class TalkCommands:
    """Carries them out on one island."""

    def __init__(
        self,
        state: IslandState,
        ground: Ground,
        talks: Conversations,
        emit: Callable[[ev.Event], None],
    ) -> None:
        self._state = state
        self._ground = ground
        self._talks = talks
        self._emit = emit

    def carry_out(self, command: TalkCommand, t_ms: int) -> str | None:
        """Do it, with all that comes of it; the reason if it may not be."""
        match command:
            case cmd.LeaveConversation():
                return self._leave(command, t_ms)
            case cmd.JoinConversation():
                return self._join(command, t_ms)
            case cmd.LockConversation():
                return self._lock(command, t_ms)
            case cmd.SetStage():
                return self._set_stage(command, t_ms)

    def _leave(self, command: cmd.LeaveConversation, t_ms: int) -> str | None:
        if self._state.avatars[command.avatar].conversation is None:
            return "not_in_conversation"
        self._emit(ev.SteppedAside(t_ms, command.avatar, aside=True))
        self._talks.review([command.avatar], t_ms)
        return None

    def _join(self, command: cmd.JoinConversation, t_ms: int) -> str | None:
        zone = self._ground.governing(self._ground.tile(command.avatar))
        if self._state.avatars[command.avatar].aside_at is None:
            return "nothing_to_join"
        reason = self._talks.refusal(command.avatar, zone)
        if reason is None:
            self._emit(ev.SteppedAside(t_ms, command.avatar, aside=False))
            self._talks.review([command.avatar], t_ms)
        return reason

    def _lock(self, command: cmd.LockConversation, t_ms: int) -> str | None:
        conversation = self._state.conversation_of(command.avatar)
        if conversation is None:
            return "not_in_conversation"
        if not self._talks.may_lock(conversation):
            return "zone_conversation"
        if conversation.locked != command.locked:
            identity = conversation.conversation
            self._emit(ev.ConversationLocked(t_ms, identity, command.avatar, command.locked))
            self._talks.review(self._talks.hopeful(conversation), t_ms)
        return None

    def _set_stage(self, command: cmd.SetStage, t_ms: int) -> str | None:
        """One stage at most is heard all over the island: the last for which it was asked."""
        stage, rules = command.stage, StageRules(command.wide, command.whisper)
        if not self._talks.is_stage(stage):
            return "unknown_stage"
        for other, former in list(self._state.stages.items()):
            if rules.wide and former.wide and other != stage:
                self._emit(ev.StageSet(t_ms, other, wide=False, whisper=former.whisper))
        if self._state.stages.get(stage, StageRules()) != rules:
            self._emit(ev.StageSet(t_ms, stage, rules.wide, rules.whisper))
            ground, talks = self._ground, self._talks
            zone_of = {it: ground.governing(ground.tile(it)) for it in self._state.avatars}
            talks.review(
                [it for it, zone in zone_of.items() if talks.stage_in(zone) == stage], t_ms
            )
        return None
