from __future__ import annotations

import pytest

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.sessions import Session, Sessions


def session(avatar: int, person: str) -> Session:
    chats = TokenBucket(1, 1, 0)
    return Session(AvatarId(avatar), PersonId(person), Role.ATTENDEE, "full", chats, wire=None)


def test_sessions_are_found_by_avatar_and_by_person() -> None:
    sessions, anna, bo = Sessions(), session(1, "anna"), session(2, "bo")
    sessions.add(anna)
    sessions.add(bo)
    assert list(sessions) == [anna, bo]
    assert len(sessions) == 2
    assert sessions.of(AvatarId(2)) is bo
    assert sessions.of_person(PersonId("anna")) is anna
    assert sessions.of(AvatarId(3)) is None
    assert sessions.of_person(PersonId("cees")) is None
    assert sessions.of_person(None) is None


def test_a_session_is_removed_once() -> None:
    sessions, anna = Sessions(), session(1, "anna")
    sessions.add(anna)
    sessions.remove(anna)
    assert len(sessions) == 0
    assert sessions.of_person(PersonId("anna")) is None
    with pytest.raises(KeyError):
        sessions.remove(anna)


def test_sessions_may_be_removed_while_one_goes_through_them() -> None:
    sessions = Sessions()
    for i in range(3):
        sessions.add(session(i, f"p{i}"))
    for each in sessions:
        sessions.remove(each)
    assert len(sessions) == 0


def test_what_is_said_over_a_broken_connection_is_lost() -> None:
    anna = session(1, "anna")
    anna.send("chat", {})
    anna.send_packed(b"")
    assert not anna.speaks_through("sid")
