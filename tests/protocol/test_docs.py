"""docs/protocol.md says all that is said, and nothing that is not."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from island_server.core.events import Availability, ConversationKind, Part, Role
from island_server.core.zone_limits import ZoneLimits
from island_server.core.zone_problems import Code
from island_server.core.zone_templates import TemplateName
from island_server.core.zones import ICONS, ZoneKind
from island_server.protocol import VERSION
from island_server.protocol.client_messages import MESSAGES, Auth
from island_server.protocol.zone_messages import SentFields
from scripts.permissions import message_kinds

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "attendance-format.md").read_text(encoding="utf-8")
SPEAKING = ("core", "protocol", "realtime", "access")
RAISED = ("ProtocolError", "ReasonError", "AccessDenied", "MediaRefused")
SAID = (
    *("send", "_send", "_tell", "tell", "pack"),
    *("_tell_those_around", "_tell_hosts", "_tell_others", "tell_around"),
)


def section(title: str) -> str:
    after = DOC.split(f"## {title}", 1)[1]
    return re.split(r"\n##+ ", after, maxsplit=1)[0]


def events_in(title: str) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", section(title), re.MULTILINE))


def subject_tables() -> dict[str, dict[str, str]]:
    """The tables of section 8 together: by the heads of what clients and servers say, the rows."""
    tables: dict[str, dict[str, str]] = {"map": {}, "content": {}}
    after = DOC.split("\n## 8. ", 1)[1]
    for head, body in re.findall(
        r"^\| event \| (map|content) \|.*\n\|[ |-]+\|\n((?:\|.*\n?)*)", after, re.MULTILINE
    ):
        tables[head].update(re.findall(r"^\| `(\w+)` \|(.*)$", body, re.MULTILINE))
    return tables


def calls() -> Iterator[tuple[str, ast.Call]]:
    for package in SPEAKING:
        for path in (ROOT / "island_server" / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    function = node.func
                    name = getattr(function, "attr", None) or getattr(function, "id", "")
                    yield name, node


def texts(call: ast.Call) -> list[str]:
    return [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def reasons() -> set[str]:
    found: set[str] = set()
    for name, call in calls():
        if name in RAISED or name in ("_reject", "CommandRejected"):
            found.update(texts(call)[:1])
    return found


def server_events() -> set[str]:
    return {texts(call)[0] for name, call in calls() if name in SAID and texts(call)}


def farewells() -> set[str]:
    said = {
        texts(call)[0] for name, call in calls() if name in ("let_go", "_let_go") and texts(call)
    }
    return said | {"replaced"}


def test_the_search_finds_what_is_said() -> None:
    assert {"blocked", "rate", "link_expired", "bad_message", "text", "full"} <= reasons()
    assert {"welcome", "delta", "chat", "wave", "media_slots", "bye"} <= server_events()
    assert {"slow", "abuse", "left", "closing"} <= farewells()


def test_the_version_is_the_one_in_the_code() -> None:
    assert f"Version **{VERSION}**" in DOC


def test_what_clients_send_is_what_the_server_takes() -> None:
    assert events_in("3. Client to server") == set(MESSAGES)


@pytest.mark.parametrize("event", MESSAGES)
def test_every_field_of_a_message_is_documented(event: str) -> None:
    (row,) = re.findall(rf"^\| `{event}` \|(.*)$", section("3. Client to server"), re.MULTILINE)
    for field in MESSAGES[event].__struct_fields__:
        assert f"`{field}`" in row


def test_what_clients_send_about_a_subject_is_what_the_desks_take() -> None:
    assert set(subject_tables()["map"]) == set(message_kinds()) - set(MESSAGES)


@pytest.mark.parametrize("event", sorted(set(message_kinds()) - set(MESSAGES)))
def test_every_field_of_a_message_about_a_subject_is_documented(event: str) -> None:
    for field in message_kinds()[event].__struct_fields__:
        assert f"`{field}`" in subject_tables()["map"][event]


def test_every_field_of_a_zone_is_documented() -> None:
    (zones,) = re.findall(r"^\*\*Zones\*\* .*?\n\n", DOC, re.MULTILINE | re.DOTALL)
    for field in SentFields.__struct_fields__:
        assert f'"{field}"' in zones


def test_every_icon_problem_template_and_limit_of_zones_is_documented() -> None:
    subject = DOC.split("### 8.1 Zones", 1)[1].split("\n### ", 1)[0]
    (icons,) = re.findall(r"^Icons: (.*)\.$", DOC, re.MULTILINE)
    assert tuple(re.findall(r"`(\w+)`", icons)) == ICONS
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", subject, re.MULTILINE)
    codes = {code for row in rows for code in re.findall(r"`(\w+)`", row)}
    assert codes - set(subject_tables()["map"]) - set(subject_tables()["content"]) == set(Code)
    assert all(f'`"{name}"`' in subject for name in TemplateName)
    for limit in dataclasses.astuple(ZoneLimits()):
        assert f"{limit:,}" in subject


def test_every_field_of_auth_is_documented() -> None:
    table = re.findall(r"^\| `(\w+)` \|", section("2. The socket"), re.MULTILINE)
    assert set(table) == set(Auth.__struct_fields__)


def test_what_the_server_says_is_documented() -> None:
    documented = events_in("4. Server to client") | set(subject_tables()["content"])
    assert documented == server_events()


def test_every_note_of_the_log_is_documented() -> None:
    table = FORMAT.split("| `what` of a note |", 1)[1].split("\n\n", 1)[0]
    noted = {texts(call)[0] for name, call in calls() if name == "note" and texts(call)}
    assert noted <= set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))


def test_every_reason_is_documented() -> None:
    missing = {reason for reason in reasons() if f"`{reason}`" not in DOC}
    assert not missing


def test_every_farewell_is_documented() -> None:
    (row,) = re.findall(r"^\| `bye` \|(.*)$", DOC, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", row)) - {"reason"} == farewells()


@pytest.mark.parametrize("words", [Role, Availability, ConversationKind, Part, ZoneKind])
def test_every_fixed_word_is_documented(words: type[Role]) -> None:
    for word in words:
        assert f'"{word.value}"' in DOC or f"`{word.value}`" in DOC
