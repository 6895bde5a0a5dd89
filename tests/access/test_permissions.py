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
from island_server.protocol.stage_messages import STAGE_MESSAGES

ATTENDEE, HOST, ORGANISER = Role.ATTENDEE, Role.HOST, Role.ORGANISER


def commands_of_the_protocol() -> set[str]:
    text = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text()
    section = text.split("## 3. Client to server")[1].split("## 4.")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_the_table_has_every_command_of_the_protocol_and_no_other() -> None:
    assert set(NEEDED) == commands_of_the_protocol() | set(STAGE_MESSAGES)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", sorted(NEEDED))
def test_every_role_may_send_what_the_table_says(role: Role, command: str) -> None:
    assert may(role, command) == is_at_least(role, NEEDED[command])


def test_hosts_command_stages_and_attendees_raise_a_hand() -> None:
    of_attendees = {name for name in STAGE_MESSAGES if may(ATTENDEE, name)}
    assert of_attendees == {"hand", "stage_answer"}
    assert all(may(HOST, name) for name in STAGE_MESSAGES)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", ["", "Walk", "shutdown", "connect", "__class__"])
def test_nobody_may_send_what_is_not_in_the_table(role: Role, command: str) -> None:
    assert not may(role, command)


def test_maps_are_for_organisers_only() -> None:
    assert set(NEEDED_FOR_REQUESTS) == {"maps"}
    assert [role for role in Role if may_request(role, "maps")] == [ORGANISER]


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
