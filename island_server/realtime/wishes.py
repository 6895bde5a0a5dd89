"""From messages to commands: what a checked message asks of the world."""

from __future__ import annotations

from functools import singledispatch

from island_server.core import commands as cmd
from island_server.core.ids import AvatarId, DoorId
from island_server.errors import ProtocolError
from island_server.protocol import client_messages as msg
from island_server.protocol.text import clean_name
from island_server.realtime.sessions import Session


@singledispatch
def command_of(message: msg.Message, session: Session) -> cmd.Command | None:
    """The command behind a message, or None if it is not for the world. Raises `ProtocolError`."""
    _ = message, session
    return None


@command_of.register
def _(message: msg.Walk, session: Session) -> cmd.Command:
    return cmd.Walk(session.avatar, message.x, message.y, message.unpacked())


@command_of.register
def _(message: msg.Go, session: Session) -> cmd.Command:
    return cmd.GoTo(session.avatar, message.x, message.y)


@command_of.register
def _(message: msg.Approach, session: Session) -> cmd.Command:
    return cmd.Approach(session.avatar, AvatarId(message.avatar))


@command_of.register
def _(message: msg.React, session: Session) -> cmd.Command:
    return cmd.React(session.avatar, message.emoji)


@command_of.register
def _(message: msg.Wave, session: Session) -> cmd.Command:
    return cmd.Wave(session.avatar, AvatarId(message.avatar))


@command_of.register
def _(message: msg.Status, session: Session) -> cmd.Command:
    return cmd.SetAvailability(session.avatar, message.availability)


@command_of.register
def _(message: msg.Profile, session: Session) -> cmd.Command:
    return cmd.ChangeProfile(session.avatar, clean_name(message.name), msg.look_of(message.look))


@command_of.register
def _(message: msg.Devices, session: Session) -> cmd.Command:
    if session.media != "full" and (message.mic or message.camera):
        raise ProtocolError("media", "this session came to listen or to write")
    return cmd.SetDevices(session.avatar, message.mic, message.camera)


@command_of.register
def _(message: msg.Conversation, session: Session) -> cmd.Command:
    match message.action:
        case "leave":
            return cmd.LeaveConversation(session.avatar)
        case "join":
            return cmd.JoinConversation(session.avatar)
        case _:
            return cmd.LockConversation(session.avatar, locked=message.action == "lock")


@command_of.register
def _(message: msg.Path, session: Session) -> cmd.Command:
    return cmd.KeepPath(session.avatar, message.kept)


@command_of.register
def _(message: msg.Door, session: Session) -> cmd.Command:
    return cmd.OperateDoor(session.avatar, DoorId(message.door), message.open)
