"""A file that is there when it is finished, and not before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from island_server.errors import StoreError


@contextmanager
def finished_file(target: Path) -> Iterator[BinaryIO]:
    """A file for writing that gets its name at the end, replacing what was there.

    Until then it is `NAME.part` beside it, for its owner only; what an export that was killed has
    left there is overwritten. Raises `StoreError` if the disk does not take it.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        try:
            part.unlink(missing_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb", buffering=1 << 20) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror or error}") from error


@contextmanager
def scratch_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target` for what it is made of; it goes, whatever happens."""
    folder = target.with_name(f"{target.name}.parts")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
