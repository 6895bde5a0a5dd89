"""Writes docs/licences.md: what Eiland is made of, and under which licences.

The Python packages are those that `eiland` needs as installed here; the packages in the browser
program are those of client/package-lock.json that are not for developers only.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "licences.md"
PREFIX = "node_modules/"
NOTES = {
    "av": "its wheels contain FFmpeg and codec libraries (LGPL, GPL), which Eiland does not use",
    "cryptography": "its wheels contain OpenSSL (Apache-2.0)",
    "pyarrow": "its wheels contain other libraries (see its NOTICE and LICENSE files)",
    "pylibsrtp": "its wheels contain libsrtp (BSD-3-Clause)",
}
NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
UNSTATED = {"xmlhttprequest-ssl": "MIT"}  # by its LICENSE file
HEAD = """# Licences

Eiland itself is under the [Apache License 2.0](../LICENSE). All art is our own: maps, tiles and
avatars are drawn by `maps/draw`, and under the same licence. This page lists what comes with
Eiland; `make licences` writes it anew.
"""


class Part(NamedTuple):
    """One package that comes with Eiland."""

    name: str
    licence: str
    note: str = ""


def main() -> int:
    """Write the page."""
    page = [HEAD, "## In the server (Python)\n", *table(sorted(python_parts()))]
    page += ["\n## In the browser program (npm)\n", *table(sorted(npm_parts()))]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(page) + "\n", encoding="utf-8")
    return 0


def table(parts: list[Part]) -> Iterator[str]:
    """Give the lines of a table."""
    yield "| package | licence | |"
    yield "| --- | --- | --- |"
    for part in parts:
        yield f"| {part.name} | {part.licence} | {part.note} |"


def python_parts() -> Iterator[Part]:
    """Follow what the installed `eiland` requires, extras for developers left out."""
    waiting, seen = ["eiland"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or another Python
        if name != "eiland":
            yield Part(name, python_licence(found), NOTES.get(name, ""))
        for requirement in found.requires or []:
            wanted = re.match(r"[A-Za-z0-9._-]+", requirement)
            if wanted and not is_extra(requirement, name):
                waiting.append(re.sub(r"[-_.]+", "-", wanted[0]).lower())


def is_extra(requirement: str, owner: str) -> bool:
    """Tell whether a requirement is for an extra that Eiland does not ask for."""
    extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)['\"]", requirement)
    return bool(extra) and not (
        owner == "sqlalchemy" and extra is not None and extra[1] == "asyncio"
    )


def python_licence(found: metadata.Distribution) -> str:
    """Give a licence as the package itself states it, best statement first."""
    stated = found.metadata.get_all("License-Expression")
    if stated:
        return str(stated[0])
    texts = [text.strip() for text in found.metadata.get_all("License") or []]
    names = [text for text in texts if text and "\n" not in text and len(text) < 40]
    if not names:
        classifiers = found.metadata.get_all("Classifier") or []
        names = [c.rsplit(" :: ", 1)[-1] for c in classifiers if c.startswith("License :: ")]
    return " / ".join(NAMES.get(name, name) for name in names) or "not stated"


def npm_parts() -> Iterator[Part]:
    """Read what the browser program is made of."""
    lock = json.loads((ROOT / "client" / "package-lock.json").read_text(encoding="utf-8"))
    for place, package in lock["packages"].items():
        if place.startswith(PREFIX) and not package.get("dev") and not package.get("devOptional"):
            name = place.rsplit(PREFIX, 1)[-1]
            yield Part(name, package.get("license") or UNSTATED.get(name, "not stated"))


if __name__ == "__main__":
    sys.exit(main())
