from __future__ import annotations

import stat
from pathlib import Path

import pytest

from island_server.access import signing_key
from island_server.access.signing_key import load_signing_key
from island_server.errors import SettingsError


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    data_dir = tmp_path / "not" / "there"
    key = load_signing_key(data_dir)
    assert len(key) == 32
    assert load_signing_key(data_dir) == key
    assert [path.name for path in data_dir.iterdir()] == ["signing.key"]
    assert stat.S_IMODE((data_dir / "signing.key").stat().st_mode) == 0o600


def test_every_data_folder_has_its_own_key(tmp_path: Path) -> None:
    assert load_signing_key(tmp_path / "a") != load_signing_key(tmp_path / "b")


def test_of_two_processes_that_start_together_the_first_makes_the_key(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_bytes(b"k" * 32)
    signing_key._make(tmp_path / "signing.key")
    assert load_signing_key(tmp_path) == b"k" * 32
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_system_without_hard_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert load_signing_key(tmp_path) == load_signing_key(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["signing.key"]


def test_a_damaged_key_is_not_replaced_in_silence(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_bytes(b"short")
    with pytest.raises(SettingsError, match=r"ISLAND_DATA_DIR: .* is damaged \(5 bytes") as caught:
        load_signing_key(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(SettingsError, match="ISLAND_DATA_DIR: cannot keep") as caught:
        load_signing_key(tmp_path / "data")
    assert "\n" not in str(caught.value)
