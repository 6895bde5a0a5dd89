"""Build hook: a wheel holds the built browser program and the maps.

The browser program is built first, unless island_server/web/static is of these sources already
(`scripts/client.py`). An editable install holds neither: it uses the checkout.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before hatchling gathers the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the browser program and say where its files and the maps go."""
        if version == "editable":
            return
        root = Path(self.root)
        command = [sys.executable, str(root / "scripts" / "client.py"), "build"]
        subprocess.run(command, check=True)  # noqa: S603
        included = build_data["force_include"]
        for path in self._built(root / "island_server" / "web" / "static"):
            included[str(path)] = path.relative_to(root).as_posix()
        for path in self._maps(root / "maps"):
            target = Path("island_server", "_maps", path.relative_to(root / "maps"))
            included[str(path)] = target.as_posix()

    @staticmethod
    def _built(folder: Path) -> list[Path]:
        return [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != ".built-from"]

    @staticmethod
    def _maps(folder: Path) -> list[Path]:
        kinds = {".tmj", ".png", ".json"}
        return [p for p in sorted(folder.glob("*/*")) if p.is_file() and p.suffix in kinds]
