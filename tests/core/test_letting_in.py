"""Who is let into what is locked."""

from __future__ import annotations

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.zones import ZoneKind
from tests.core.island import E, Isle, W, box


def locked_bubble() -> Isle:
    isle = Isle("a.b......c")
    isle.walk("b", (W, 1))
    isle.until(1000)
    isle.do(cmd.LockConversation(isle["a"], locked=True))
    return isle


def test_who_is_let_into_a_locked_bubble_joins_it_by_walking_up() -> None:
    isle = locked_bubble()
    isle.walk("c", (W, 6))
    isle.until(4000)
    assert isle.talking() == ["ab"]
    events = isle.do(cmd.LetIn(isle["b"], isle["c"]))
    assert [type(event) for event in events] == [ev.LetIn, ev.ConversationJoined]
    assert isle.talking() == ["abc"]


def test_who_left_again_is_not_let_in_once_more() -> None:
    isle = locked_bubble()
    isle.do(cmd.LetIn(isle["b"], isle["c"]))
    isle.walk("c", (W, 6))
    isle.until(4000)
    assert isle.talking() == ["abc"]
    isle.walk("c", (E, 6))
    isle.until(8000)
    isle.walk("c", (W, 6))
    isle.until(12_000)
    assert isle.talking() == ["ab"]


def test_only_members_let_in_and_only_who_is_there() -> None:
    isle = locked_bubble()
    assert isle.rejection(cmd.LetIn(isle["c"], isle["c"])) == "not_in_conversation"
    assert isle.rejection(cmd.LetIn(isle["a"], AvatarId(99))) == "unknown_avatar"


def test_who_is_let_into_a_locked_meeting_walks_in_and_sits_down() -> None:
    zone = box("room", ZoneKind.MEETING, (0, 0), (3, 1), lockable=True)
    isle = Isle("a.b......c", zones=[zone])
    isle.do(cmd.LockConversation(isle["a"], locked=True))
    isle.go("c", 2, 0)
    isle.until(4000)
    assert isle.tile("c") == (3, 0)
    isle.do(cmd.LetIn(isle["a"], isle["c"]))
    isle.go("c", 2, 0)
    isle.until(8000)
    assert isle.talking() == ["abc"]
