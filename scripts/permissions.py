"""Writes docs/permissions.md: who may send which message, ask which request, and act on whom.

python -m scripts.permissions
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from island_server import protocol
from island_server.access.permissions import (
    NEEDED,
    NEEDED_FOR_REQUESTS,
    REQUEST_PATHS,
    may,
    may_act_on,
    may_request,
)
from island_server.core.events import Role
from island_server.protocol.client_messages import Message

TARGET = Path(__file__).resolve().parent.parent / "docs" / "permissions.md"
HEAD = """# Who may do what

A person's role is that of the link by which they came. The server looks each message and each
request up in one table, `island_server/access/permissions.py`, before anything else is done with
it; what is not in the table nobody may. This page is written from it by
`python -m scripts.permissions`.
"""
ROLES = "attendee | host | organiser"


def main() -> int:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """The page as the tables are now."""
    lines = [HEAD, "## Messages\n", *_head("message | what it does")]
    kinds = message_kinds()
    lines += [
        _row([f"`{name}`", _summary(kinds[name])], (may(role, name) for role in Role))
        for name in NEEDED
    ]
    lines += ["\n## Requests\n", *_head("requests that begin with | needs")]
    for path, request in REQUEST_PATHS.items():
        allowed = (True,) * len(Role) if request is None else _allowed(request)
        lines.append(_row([f"`{path}`", request or "a link"], allowed))
    lines += ["\n## To whom\n", "Mute, ask to speak more softly, remove, ban, hide a message of:\n"]
    lines += _head("somebody who is")
    lines += [_row([other.value], (may_act_on(role, other) for role in Role)) for other in Role]
    lines += ["\nNobody may act on themselves; to report and to block somebody is for everybody."]
    return "\n".join(lines) + "\n"


def message_kinds() -> dict[str, type[Message]]:
    """Every message that any part of the server takes, by its name."""
    kinds: dict[str, type[Message]] = {}
    for module in pkgutil.iter_modules(protocol.__path__):
        found = vars(importlib.import_module(f"{protocol.__name__}.{module.name}"))
        for value in found.values():
            if isinstance(value, Mapping):
                kinds.update({k: v for k, v in value.items() if _is_message(v)})
    return kinds


def _is_message(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Message)


def _allowed(request: str) -> list[bool]:
    assert request in NEEDED_FOR_REQUESTS, f"{request} is in no table"  # noqa: S101 - a tool
    return [may_request(role, request) for role in Role]


def _summary(kind: type[Message]) -> str:
    return (inspect.getdoc(kind) or "").splitlines()[0].replace("|", "\\|")


def _head(first: str) -> list[str]:
    columns = first.count("|") + 1 + len(Role)
    return [f"| {first} | {ROLES} |", "| --- " * columns + "|"]


def _row(cells: list[str], allowed: Iterable[bool]) -> str:
    return "| " + " | ".join([*cells, *("yes" if it else "no" for it in allowed)]) + " |"


if __name__ == "__main__":
    sys.exit(main())
