"""One table of who may do what: whole, kept, and printed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from island_server.access.permissions import (
    NEEDED,
    NEEDED_FOR_REQUESTS,
    REQUEST_PATHS,
    is_at_least,
    may,
    may_act_on,
    may_request,
)
from island_server.core.events import Role
from island_server.protocol.zone_messages import ZONE_MESSAGES
from scripts.permissions import TARGET, message_kinds, page

ATTENDEE, HOST, ORGANISER = Role.ATTENDEE, Role.HOST, Role.ORGANISER
WEB = Path(__file__).parents[2] / "island_server" / "web"
METHODS = ("get", "post", "put", "patch", "delete")


def api_paths() -> Iterator[str]:
    """The paths of all requests that the server answers under /api."""
    for path in WEB.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("web"), attr=method),
                    args=[ast.Constant(str(found)), *_],
                ) if method in METHODS and found.startswith("/api"):
                    yield found


def test_the_table_has_every_message_that_the_server_takes_and_no_other() -> None:
    assert set(NEEDED) == set(message_kinds())


def test_the_table_has_every_request_that_the_server_answers_and_no_other() -> None:
    found = set(api_paths())
    assert {"/api/entry", "/api/maps"} <= found
    for path in found:
        assert any(path == known or path.startswith(f"{known}/") for known in REQUEST_PATHS), path
    assert {request for request in REQUEST_PATHS.values() if request} == set(NEEDED_FOR_REQUESTS)


def test_the_page_is_as_the_table() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run: python -m scripts.permissions"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", sorted(NEEDED))
def test_a_role_may_send_what_is_for_it_or_for_less(role: Role, command: str) -> None:
    assert may(role, command) is is_at_least(role, NEEDED[command])


def test_what_changes_things_for_others_is_for_hosts() -> None:
    assert not may(ATTENDEE, "announce")
    assert may(HOST, "announce")
    assert may(ATTENDEE, "call_choice")


def test_what_hosts_do_with_activities_is_for_them_only() -> None:
    hosts = {command for command, needed in NEEDED.items() if needed is HOST}
    assert {"activity_put", "activity_do", "activity_hide"} <= hosts
    assert not {"activity_answer", "activity_token", "activity_ask", "activity_vote"} & hosts


def test_what_hosts_do_attendees_may_not() -> None:
    forbidden = [name for name in ("mute", "ban", "undo_deed") if not may(ATTENDEE, name)]
    assert forbidden == ["mute", "ban", "undo_deed"]
    assert all(may(ATTENDEE, name) for name in ("report", "block", "unblock", "walk"))


def test_hosts_change_zones_and_attendees_do_not() -> None:
    assert not any(may(ATTENDEE, name) for name in ZONE_MESSAGES)
    assert all(may(HOST, name) for name in ZONE_MESSAGES)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", ["", "Walk", "shutdown", "connect", "__class__"])
def test_nobody_may_send_what_is_not_in_the_table(role: Role, command: str) -> None:
    assert not may(role, command)


@pytest.mark.parametrize("request_name", ["maps", "attendance", "access"])
def test_some_requests_are_for_organisers_only(request_name: str) -> None:
    assert [role for role in Role if may_request(role, request_name)] == [ORGANISER]


def test_activities_are_for_hosts() -> None:
    assert not may_request(ATTENDEE, "activities")
    assert may_request(HOST, "activities")


def test_the_table_of_requests_has_no_other() -> None:
    assert set(NEEDED_FOR_REQUESTS) == {
        "maps",
        "attendance",
        "activities",
        "zones",
        "access",
        "waiting",
        "events",
    }


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("request_name", ["", "Maps", "walk", "shutdown"])
def test_nobody_may_ask_what_is_not_in_the_table(role: Role, request_name: str) -> None:
    assert not may_request(role, request_name)


def test_hosts_act_on_attendees_and_organisers_on_everybody() -> None:
    granted = {(role, other) for role in Role for other in Role if may_act_on(role, other)}
    assert granted == {
        (HOST, ATTENDEE),
        (ORGANISER, ATTENDEE),
        (ORGANISER, HOST),
        (ORGANISER, ORGANISER),
    }


def test_each_role_includes_the_former() -> None:
    granted = {(role, needed) for role in Role for needed in Role if is_at_least(role, needed)}
    assert granted == {
        (ATTENDEE, ATTENDEE),
        (HOST, ATTENDEE),
        (HOST, HOST),
        (ORGANISER, ATTENDEE),
        (ORGANISER, HOST),
        (ORGANISER, ORGANISER),
    }
