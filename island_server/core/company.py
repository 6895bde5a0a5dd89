"""People with one another, beside talking: opening up a conversation, letting in, following.

What the world passes on of it: commands, and everything that happens.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatchmethod
from typing import Protocol

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.following import Feet, Following, Places
from island_server.core.ids import AvatarId
from island_server.core.overhearing import Overhearing, Surroundings
from island_server.core.rules import Rules
from island_server.core.state import IslandState

CompanyCommand = cmd.OpenUp | cmd.LetIn | cmd.Listen | cmd.Follow | cmd.SendFollowersOff
_OWN_STEPS = cmd.Walk | cmd.GoTo | cmd.Approach


class Ground(Surroundings, Places, Protocol):
    """What is asked of the world."""


class Company:
    """Of one world. Whatever it is told of, `settle` is to follow."""

    def __init__(
        self,
        state: IslandState,
        rules: Rules,
        ground: Ground,
        feet: Feet,
        emit: Callable[[ev.Event], None],
    ) -> None:
        self._state = state
        self._emit = emit
        self._overhearing = Overhearing(state, rules, ground, emit)
        self._following = Following(state, rules, ground, feet, emit)

    def note(self, event: ev.Event) -> None:
        """Take in what has just been applied to the state."""
        self._overhearing.note(event)
        self._following.note(event)

    def reached(self, avatar: AvatarId) -> None:
        """An avatar has come to another tile, or stopped."""
        self._overhearing.reached(avatar)
        self._following.reached(avatar)

    def regroup(self, avatar: AvatarId) -> None:
        """Somebody blocked somebody, or no longer does."""
        self._overhearing.regroup(avatar)
        self._following.regroup(avatar)

    def before(self, command: cmd.Command, now_ms: int) -> None:
        """Somebody wants something: who takes a step of their own follows nobody any more."""
        if isinstance(command, _OWN_STEPS):
            self._following.follow(command.avatar, None, now_ms)

    def settle(self, t_ms: int) -> None:
        """Let everybody walk and hear as they should at a moment."""
        self._following.settle(t_ms)
        self._overhearing.settle(t_ms)

    @singledispatchmethod
    def carry_out(self, command: CompanyCommand, now_ms: int) -> str | None:
        """Carry out a command; the reason code if it is refused."""
        raise TypeError(f"not a command: {command!r} at {now_ms}")

    @carry_out.register
    def _(self, command: cmd.OpenUp, now_ms: int) -> str | None:
        talk = self._state.conversation_of(command.avatar)
        if talk is None:
            return "not_in_conversation"
        if talk.kind is ev.ConversationKind.STAGE:
            return "not_openable"
        if command.opened and talk.locked:
            return "locked"
        if talk.opened != command.opened:
            self._emit(
                ev.OpenedUp(now_ms, talk.conversation, command.avatar, opened=command.opened)
            )
        return None

    @carry_out.register
    def _(self, command: cmd.LetIn, now_ms: int) -> str | None:
        talk = self._state.conversation_of(command.avatar)
        if talk is None:
            return "not_in_conversation"
        if command.guest not in self._state.avatars:
            return "unknown_avatar"
        if talk.zone is None:
            self._emit(ev.LetIn(now_ms, talk.conversation, command.guest, command.avatar))
        else:
            self._emit(ev.Admitted(now_ms, command.guest, talk.zone, command.avatar))
        return None

    @carry_out.register
    def _(self, command: cmd.Listen, now_ms: int) -> str | None:
        _ = now_ms
        is_news = self._overhearing.listen(command.avatar, wanted=command.wanted)
        return None if is_news else "nothing_to_hear"

    @carry_out.register
    def _(self, command: cmd.Follow, now_ms: int) -> str | None:
        if command.leader is not None:
            reason = self._following.refusal(command.avatar, command.leader)
            if reason is not None:
                return reason
        self._following.follow(command.avatar, command.leader, now_ms)
        return None

    @carry_out.register
    def _(self, command: cmd.SendFollowersOff, now_ms: int) -> str | None:
        self._following.send_off(command.avatar, now_ms)
        return None
