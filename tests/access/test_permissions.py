from __future__ import annotations

import re
from pathlib import Path

import pytest

from island_server.access.permissions import (
    NEEDED,
    NEEDED_FOR_REQUESTS,
    is_at_least,
    may,
    may_request,
)
from island_server.core.events import Role

ATTENDEE, HOST, ORGANISER = Role.ATTENDEE, Role.HOST, Role.ORGANISER


def commands_of_the_protocol() -> set[str]:
    text = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text()
    section = text.split("## 3. Client to server")[1].split("## 4.")[0]
    desks = text.split("\n## 8. ")[1]
    tables = re.findall(r"^\| event \| map \|.*\n\|[ |-]+\|\n((?:\|.*\n?)*)", desks, re.MULTILINE)
    return set(re.findall(r"^\| `(\w+)` \|", "\n".join([section, *tables]), re.MULTILINE))


def test_the_table_has_every_command_of_the_protocol_and_no_other() -> None:
    assert set(NEEDED) == commands_of_the_protocol()


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


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", ["", "Walk", "shutdown", "connect", "__class__"])
def test_nobody_may_send_what_is_not_in_the_table(role: Role, command: str) -> None:
    assert not may(role, command)


@pytest.mark.parametrize("request_name", ["maps", "attendance"])
def test_some_requests_are_for_organisers_only(request_name: str) -> None:
    assert [role for role in Role if may_request(role, request_name)] == [ORGANISER]


def test_activities_are_for_hosts() -> None:
    assert not may_request(ATTENDEE, "activities")
    assert may_request(HOST, "activities")


def test_the_table_of_requests_has_no_other() -> None:
    assert set(NEEDED_FOR_REQUESTS) == {"maps", "attendance", "activities"}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("request_name", ["", "Maps", "walk", "shutdown"])
def test_nobody_may_ask_what_is_not_in_the_table(role: Role, request_name: str) -> None:
    assert not may_request(role, request_name)


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
