from __future__ import annotations

from typing import Any

import pytest

from island_server.core import commands as cmd
from island_server.core.events import Availability, Role
from island_server.core.ids import AvatarId, DoorId, PersonId
from island_server.core.motion import Run
from island_server.errors import ProtocolError
from island_server.protocol.client_messages import MESSAGES, MediaChoice, parse_message
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.sessions import Session
from island_server.realtime.wishes import command_of
from tests.protocol.examples import VALID

ME = AvatarId(4)
NOT_FOR_THE_WORLD = {"chat", "media_answer", "media_restart", "clock", "leave"}


def session(media: MediaChoice = "full") -> Session:
    chats = TokenBucket(1, 1, 0)
    return Session(ME, PersonId("p"), Role.ATTENDEE, media, chats, wire=None)


def wish(event: str, changes: dict[str, Any] | None = None, media: MediaChoice = "full") -> object:
    message = parse_message(event, ({**VALID[event], **(changes or {})},))
    return command_of(message, session(media))


@pytest.mark.parametrize(
    ("event", "changes", "command"),
    [
        ("walk", {}, cmd.Walk(ME, 2, 3, (Run(2, 5), Run(4, 0)))),
        ("walk", {"runs": []}, cmd.Walk(ME, 2, 3, ())),
        ("go", {}, cmd.GoTo(ME, 2, 3)),
        ("approach", {}, cmd.Approach(ME, AvatarId(7))),
        ("react", {}, cmd.React(ME, "clap")),
        ("wave", {}, cmd.Wave(ME, AvatarId(7))),
        ("status", {}, cmd.SetAvailability(ME, Availability.BUSY)),
        ("profile", {"name": " Anna "}, cmd.ChangeProfile(ME, "Anna", (0, 1, 2, 3, 4, 5, 0))),
        ("devices", {}, cmd.SetDevices(ME, microphone=True, camera=False)),
        ("conversation", {"action": "leave"}, cmd.LeaveConversation(ME)),
        ("conversation", {"action": "join"}, cmd.JoinConversation(ME)),
        ("conversation", {"action": "lock"}, cmd.LockConversation(ME, locked=True)),
        ("path", {}, cmd.KeepPath(ME, kept=False)),
        ("door", {}, cmd.OperateDoor(ME, DoorId("front"), is_open=True)),
        ("conversation", {"action": "unlock"}, cmd.LockConversation(ME, locked=False)),
    ],
)
def test_a_message_asks_for_its_command(
    event: str, changes: dict[str, Any], command: cmd.Command
) -> None:
    assert wish(event, changes) == command


@pytest.mark.parametrize("event", sorted(MESSAGES))
def test_only_some_messages_are_not_for_the_world(event: str) -> None:
    assert (wish(event) is None) == (event in NOT_FOR_THE_WORLD)


@pytest.mark.parametrize("media", ["listen", "text"])
@pytest.mark.parametrize("on", [{"mic": True, "camera": False}, {"mic": False, "camera": True}])
def test_who_did_not_come_to_speak_cannot_switch_on(media: MediaChoice, on: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError) as refused:
        wish("devices", on, media)
    assert refused.value.reason == "media"
    assert wish("devices", {"mic": False, "camera": False}, media) is not None
