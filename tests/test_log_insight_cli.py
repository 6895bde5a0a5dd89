from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from island_server.access.pseudonym_key import pseudonym_key
from island_server.access.signing_key import load_signing_key
from island_server.cli import cli
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.errors import StoreError
from island_server.map_files.kept_maps import KeptMaps
from island_server.ports import IslandMapBundle
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_series import FORMER, LIVE, NAMES, SERIES, person, write_series

ZONES = [
    {"id": "café", "kind": "meeting", "names": {"nl": "Café", "en": "Café"}},
    {"id": "pier", "kind": "place", "names": {"nl": "Pier", "en": "Pier"}},
]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    async def write() -> None:
        store = await SqlAttendanceStore.open(tmp_path)
        await write_series(store)
        await store.close()

    asyncio.run(write())
    bundle = IslandMapBundle(LIVE.map_id, json.dumps({"zones": ZONES}).encode(), {})
    KeptMaps(tmp_path, 10_000).keep(bundle)
    monkeypatch.setenv("ISLAND_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ISLAND_EVENT_ID", LIVE.id)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["log", "insight", *arguments])


def pseudonym(data_dir: Path, name: str) -> str:
    return Pseudonyms(pseudonym_key(load_signing_key(data_dir), SERIES)).of(person(name))


def test_it_prints_tables_under_pseudonyms(data_dir: Path) -> None:
    said = run().stdout
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert lines[0] == "Ameland (ameland)"
    for line in (
        "people 4",
        "encounters 3",
        "nes: café 4 1:30 0:30 4",
        "nes: pier 0 0:00 0:00 0 silent: nobody",
        f"{pseudonym(data_dir, 'Cees')} host 0:30 20% 2",
        pseudonym(data_dir, "Frits"),
    ):
        assert line in lines, said
    assert not [name for name in NAMES if name in said or person(name) in said]


def test_json_is_what_the_page_gets(data_dir: Path) -> None:
    document = json.loads(run("--json").stdout)
    assert set(document) == {"insight", "shared", "zones"}
    assert document["insight"]["met_nobody"] == [pseudonym(data_dir, "Frits")]
    assert document["zones"] == [
        {"island": "nes", "zone": zone["id"], "kind": zone["kind"], "names": zone["names"]}
        for zone in ZONES
    ]


def test_what_is_shared_tells_of_no_small_group(data_dir: Path) -> None:
    said = run("--shared").stdout
    assert "under 5" in said
    assert pseudonym(data_dir, "Frits") not in said
    assert json.loads(run("--shared", "--json").stdout)["people"] is None


def test_any_event_can_be_asked_for(data_dir: Path) -> None:
    assert run(FORMER.id).stdout.startswith("Terschelling (terschelling)\n")
    with pytest.raises(StoreError, match="there is no log of nowhere"):
        CliRunner().invoke(cli, ["log", "insight", "nowhere"], catch_exceptions=False)
