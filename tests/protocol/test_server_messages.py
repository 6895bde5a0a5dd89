"""What the server says has the shapes of docs/protocol.md section 4."""

from __future__ import annotations

from island_server.core import commands as cmd
from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource, Uplink
from island_server.core.units import CellPos
from island_server.core.zones import ZoneKind
from island_server.protocol import server_messages as say
from tests.core.island import LOOK, RULES, E, Isle, S, box


def test_a_person_is_eight_values() -> None:
    isle = Isle("a", zones=[box("beach", ZoneKind.PLACE, (0, 0), (1, 1))])
    avatar = isle.world.state.avatars[isle["a"]]
    expected = [1, "a", list(LOOK), "attendee", "available", "beach", 3, 4]
    assert say.person(avatar, CellPos(3, 4)) == expected


def test_a_person_in_no_zone_has_none() -> None:
    isle = Isle("a")
    assert say.person(isle.world.state.avatars[isle["a"]], CellPos(0, 0))[5] is None


def test_a_path_has_packed_runs_and_time_modulo_32_bits() -> None:
    isle = Isle("a..", "...", "...")
    isle.now_ms = 2**32 + 5
    isle.walk("a", (E, 2), (S, 1))
    avatar = isle.world.state.avatars[isle["a"]]
    assert say.path(avatar) == {"t0": 5, "x": 0, "y": 0, "facing": S, "runs": [16386, 32769]}
    assert say.moved(avatar, 9) == {"seq": 9, **say.path(avatar)}


def test_of_a_stage_the_speakers_are_listed_and_the_listeners_counted() -> None:
    zones = [
        box("podium", ZoneKind.PODIUM, (0, 0), (1, 1), stage="s"),
        box("hall", ZoneKind.AUDIENCE, (1, 0), (1, 1), stage="s"),
    ]
    isle = Isle("ab", zones=zones)
    assert say.conversation(isle.world.state.conversation_of(isle["a"]), lockable=True) == {
        "id": 1,
        "kind": "stage",
        "zone": "podium",
        "locked": False,
        "lockable": True,
        "capacity": 500,
        "members": [[1, "speaker"]],
        "listeners": 1,
        "open": False,
        "listening": [],
    }
    assert say.conversation(None, lockable=False) is None


def test_a_locked_bubble_says_so() -> None:
    isle = Isle("ab")
    isle.walk("a", (6, 0))
    isle.do(cmd.LockConversation(isle["a"], locked=True))
    told = say.conversation(isle.world.state.conversation_of(isle["b"]), lockable=False)
    assert told is not None
    assert (told["kind"], told["zone"], told["locked"]) == ("bubble", None, True)


def test_slots_are_told_all_and_in_order() -> None:
    slots = {7: SlotSource(AvatarId(4), True, False), 0: SlotSource(AvatarId(2), True, True)}
    assert say.media_slots(3, slots) == {
        "revision": 3,
        "slots": [[0, 2, True, True], [7, 4, True, False]],
    }


def test_an_uplink_says_how_much_a_picture_may_weigh() -> None:
    assert say.media_uplink(Uplink(True, False), 150) == {
        "audio": True,
        "video": False,
        "video_kbps": 150,
    }


def test_the_roster_and_the_rules() -> None:
    assert say.roster([[1]], [AvatarId(2)]) == {"put": [[1]], "gone": [2]}
    assert say.rules(RULES, 5000) == {
        "step_ms": 200,
        "diagonal_ms": 283,
        "cell_tiles": 16,
        "resume_ms": 5000,
        "enter_tiles": 2,
        "leave_tiles": 3,
        "chat_tiles": 6,
    }
