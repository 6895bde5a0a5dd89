"""A PostgreSQL of the tests' own, in a temporary folder, reached by a socket there."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

_ABSENT = "PostgreSQL is not here: install the package 'postgresql'"


class Cluster:
    """Runs until `stop`; each `database` is new and empty."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._account = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.folder = Path(tempfile.mkdtemp(prefix="eiland-pg-"))
        self._numbers = itertools.count(1)
        if os.getuid() == 0:
            shutil.chown(self.folder, self._account)
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "eiland", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def database(self) -> str:
        """The address of a new database."""
        name = f"island{next(self._numbers)}"
        self._run("createdb", "-h", self.folder, "-U", "eiland", name)
        return f"postgresql://eiland@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End it, and remove all of it."""
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["runuser", "-u", self._account, "--", *command]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)


def _programs() -> Path:
    """The folder with PostgreSQL's programs; skips the test, or under CI fails it, if absent."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = next((folder for folder in folders if (folder / "initdb").exists()), None)
    on_path = shutil.which("initdb")
    if found is not None or on_path is not None:
        return found or Path(str(on_path)).parent
    if os.environ.get("CI"):
        pytest.fail(_ABSENT)
    pytest.skip(_ABSENT)
