"""Disks that can be filled, and room made on them: a small one, and one on which no file grows."""

from __future__ import annotations

import contextlib
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

SIZE_BYTES = 3 * 2**20
_CHUNK_BYTES = 4096


class Disk(Protocol):
    """Where a server keeps its data; `pid` is the server's."""

    def fill(self, pid: int) -> None: ...

    def make_room(self, pid: int) -> None: ...


class SmallDisk:
    """A file system of a few megabytes, which another file fills up: ENOSPC."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self, pid: int) -> None:
        with self._ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(_CHUNK_BYTES)):
                pass

    def make_room(self, pid: int) -> None:
        self._ballast.unlink()


class Quota:
    """The system lets no file of the server grow beyond a few kilobytes: EFBIG."""

    def fill(self, pid: int) -> None:
        self._limit(pid, _CHUNK_BYTES)

    def make_room(self, pid: int) -> None:
        self._limit(pid, resource.RLIM_INFINITY)

    def _limit(self, pid: int, most_bytes: int) -> None:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most_bytes, hard))


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk | None]:
    """A small file system at `folder`; `None` where we may not mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_BYTES}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
