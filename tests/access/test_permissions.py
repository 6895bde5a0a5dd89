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
    tables = re.findall(r"^\| client event \|.*\n(?:\|.*\n)+", text, re.MULTILINE)
    return set(re.findall(r"^\| `(\w+)` \|", "\n".join([section, *tables]), re.MULTILINE))


def test_the_table_has_every_command_of_the_protocol_and_no_other() -> None:
    assert set(NEEDED) == commands_of_the_protocol()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", sorted(NEEDED))
def test_every_role_may_send_what_an_attendee_may(role: Role, command: str) -> None:
    assert may(role, command)


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
