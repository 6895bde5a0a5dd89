"""Snapshots as they are kept; the form is told in docs/attendance-format.md.

No person is in them, only avatars: who that was stands in a table of its own, and can be erased.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, DoorId, PersonId, ZoneId
from island_server.core.motion import pack_run, unpack_run
from island_server.core.snapshots import NOWHERE, Snapshot, without_place
from island_server.core.state import AvatarState, ConversationState
from island_server.core.units import SOUTH, TilePos
from island_server.protocol.zone_form import zone_from_plain, zone_to_logged
from island_server.store.motion_columns import unpack

VERSION = 2
"""Form 1 had no nil: a place that is not kept was (0, 0)."""
_FORMS = (1, VERSION)
MOST_BYTES = 64 * 2**20
"""Largest snapshot, unpacked."""

NOBODY = (PersonId(""), "", ())
"""Person, name and look of an avatar whose person was erased."""

Who = tuple[PersonId, str, ev.Look]


_Aside = tuple[int | None, int | None] | None


class _Avatar(msgspec.Struct, array_like=True, frozen=True):
    avatar: int
    role: ev.Role
    t0_ms: int
    x: int | None
    y: int | None
    facing: int
    runs: tuple[int, ...]
    availability: ev.Availability
    microphone: bool
    camera: bool
    conversation: int | None
    aside_at: _Aside
    zones: tuple[str, ...]
    groups: tuple[str, ...] = ()
    admitted: tuple[str, ...] = ()
    muted: bool = False


class _Conversation(msgspec.Struct, array_like=True, frozen=True):
    conversation: int
    kind: ev.ConversationKind
    zone: str | None
    capacity: int
    locked: bool
    members: tuple[tuple[int, ev.Part], ...]
    opened: bool = False
    admitted: tuple[int, ...] = ()


class _Snapshot(msgspec.Struct, array_like=True, frozen=True):
    avatars: tuple[_Avatar, ...]
    conversations: tuple[_Conversation, ...]
    open_doors: tuple[str, ...]
    zones_put: tuple[dict[str, Any], ...] = ()
    zones_removed: tuple[str, ...] = ()


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


def without_places(data: bytes, avatars: Collection[AvatarId]) -> bytes | None:
    """The bytes without saying where these avatars are; None if they do not say it as it is.

    Raises ValueError if damaged or of a newer version.
    """
    taken = decode_snapshot(data)
    if not any(it.avatar in avatars and it.keeps_path for it in taken.avatars):
        return None
    return encode_snapshot(
        replace(
            taken,
            avatars=tuple(
                without_place(it) if it.avatar in avatars else it for it in taken.avatars
            ),
        )
    )


def avatars_in(snapshot: Snapshot) -> list[AvatarId]:
    """Everybody in a snapshot."""
    return [avatar.avatar for avatar in snapshot.avatars]


def decode_snapshot(data: bytes) -> Snapshot:
    """The snapshot, nobody in it named. Raises ValueError if damaged or of a newer version."""
    plain = _decoded(data, _DECODER)
    try:
        zones_put = tuple(map(zone_from_plain, plain.zones_put))
    except ValueError as error:
        raise ValueError(f"the snapshot is damaged: {error}") from None
    return Snapshot(
        tuple(_to_avatar(it, data[0]) for it in plain.avatars),
        tuple(map(_to_conversation, plain.conversations)),
        tuple(map(DoorId, plain.open_doors)),
        zones_put,
        tuple(map(ZoneId, plain.zones_removed)),
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
    if data[0] not in _FORMS:
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
        tuple(map(zone_to_logged, snapshot.zones_put)),
        snapshot.zones_removed,
    )


def _plain_avatar(avatar: AvatarState) -> _Avatar:
    is_known = avatar.keeps_path
    aside_at: _Aside = avatar.aside_at
    if aside_at is not None and not is_known:
        aside_at = (None, None)
    return _Avatar(
        avatar.avatar,
        avatar.role,
        avatar.t0_ms,
        avatar.x if is_known else None,
        avatar.y if is_known else None,
        avatar.facing,
        tuple(map(pack_run, avatar.runs)),
        avatar.availability,
        avatar.microphone,
        avatar.camera,
        avatar.conversation,
        aside_at,
        avatar.zones,
        avatar.groups,
        avatar.admitted,
        avatar.muted,
    )


def _plain_conversation(talk: ConversationState) -> _Conversation:
    return _Conversation(
        talk.conversation,
        talk.kind,
        talk.zone,
        talk.capacity,
        talk.locked,
        tuple(talk.members.items()),
        talk.opened,
        talk.admitted,
    )


def _to_avatar(plain: _Avatar, form: int) -> AvatarState:
    talk = plain.conversation
    return AvatarState(
        AvatarId(plain.avatar),
        *NOBODY,
        plain.role,
        plain.t0_ms,
        NOWHERE.x if plain.x is None else plain.x,
        NOWHERE.y if plain.y is None else plain.y,
        plain.facing,
        tuple(map(unpack_run, plain.runs)),
        plain.availability,
        plain.microphone,
        plain.camera,
        None if talk is None else ConversationId(talk),
        None if plain.aside_at is None else _aside_at(*plain.aside_at),
        tuple(map(ZoneId, plain.zones)),
        plain.x is not None and not (form == 1 and _is_old_nowhere(plain)),
        plain.groups,
        tuple(map(ZoneId, plain.admitted)),
        plain.muted,
    )


def _aside_at(x: int | None, y: int | None) -> TilePos:
    return NOWHERE if x is None or y is None else TilePos(x, y)


def _is_old_nowhere(plain: _Avatar) -> bool:
    place = (plain.t0_ms, plain.x, plain.y, plain.facing, plain.runs)
    return place == (0, *NOWHERE, SOUTH, ())


def _to_conversation(plain: _Conversation) -> ConversationState:
    return ConversationState(
        ConversationId(plain.conversation),
        plain.kind,
        None if plain.zone is None else ZoneId(plain.zone),
        plain.capacity,
        plain.locked,
        {AvatarId(avatar): part for avatar, part in plain.members},
        plain.opened,
        tuple(map(AvatarId, plain.admitted)),
    )


def plain_snapshot(data: bytes) -> bytes:
    """The MessagePack of a snapshot, unpacked. Raises ValueError as `decode_snapshot` does."""
    return _ENCODER.encode(_decoded(data, _DECODER))
