"""Which browser the tests drive."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """The system's Chromium; fails, saying what to install, if there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    raise AssertionError(
        "the browser tests need Chromium: install your system's `chromium` package"
    )
