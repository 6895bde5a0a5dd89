from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, DoorId, PersonId, ZoneId
from island_server.core.logged import Gap
from island_server.core.motion import Run
from island_server.errors import StoreError
from island_server.store.database import prepare, sqlite_engine
from island_server.store.migrate import MIGRATIONS, upgrade
from island_server.store.schema import METADATA
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT

A, B, TALK = AvatarId(1), AvatarId((1 << 22) + 1), ConversationId(1)
LOOKS = {"Anna B.": (0,) * 7, "Bo": (1, 2, 3, 4, 5, 6, 7)}


def _enters(t_ms: int, avatar: AvatarId, person: str, name: str) -> ev.Entered:
    return ev.Entered(t_ms, avatar, PersonId(person), name, LOOKS[name], ev.Role.HOST, 3, 4, 2)


OLD_AFTERNOON = [
    ("nes", _enters(10, A, "p1", "Anna B.")),
    ("nes", ev.Moved(20, A, 20, 3, 4, 2, (Run(2, 5), Run(4, 1)))),
    ("texel", _enters(25, B, "p2", "Bo")),
    ("texel", ev.ZoneEntered(25, B, ZoneId("café"))),
    ("nes", ev.Moved(90, A, 20, 3, 4, 6, (Run(6, 2),))),
    ("nes", ev.ConversationOpened(95, TALK, ev.ConversationKind.MEETING, ZoneId("hall"), 25)),
    ("nes", ev.ConversationJoined(95, TALK, A, ev.Part.SPEAKER)),
    ("texel", ev.Moved(99, B, 99, 3, 4, 2, (Run(0, 1),))),
    ("texel", ev.DoorMoved(99, DoorId("front"), is_open=True, avatar=None)),
    ("nes", ev.ConversationLocked(100, TALK, A, locked=True)),
    ("nes", ev.DevicesChanged(101, A, microphone=True, camera=False)),
    ("nes", ev.SteppedAside(102, A, aside=True)),
    ("nes", ev.ProfileChanged(103, A, "Anna B.", LOOKS["Anna B."])),
    ("nes", ev.AvailabilityChanged(104, A, ev.Availability.BUSY)),
    ("nes", ev.ConversationLeft(105, TALK, A)),
    ("nes", ev.ConversationClosed(105, TALK)),
    ("nes", ev.PortalTaken(106, A, "texel", "quay")),
    ("nes", ev.Left(107, A, ev.LeaveReason.TRAVELLED)),
    ("texel", ev.ZoneLeft(108, B, ZoneId("café"))),
    ("", Gap(109, 1)),
]
BROKEN_STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{before}", None, None
def upgrade() -> None:
    op.create_table("half", sa.Column("a", sa.Integer))
    raise ZeroDivisionError
"""


async def test_the_migrations_lead_to_the_tables_of_the_schema(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "island.db")
    await prepare(engine)
    await prepare(engine)

    def differences(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_a_step_that_fails_leaves_nothing_by_half(tmp_path: Path) -> None:
    steps = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "v9999_broken.py").write_text(BROKEN_STEP.format(before="0007"))
    engine = sqlite_engine(tmp_path / "island.db")
    with pytest.raises(ZeroDivisionError):
        async with engine.begin() as connection:
            await connection.run_sync(upgrade, steps)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda c: sa.inspect(c).get_table_names()) == []
    await engine.dispose()


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    await (await SqlAttendanceStore.open(tmp_path)).close()
    with sqlite3.connect(tmp_path / "island.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '8888'")
    connection.close()
    with pytest.raises(StoreError, match=r"newer version of Eiland \(form 8888\)") as caught:
        await SqlAttendanceStore.open(tmp_path)
    assert str(tmp_path / "island.db") in str(caught.value)
    assert "\n" not in str(caught.value)


def log_of_0001(folder: Path) -> Path:
    """A data folder as the first form of the log left it: two events, three runs, two islands."""
    folder.mkdir()
    connection = sqlite3.connect(folder / "island.db")
    connection.executescript((Path(__file__).parent / "log_of_0001.sql").read_text())
    connection.close()
    return folder


async def test_a_log_of_the_first_form_is_carried_over_whole(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(log_of_0001(tmp_path / "data"))
    span = await store.span("ameland")
    assert span is not None
    assert [(run.run, run.islands, run.moves) for run in span.runs] == [
        (1, ("nes", "texel"), 3),
        (3, ("nes", "texel"), 3),
    ]
    entries = [entry async for entry in store.entries("ameland")]
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    first_run = [entry for entry in entries if entry.run == 1]
    assert [(entry.island, entry.what) for entry in first_run] == OLD_AFTERNOON
    assert {type(entry.what) for entry in entries} >= {ev.Entered, ev.Moved, ev.Left, Gap}
    assert [person.name for person in await store.people("ameland")] == ["Anna B.", "Bo"]
    presence = [entry.what async for entry in store.entries("texel")]
    assert not any(isinstance(what, ev.Moved) for what in presence)
    assert (await store.begin_run(EVENT, 9)).next_seq == len(entries) + 1
    await store.close()


async def test_a_log_of_the_first_form_with_a_damaged_row_is_left_as_it_is(tmp_path: Path) -> None:
    folder = log_of_0001(tmp_path / "data")
    with sqlite3.connect(folder / "island.db") as connection:
        connection.execute("UPDATE log_event SET path = x'00' WHERE seq = 2 AND run_id = 1")
    connection.close()
    with pytest.raises(StoreError, match="log_event, event ameland, entry 2: the row is damaged"):
        await SqlAttendanceStore.open(folder)
    with sqlite3.connect(folder / "island.db") as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0001",)
        ]
    connection.close()
    assert "log_event" in tables
    assert "log_motion" not in tables
