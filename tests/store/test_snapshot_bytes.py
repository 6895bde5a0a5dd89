from __future__ import annotations

import zlib
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given

from island_server.core import snapshots
from island_server.core.ids import AvatarId
from island_server.core.snapshots import NOWHERE, Snapshot
from island_server.core.units import TilePos
from island_server.store.snapshot_bytes import (
    NOBODY,
    decode_snapshot,
    encode_snapshot,
    without_places,
)
from tests.core.afternoons import Afternoon, afternoons, happen

from .made_log import AVATAR, PUT, snapshot

FULL = snapshot(1).state


def nameless(taken: Snapshot) -> Snapshot:
    person, name, look = NOBODY
    return replace(
        taken,
        avatars=tuple(replace(it, person=person, name=name, look=look) for it in taken.avatars),
    )


def unpacked(data: bytes) -> list[list[list[object]]]:
    plain: list[list[list[object]]] = msgspec.msgpack.decode(zlib.decompress(data[1:]))
    return plain


def packed(form: int, plain: object) -> bytes:
    return bytes([form]) + zlib.compress(msgspec.msgpack.encode(plain))


@given(afternoons())
def test_a_snapshot_comes_back_as_it_was(afternoon: Afternoon) -> None:
    world = afternoon.world()
    happen(world, afternoon.wishes)
    taken = snapshots.take(world.state)
    assert decode_snapshot(encode_snapshot(taken)) == nameless(taken)


def test_a_place_that_is_not_kept_is_nil() -> None:
    avatar = replace(FULL.avatars[0], keeps_path=False)
    data = encode_snapshot(snapshots.Snapshot((snapshots.without_place(avatar),)))
    assert data[0] == 2
    ((plain,), *_) = unpacked(data)
    assert plain[3:5] == [None, None]
    assert plain[11] == [None, None]
    (again,) = decode_snapshot(data).avatars
    assert (again.x, again.y, again.aside_at, again.keeps_path) == (0, 0, NOWHERE, False)


def test_a_snapshot_of_the_first_form_is_read_and_its_nowhere_is_no_place() -> None:
    ((there,), talks, doors, *_) = unpacked(encode_snapshot(FULL))
    nowhere = [there[0] - 1, there[1], 0, 0, 0, 4, [], *there[7:]]
    old = decode_snapshot(packed(1, [[there, nowhere], talks, doors]))
    assert [it.keeps_path for it in old.avatars] == [True, False]
    assert old.avatars[0] == nameless(FULL).avatars[0]


def test_a_snapshot_of_a_later_form_is_refused() -> None:
    with pytest.raises(ValueError, match="newer version"):
        decode_snapshot(packed(3, unpacked(encode_snapshot(FULL))))


def test_places_are_taken_out_of_those_who_are_named_and_of_nobody_else() -> None:
    other = replace(FULL.avatars[0], avatar=AvatarId(5), aside_at=None)
    both = replace(FULL, avatars=(*FULL.avatars, other))
    less = without_places(encode_snapshot(both), {AVATAR})
    assert less is not None
    hidden, seen = decode_snapshot(less).avatars
    assert (hidden.x, hidden.y, hidden.runs, hidden.keeps_path) == (0, 0, (), False)
    assert (hidden.zones, hidden.conversation) == (other.zones, other.conversation)
    assert (seen.x, seen.y, seen.runs) == (other.x, other.y, other.runs)
    assert TilePos(other.x, other.y) != NOWHERE
    assert without_places(less, {AVATAR}) is None
    assert without_places(encode_snapshot(both), {AvatarId(6)}) is None


def test_a_snapshot_does_not_say_who_hosts_a_zone() -> None:
    hosted = replace(FULL, zones_put=(replace(PUT, host="Anna"),))
    assert decode_snapshot(encode_snapshot(hosted)).zones_put == (PUT,)


def test_a_snapshot_from_before_hosts_changed_zones_is_read() -> None:
    ((there,), talks, doors, *_) = unpacked(encode_snapshot(FULL))
    old = decode_snapshot(packed(2, [[there[:13]], talks, doors]))
    assert (old.zones_put, old.zones_removed) == ((), ())
    assert (old.avatars[0].groups, old.avatars[0].admitted) == ((), ())
    assert old.conversations == FULL.conversations
