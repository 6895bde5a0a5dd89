"""Snapshots as they are kept; the form is told in docs/attendance-format.md.

No person is in them, only avatars: who that was stands in a table of its own, and can be erased.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, DoorId, PersonId, ZoneId
from island_server.core.motion import pack_run, unpack_run
from island_server.core.snapshots import Snapshot
from island_server.core.state import AvatarState, ConversationState
from island_server.core.units import TilePos
from island_server.store.motion_columns import unpack

VERSION = 1
MOST_BYTES = 64 * 2**20
"""Largest snapshot, unpacked."""

NOBODY = (PersonId(""), "", ())
"""Person, name and look of an avatar whose person was erased."""

Who = tuple[PersonId, str, ev.Look]


class _Avatar(msgspec.Struct, array_like=True, frozen=True):
    avatar: int
    role: ev.Role
    t0_ms: int
    x: int
    y: int
    facing: int
    runs: tuple[int, ...]
    availability: ev.Availability
    microphone: bool
    camera: bool
    conversation: int | None
    aside_at: tuple[int, int] | None
    zones: tuple[str, ...]


class _Conversation(msgspec.Struct, array_like=True, frozen=True):
    conversation: int
    kind: ev.ConversationKind
    zone: str | None
    capacity: int
    locked: bool
    members: tuple[tuple[int, ev.Part], ...]


class _Snapshot(msgspec.Struct, array_like=True, frozen=True):
    avatars: tuple[_Avatar, ...]
    conversations: tuple[_Conversation, ...]
    open_doors: tuple[str, ...]


class _Present(msgspec.Struct, array_like=True, frozen=True):
    """The beginning of an avatar."""

    avatar: int
    role: ev.Role


class _Presents(msgspec.Struct, array_like=True, frozen=True):
    """The beginning of a snapshot."""

    avatars: tuple[_Present, ...]


_Plain = TypeVar("_Plain")

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Snapshot)
_DECODER_OF_PRESENTS = msgspec.msgpack.Decoder(_Presents)


def encode_snapshot(snapshot: Snapshot) -> bytes:
    """The bytes of a snapshot."""
    return bytes([VERSION]) + zlib.compress(_ENCODER.encode(_plain(snapshot)))


def snapshot_as_json(data: bytes) -> bytes:
    """The bytes of a snapshot as JSON of the same form. Raises ValueError as `decode_snapshot`."""
    return msgspec.json.encode(_plain(decode_snapshot(data)))


def snapshot_from_json(text: bytes | msgspec.Raw) -> bytes:
    """The bytes of a snapshot that is given as JSON. Raises ValueError if it is none."""
    plain = msgspec.json.decode(text, type=_Snapshot)
    data = bytes([VERSION]) + zlib.compress(_ENCODER.encode(plain))
    decode_snapshot(data)
    return data


def avatars_in(snapshot: Snapshot) -> list[AvatarId]:
    """Everybody in a snapshot."""
    return [avatar.avatar for avatar in snapshot.avatars]


def decode_snapshot(data: bytes) -> Snapshot:
    """The snapshot, nobody in it named. Raises ValueError if damaged or of a newer version."""
    plain = _decoded(data, _DECODER)
    return Snapshot(
        tuple(map(_to_avatar, plain.avatars)),
        tuple(map(_to_conversation, plain.conversations)),
        tuple(map(DoorId, plain.open_doors)),
    )


def roles_in(data: bytes) -> dict[AvatarId, ev.Role]:
    """Everybody in a snapshot and their roles. Raises ValueError as `decode_snapshot` does."""
    presents = _decoded(data, _DECODER_OF_PRESENTS)
    return {AvatarId(present.avatar): present.role for present in presents.avatars}


def with_people(snapshot: Snapshot, people: Mapping[AvatarId, Who]) -> Snapshot:
    """The snapshot with everybody named who is known."""
    for avatar in snapshot.avatars:
        avatar.person, avatar.name, avatar.look = people.get(avatar.avatar, NOBODY)
    return snapshot


def _decoded(data: bytes, decoder: msgspec.msgpack.Decoder[_Plain]) -> _Plain:
    if not data:
        raise ValueError("the snapshot is empty")
    if data[0] != VERSION:
        raise ValueError(f"the snapshot has form {data[0]}, which a newer version of Eiland writes")
    try:
        return decoder.decode(unpack(data[1:], MOST_BYTES))
    except ValueError as error:  # msgspec's own errors are ValueErrors too
        raise ValueError(f"the snapshot is damaged: {error}") from None


def _plain(snapshot: Snapshot) -> _Snapshot:
    return _Snapshot(
        tuple(map(_plain_avatar, snapshot.avatars)),
        tuple(map(_plain_conversation, snapshot.conversations)),
        snapshot.open_doors,
    )


def _plain_avatar(avatar: AvatarState) -> _Avatar:
    return _Avatar(
        avatar.avatar,
        avatar.role,
        avatar.t0_ms,
        avatar.x,
        avatar.y,
        avatar.facing,
        tuple(map(pack_run, avatar.runs)),
        avatar.availability,
        avatar.microphone,
        avatar.camera,
        avatar.conversation,
        avatar.aside_at,
        avatar.zones,
    )


def _plain_conversation(talk: ConversationState) -> _Conversation:
    return _Conversation(
        talk.conversation,
        talk.kind,
        talk.zone,
        talk.capacity,
        talk.locked,
        tuple(talk.members.items()),
    )


def _to_avatar(plain: _Avatar) -> AvatarState:
    talk = plain.conversation
    return AvatarState(
        AvatarId(plain.avatar),
        *NOBODY,
        plain.role,
        plain.t0_ms,
        plain.x,
        plain.y,
        plain.facing,
        tuple(map(unpack_run, plain.runs)),
        plain.availability,
        plain.microphone,
        plain.camera,
        None if talk is None else ConversationId(talk),
        None if plain.aside_at is None else TilePos(*plain.aside_at),
        tuple(map(ZoneId, plain.zones)),
    )


def _to_conversation(plain: _Conversation) -> ConversationState:
    return ConversationState(
        ConversationId(plain.conversation),
        plain.kind,
        None if plain.zone is None else ZoneId(plain.zone),
        plain.capacity,
        plain.locked,
        {AvatarId(avatar): part for avatar, part in plain.members},
    )


def plain_snapshot(data: bytes) -> bytes:
    """The MessagePack of a snapshot, unpacked. Raises ValueError as `decode_snapshot` does."""
    return _ENCODER.encode(_decoded(data, _DECODER))
