"""Writes docs/openapi.yaml: what programs can ask about events.

python -m scripts.openapi
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from island_server.web.openapi import openapi

TARGET = Path(__file__).resolve().parent.parent / "docs" / "openapi.yaml"
HEAD = "# Made by `python -m scripts.openapi`; do not edit. Served at /api/v1/openapi.json.\n"


def main() -> int:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """The description as it is now, without the version, which changes with every release."""
    document = {**openapi(), "info": {**openapi()["info"], "version": "1"}}
    return HEAD + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


if __name__ == "__main__":
    sys.exit(main())
