"""What an audience must learn of avatars, as bytes (docs/protocol.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct, error, unpack_from

from island_server.core.events import Availability, ConversationKind, Part
from island_server.core.ids import AvatarId, ConversationId
from island_server.core.motion import Runs, pack_run, unpack_run
from island_server.core.state import AvatarState, ConversationState
from island_server.core.units import CellPos

KIND_CHANGES = 1
KIND_CELLS = 2

_HEADER = Struct("<BI")
_RECORD = Struct("<IIHHBBIB")
_CELL = Struct("<HH")
_U32 = 0xFFFFFFFF

_MICROPHONE, _CAMERA, _LOCKED, _ON_STAGE = 1, 2, 16, 128
_AVAILABILITIES = tuple(Availability)
_KINDS = tuple(ConversationKind)


@dataclass(frozen=True, slots=True)
class AvatarRecord:
    """One avatar, as an observer learns of it. Times are modulo 2**32 ms."""

    avatar: AvatarId
    t0_ms: int
    x: int
    y: int
    facing: int
    runs: Runs
    microphone: bool
    camera: bool
    availability: Availability
    conversation: ConversationId | None
    kind: ConversationKind | None
    locked: bool
    on_stage: bool


@dataclass(frozen=True, slots=True)
class Delta:
    """A message decoded; `cells` is empty for changes, else those that hold exactly `records`."""

    now_ms: int
    cells: tuple[CellPos, ...]
    records: tuple[AvatarRecord, ...]


def pack_record(avatar: AvatarState, conversation: ConversationState | None) -> bytes:
    """One avatar as bytes; `Rules.max_runs` keeps a path within what a record can hold."""
    runs = avatar.runs
    fixed = _RECORD.pack(
        avatar.avatar,
        avatar.t0_ms & _U32,
        avatar.x,
        avatar.y,
        avatar.facing,
        _flags(avatar, conversation),
        0 if conversation is None else conversation.conversation,
        len(runs),
    )
    return fixed + b"".join(pack_run(run).to_bytes(2, "little") for run in runs)


def _flags(avatar: AvatarState, conversation: ConversationState | None) -> int:
    flags = avatar.is_heard * _MICROPHONE | avatar.camera * _CAMERA
    flags |= _AVAILABILITIES.index(avatar.availability) << 2
    if conversation is not None:
        flags |= conversation.locked * _LOCKED | (_KINDS.index(conversation.kind) + 1) << 5
        if (
            conversation.kind is ConversationKind.STAGE
            and conversation.members[avatar.avatar] is Part.SPEAKER
        ):
            flags |= _ON_STAGE
    return flags


def pack_changes(now_ms: int, records: Sequence[bytes]) -> bytes:
    """Changed avatars."""
    return _HEADER.pack(KIND_CHANGES, now_ms & _U32) + b"".join(records)


def pack_cells(now_ms: int, cells: Sequence[CellPos], records: Sequence[bytes]) -> bytes:
    """Everybody in these cells."""
    head = _HEADER.pack(KIND_CELLS, now_ms & _U32) + bytes([len(cells)])
    return head + b"".join(_CELL.pack(*cell) for cell in cells) + b"".join(records)


def unpack(message: bytes) -> Delta:
    """The message behind the bytes. Raises ValueError if they are none."""
    try:
        kind, now_ms = _HEADER.unpack_from(message)
        at = _HEADER.size
        cells: list[CellPos] = []
        if kind == KIND_CELLS:
            count, at = message[at], at + 1
            for _ in range(count):
                cells.append(CellPos(*_CELL.unpack_from(message, at)))
                at += _CELL.size
        elif kind != KIND_CHANGES:
            raise ValueError(f"a delta of the unknown kind {kind}")
        records: list[AvatarRecord] = []
        while at < len(message):
            record, at = _unpack_record(message, at)
            records.append(record)
    except (IndexError, error) as cause:
        raise ValueError("the delta is cut short") from cause
    return Delta(now_ms, tuple(cells), tuple(records))


def _unpack_record(message: bytes, at: int) -> tuple[AvatarRecord, int]:
    avatar, t0_ms, x, y, facing, flags, conversation, count = _RECORD.unpack_from(message, at)
    at += _RECORD.size
    runs = tuple(unpack_run(packed) for packed in unpack_from(f"<{count}H", message, at))
    kind = flags >> 5 & 3
    record = AvatarRecord(
        AvatarId(avatar),
        t0_ms,
        x,
        y,
        facing,
        runs,
        microphone=bool(flags & _MICROPHONE),
        camera=bool(flags & _CAMERA),
        availability=_AVAILABILITIES[flags >> 2 & 3],
        conversation=ConversationId(conversation) if conversation else None,
        kind=_KINDS[kind - 1] if kind else None,
        locked=bool(flags & _LOCKED),
        on_stage=bool(flags & _ON_STAGE),
    )
    return record, at + 2 * count
