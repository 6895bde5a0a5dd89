"""Logs to be exported: made at random, and put into stores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.logged import Gap, Logged
from island_server.core.motion import Run
from island_server.ports import EventInfo, LogBatch, PersonRow
from island_server.store.log_files import Naming, export_log
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_log import ANNA, EVENT, START_MS, of_every_kind, snapshot

KEY = b"k" * 32
ISLANDS = ("nes", "ameland")
PEOPLE = tuple(
    PersonRow(PersonId(f"person-{n}"), name, (n,) * 7, role, 1000 + n % 2)
    for n, (name, role) in enumerate(
        [
            ("Anna", ev.Role.HOST),
            ("=HYPERLINK(1)", ev.Role.ATTENDEE),
            ('"Bo", de\r\nBoer', ev.Role.ATTENDEE),
            ("Žofie 🌊", ev.Role.ORGANISER),
        ]
    )
)


@dataclass(frozen=True)
class Named:
    """As an operator's backup: ids and names."""

    has_names: bool = True

    def label(self, person: PersonId) -> str:
        raise AssertionError(f"{person} is not to be hidden")


class Hidden(Pseudonyms):
    """Pseudonyms of one key."""

    has_names = False

    def __init__(self, key: bytes = KEY) -> None:
        super().__init__(key)


def _moved(t_ms: int, avatar: AvatarId, draw: st.DrawFn) -> ev.Moved:
    runs = tuple(
        Run(*run)
        for run in draw(st.lists(st.tuples(st.integers(0, 7), st.integers(1, 8191)), max_size=3))
    )
    x, y = draw(st.integers(0, 65535)), draw(st.integers(0, 65535))
    return ev.Moved(t_ms, avatar, t_ms - draw(st.integers(0, 283)), x, y, 3, runs)


def _what(t_ms: int, avatar: AvatarId, draw: st.DrawFn) -> ev.Event | Gap:
    talk, zone = ConversationId(avatar + 7), ZoneId(draw(st.sampled_from(["café", "=1+1", "hall"])))
    match draw(st.integers(0, 9)):
        case 0:
            person = draw(st.sampled_from(PEOPLE))
            who = (person.person, person.name, person.look, person.role)
            return ev.Entered(t_ms, avatar, *who, 3, 4, 2)
        case 1:
            return ev.Left(t_ms, avatar, draw(st.sampled_from(list(ev.LeaveReason))))
        case 2:
            return ev.ZoneEntered(t_ms, avatar, zone)
        case 3:
            return ev.ZoneLeft(t_ms, avatar, zone)
        case 4:
            return ev.ConversationOpened(t_ms, talk, ev.ConversationKind.BUBBLE, None, 8)
        case 5:
            return ev.ConversationJoined(t_ms, talk, avatar, draw(st.sampled_from(list(ev.Part))))
        case 6:
            return ev.ConversationLeft(t_ms, talk, avatar)
        case 7:
            return Gap(t_ms, 5)
        case _:
            return _moved(t_ms, avatar, draw)


@st.composite
def made_runs(draw: st.DrawFn) -> list[list[LogBatch]]:
    """Batches of several runs, numbered as the recorder numbers them; some runs write nothing."""
    seq, wall_ms, runs = 0, START_MS, []
    for run in range(1, draw(st.integers(1, 3)) + 1):
        t_ms, batches = draw(st.integers(0, 50)), []
        for _ in range(draw(st.integers(0, 3))):
            entries = []
            for _ in range(draw(st.integers(1, 12))):
                seq += draw(st.integers(1, 2))
                t_ms += draw(st.integers(0, 40_000))
                wall_ms += draw(st.integers(-5000, 40_000))
                avatar = AvatarId(draw(st.integers(1, 3)))
                what = _what(t_ms, avatar, draw)
                island = "" if isinstance(what, Gap) else draw(st.sampled_from(ISLANDS))
                entries.append(Logged(seq, run, island, wall_ms, what))
            taken = [
                replace(snapshot(seq, run), island=island)
                for island in draw(st.sets(st.sampled_from(ISLANDS)))
            ]
            batches.append(LogBatch(entries, taken, PEOPLE))
        runs.append(batches)
    return runs


def of_every_kind_twice() -> list[list[LogBatch]]:
    """An entry of each kind in each of two runs, with snapshots."""
    entries = of_every_kind()
    last = entries[-1].seq
    first = LogBatch(entries, [snapshot(0), snapshot(last)], [ANNA])
    later = [replace(it, seq=it.seq + last, run=2) for it in of_every_kind(2)]
    return [[first], [LogBatch(later, [snapshot(last, 2)], [ANNA])]]


async def fill(
    store: SqlAttendanceStore, runs: Sequence[Sequence[LogBatch]], event: EventInfo = EVENT
) -> None:
    """Put runs into an event's log."""
    for number, batches in enumerate(runs, start=1):
        run = await store.begin_run(event, START_MS + number)
        for batch in batches:
            ours = [replace(it, run=run.run) for it in batch.entries]
            taken = [replace(it, run=run.run) for it in batch.snapshots]
            await store.append(run, LogBatch(ours, taken, batch.people))


async def exported(
    store: SqlAttendanceStore,
    target: Path,
    form: str = "jsonl",
    naming: Naming | None = None,
    event_id: str = EVENT.id,
) -> bytes:
    """An export, as bytes."""
    naming = naming or Hidden()
    await export_log(store, event_id, target, form, naming, lambda *_: None)
    return target.read_bytes()
