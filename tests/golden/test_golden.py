"""What happened in these afternoons happens again, event by event and byte by byte.

If a change is meant: `make golden`, and look at the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from island_server.core.motion import Run, pack_run
from tests.golden.replays import HISTORIES, REPLAYS, decoded, replay
from tests.golden.transcripts import FOLDER, VECTORS, commands_files, events_file, play, read


def plain(value: object) -> object:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("commands", commands_files(), ids=lambda path: path.stem)
def test_the_same_commands_give_the_same_events(commands: Path) -> None:
    assert plain(play(read(commands))) == read(events_file(commands))


def test_there_are_no_events_without_commands() -> None:
    assert sorted(FOLDER.glob("*.events.json")) == [events_file(c) for c in commands_files()]


@pytest.mark.parametrize("name", VECTORS)
def test_bytes_mean_what_they_meant(name: str) -> None:
    assert plain(VECTORS[name]()) == read(FOLDER / "protocol" / name)


def test_runs_are_packed_as_they_were() -> None:
    for row in read(FOLDER / "protocol" / "runs.json"):
        assert pack_run(Run(row["direction"], row["steps"])) == row["packed"]


@pytest.mark.parametrize("name", HISTORIES)
def test_what_was_recorded_is_replayed_as_it_was(name: str) -> None:
    known = decoded(read(REPLAYS / f"{name}.json"))
    assert plain(decoded(replay(HISTORIES[name]))) == plain(known)
