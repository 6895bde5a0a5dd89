from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.deltas import (
    AvatarRecord,
    Delta,
    pack_cells,
    pack_changes,
    pack_record,
    unpack,
)
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.motion import Run
from island_server.core.state import AvatarState, ConversationState
from island_server.core.units import CellPos
from tests.core.island import E, S

u16 = st.integers(0, 0xFFFF)
u32 = st.integers(0, 0xFFFFFFFF)
runs = st.lists(st.builds(Run, st.integers(0, 7), st.integers(1, 8191)), max_size=255).map(tuple)


@st.composite
def avatars(draw: st.DrawFn) -> tuple[AvatarState, ConversationState | None]:
    avatar = AvatarState(
        AvatarId(draw(st.integers(1, 0xFFFFFFFF))),
        PersonId("p"),
        "name",
        (0,) * 7,
        ev.Role.HOST,
        t0_ms=draw(st.integers(0, 2**40)),
        x=draw(u16),
        y=draw(u16),
        facing=draw(st.integers(0, 7)),
        runs=draw(runs),
        availability=draw(st.sampled_from(ev.Availability)),
        microphone=draw(st.booleans()),
        camera=draw(st.booleans()),
    )
    if draw(st.booleans()):
        return avatar, None
    conversation = ConversationState(
        ConversationId(draw(st.integers(1, 0xFFFFFFFF))),
        draw(st.sampled_from(ev.ConversationKind)),
        ZoneId("z"),
        8,
        locked=draw(st.booleans()),
        members={avatar.avatar: draw(st.sampled_from(ev.Part))},
    )
    return avatar, conversation


def record_of(avatar: AvatarState, talk: ConversationState | None) -> AvatarRecord:
    return AvatarRecord(
        avatar.avatar,
        avatar.t0_ms % 2**32,
        avatar.x,
        avatar.y,
        avatar.facing,
        avatar.runs,
        avatar.microphone,
        avatar.camera,
        avatar.availability,
        conversation=None if talk is None else talk.conversation,
        kind=None if talk is None else talk.kind,
        locked=talk is not None and talk.locked,
        on_stage=talk is not None
        and talk.kind is ev.ConversationKind.STAGE
        and talk.members[avatar.avatar] is ev.Part.SPEAKER,
    )


@given(st.lists(avatars(), max_size=4), u32)
def test_changes_come_back_as_they_went(
    people: list[tuple[AvatarState, ConversationState | None]], now_ms: int
) -> None:
    message = pack_changes(now_ms, [pack_record(*person) for person in people])
    assert unpack(message) == Delta(now_ms, (), tuple(record_of(*person) for person in people))


@given(
    st.lists(avatars(), max_size=3),
    st.lists(st.builds(CellPos, u16, u16), max_size=9),
    st.integers(0, 2**40),
)
def test_cells_come_back_as_they_went(
    people: list[tuple[AvatarState, ConversationState | None]], cells: list[CellPos], now_ms: int
) -> None:
    message = pack_cells(now_ms, cells, [pack_record(*person) for person in people])
    records = tuple(record_of(*person) for person in people)
    assert unpack(message) == Delta(now_ms % 2**32, tuple(cells), records)


@given(st.lists(avatars(), min_size=1, max_size=3), st.data())
def test_a_message_cut_short_is_noticed(
    people: list[tuple[AvatarState, ConversationState | None]], data: st.DataObject
) -> None:
    """Regression: a path cut short was read as steps of no length."""
    records = [pack_record(*person) for person in people]
    message = pack_changes(7, records)
    whole = {5}
    for record in records:
        whole.add(max(whole) + len(record))
    length = data.draw(st.integers(0, len(message) - 1).filter(lambda n: n not in whole))
    with pytest.raises(ValueError, match="cut short"):
        unpack(message[:length])


@given(st.binary(max_size=80))
def test_bytes_that_are_no_message_are_a_value_error_or_a_message(junk: bytes) -> None:
    with contextlib.suppress(ValueError):
        unpack(junk)


@pytest.mark.parametrize("kind", [0, 3, 255])
def test_an_unknown_kind_of_message_is_refused(kind: int) -> None:
    with pytest.raises(ValueError, match="kind"):
        unpack(bytes([kind, 0, 0, 0, 0]))


def test_a_record_is_laid_out_as_the_protocol_says() -> None:
    avatar = AvatarState(
        AvatarId(0x01020304), PersonId("p"), "n", (0,) * 7, ev.Role.ATTENDEE, 0x0A0B0C0D,
        x=0x1122, y=0x3344, facing=S, runs=(Run(E, 3), Run(S, 8191)),
        availability=ev.Availability.AWAY, microphone=True, camera=True,
    )  # fmt: skip
    stage = ConversationState(
        ConversationId(0x05060708), ev.ConversationKind.STAGE, ZoneId("z"), 9,
        locked=False, members={avatar.avatar: ev.Part.SPEAKER},
    )  # fmt: skip
    expected = "04030201 0d0c0b0a 2211 4433 04 eb 08070605 02 0340 ff9f"
    assert pack_record(avatar, stage).hex() == expected.replace(" ", "")
    assert len(pack_record(replace(avatar, runs=()), None)) == 19
