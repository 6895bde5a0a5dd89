"""One island for each data folder: a lock that ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from island_server.errors import SettingsError

FILE_NAME = ".lock"


class FolderLock:
    """Holds a data folder. The file stays when the lock is let go; only the lock on it counts."""

    def __init__(self, data_dir: Path) -> None:
        """Take the folder, making it if need be.

        Raises:
            SettingsError: it cannot be made or written, or another island holds it.
        """
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(data_dir / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise SettingsError(
                f"ISLAND_DATA_DIR: cannot write in {data_dir}: {error.strerror}"
            ) from None
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._descriptor)
            raise SettingsError(
                f"ISLAND_DATA_DIR: {data_dir} is in use by another island"
            ) from None

    def release(self) -> None:
        """Let the folder go; further calls do nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
