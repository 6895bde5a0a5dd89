"""The secret with which the island signs its links: 32 random bytes in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from island_server.errors import SettingsError

FILE_NAME = "signing.key"
KEY_BYTES = 32


def load_signing_key(data_dir: Path) -> bytes:
    """The key of this data folder; made at the first call, readable by its owner only.

    Two processes that start together get the same key. Deleting the file makes every link invalid.

    Raises:
        SettingsError: the folder cannot be written, the file cannot be read or is no key.
    """
    path = data_dir / FILE_NAME
    try:
        if not path.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"ISLAND_DATA_DIR: cannot keep {FILE_NAME} in {data_dir}: {error.strerror}"
        ) from None
    if len(key) != KEY_BYTES:
        raise SettingsError(
            f"ISLAND_DATA_DIR: {path} is damaged ({len(key)} bytes instead of {KEY_BYTES});"
            " put back the one of a backup, or delete it: every link then becomes invalid"
        )
    return key


def _make(path: Path) -> None:
    """Write a whole key beside `path`, then put it there unless another process was first."""
    draft = path.with_name(f".{FILE_NAME}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # some file systems know no hard links
        draft.replace(path)
