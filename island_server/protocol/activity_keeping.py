"""Activities as bytes on the shelf.

In an order that tells nothing: keys and sets are sorted, so that nobody reads from the bytes who
came first. Who got leave for an anonymous answer is kept apart from what was answered.
"""

from __future__ import annotations

import msgspec

from island_server.core.activities.activity import TALLIES, Activity, Phase
from island_server.core.activities.draft import Draft, check_draft
from island_server.core.ids import PersonId
from island_server.errors import ReasonError

FORM = 1

_encoder = msgspec.msgpack.Encoder(order="deterministic")


class Damaged(ValueError):
    """Bytes that are no activity of a form that we know; the text says why."""


class _Kept(msgspec.Struct, frozen=True):
    form: int
    id: str
    draft: Draft
    tally: msgspec.Raw
    phase: Phase
    is_shown: bool
    is_deleted: bool
    key: str
    spent: set[bytes]
    changed_ms: int
    closed_ms: int


def pack_activity(activity: Activity) -> bytes:
    """An activity without who got leave."""
    return _encoder.encode(
        _Kept(
            FORM,
            activity.id,
            activity.draft,
            msgspec.Raw(_encoder.encode(activity.tally)),
            activity.phase,
            activity.is_shown,
            activity.is_deleted,
            activity.key,
            activity.spent,
            activity.changed_ms,
            activity.closed_ms,
        )
    )


def unpack_activity(data: bytes, asked: bytes | None) -> Activity:
    """The activity again. Raises `Damaged`."""
    try:
        activity = _unpacked(data, asked)
        activity.results(activity.changed_ms)
    except (msgspec.DecodeError, ReasonError, ValueError, IndexError) as error:
        raise Damaged(str(error)) from None
    return activity


def _unpacked(data: bytes, asked: bytes | None) -> Activity:
    kept = msgspec.msgpack.decode(data, type=_Kept)
    if kept.form != FORM:
        raise ValueError(f"form {kept.form} is not known")
    check_draft(kept.draft)
    return Activity(
        kept.id,
        kept.draft,
        msgspec.msgpack.decode(kept.tally, type=TALLIES[kept.draft.kind]),
        phase=kept.phase,
        is_shown=kept.is_shown,
        is_deleted=kept.is_deleted,
        key=kept.key,
        asked=msgspec.msgpack.decode(asked, type=dict[PersonId, bytes]) if asked else {},
        spent=kept.spent,
        changed_ms=kept.changed_ms,
        closed_ms=kept.closed_ms,
    )


def pack_asked(activity: Activity) -> bytes:
    """Who got leave for an anonymous answer, sorted."""
    return _encoder.encode(activity.asked)


def pack_names(names: list[str]) -> bytes:
    """Names in this order."""
    return _encoder.encode(names)


def unpack_names(data: bytes) -> list[str]:
    """The names again. Raises `Damaged`."""
    try:
        return msgspec.msgpack.decode(data, type=list[str])
    except (msgspec.DecodeError, ValueError) as error:
        raise Damaged(str(error)) from None
