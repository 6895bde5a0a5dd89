from __future__ import annotations

import json
from dataclasses import fields
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.motion import MAX_RUN_STEPS, Run
from island_server.store.log_encoding import (
    MOVEMENT,
    NOT_KEPT,
    PRESENCE,
    WalkedPath,
    clean_text,
    kind_and_facts,
    pack_path,
    unpack_path,
)

ANNA = AvatarId(7)
ENTERED = ev.Entered(9, ANNA, PersonId("p1"), "Anna", (0,) * 7, ev.Role.HOST, x=3, y=4, facing=4)
TILES = st.integers(0, 65535)
RUNS = st.lists(st.builds(Run, st.integers(0, 7), st.integers(0, MAX_RUN_STEPS))).map(tuple)


def test_for_every_event_it_is_decided_whether_it_is_kept() -> None:
    assert {*PRESENCE, *MOVEMENT, *NOT_KEPT} == set(get_args(ev.Event))
    assert len(PRESENCE) + len(MOVEMENT) + len(NOT_KEPT) == len(get_args(ev.Event))


def test_every_kind_has_a_word_of_its_own() -> None:
    words = [word for word, _ in PRESENCE.values()] + list(MOVEMENT.values())
    assert len(set(words)) == len(words)


def test_the_facts_are_fields_of_the_event_and_never_a_name_a_look_or_a_place() -> None:
    for kind, (_, names) in PRESENCE.items():
        assert set(names) <= {field.name for field in fields(kind)}
        assert not set(names) & {"name", "look", "x", "y", "text"}


def test_facts_are_plain_json() -> None:
    opened = ev.ConversationOpened(
        1, ConversationId(2), ev.ConversationKind.MEETING, ZoneId("hall"), 25
    )
    assert kind_and_facts(opened) == (
        "conversation_opened",
        {"conversation": 2, "kind": "meeting", "zone": "hall", "capacity": 25},
    )
    devices = kind_and_facts(ev.DevicesChanged(1, ANNA, microphone=True, camera=False))
    assert json.dumps(devices) == '["devices", {"microphone": true, "camera": false}]'
    assert kind_and_facts(ENTERED) == ("entered", {"role": "host"})


def test_reactions_waves_and_refusals_are_not_written_down() -> None:
    assert kind_and_facts(ev.Reacted(1, ANNA, "heart")) is None
    assert kind_and_facts(ev.Waved(1, ANNA, AvatarId(8))) is None
    assert kind_and_facts(ev.CommandRejected(1, ANNA, "blocked")) is None


@given(t0_ms=st.integers(0, 2**40), delay=st.integers(-5000, 5000), x=TILES, y=TILES, runs=RUNS)
def test_a_path_comes_back_as_it_was(
    t0_ms: int, delay: int, x: int, y: int, runs: tuple[Run, ...]
) -> None:
    moved = ev.Moved(t0_ms + delay, ANNA, t0_ms, x, y, 5, runs)
    packed = pack_path(moved)
    assert packed is not None
    assert len(packed) == 9 + 2 * len(runs)
    assert unpack_path(packed, moved.t_ms) == WalkedPath(t0_ms, x, y, 5, runs)


def test_arriving_is_a_path_that_stands_still() -> None:
    packed = pack_path(ENTERED)
    assert packed is not None
    assert unpack_path(packed, 9) == WalkedPath(9, 3, 4, 4, ())
    assert pack_path(ev.Left(1, ANNA, ev.LeaveReason.LEFT)) is None


@given(st.text() | st.just("a\ud800b\0c"))
def test_cleaned_text_can_be_stored_anywhere(text: str) -> None:
    clean = clean_text(text)
    assert "\0" not in clean
    assert clean.encode().decode() == clean
