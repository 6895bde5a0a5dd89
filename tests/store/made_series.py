"""Two events of one series and one of another, in a store as an island would have left it."""

from __future__ import annotations

from collections.abc import Sequence

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.logged import Logged
from island_server.core.motion import Run
from island_server.core.rules import Rules
from island_server.core.snapshots import LoggedSnapshot, take
from island_server.core.state import IslandState
from island_server.ports import EventInfo, LogBatch, LogRun, PersonRow
from island_server.store.sql_attendance_store import SqlAttendanceStore

DAY_MS = 86_400_000
START_MS = 1_750_000_000_000
SERIES = "waddendag"
FORMER = EventInfo("terschelling", "Terschelling", "quay-1", "movement", 30, SERIES)
LIVE = EventInfo("ameland", "Ameland", "nes-1", "movement", 30, SERIES)
FOREIGN = EventInfo("zürich", "Zürich", "alps-1", "presence", 30, "zürich")
NAMES = ("Anna", "Bram", "Cees", "Dora", "Emma", "Frits")
ISLAND = "nes"
SNAPSHOT_EVERY = 12
"""Entries between two snapshots."""


def person(name: str) -> PersonId:
    return PersonId(f"person-of-{name.lower()}")


def whats(names: Sequence[str]) -> list[ev.Event]:
    """They come a second after one another, meet in the café, and go."""
    found: list[ev.Event] = []
    for n, name in enumerate(names, start=1):
        look = (n, 1, 2, 3, 4, 5, 6)
        role = ev.Role.HOST if n == 1 else ev.Role.ATTENDEE
        t_ms = 1000 * n
        avatar = AvatarId(n)
        found.append(ev.Entered(t_ms, avatar, person(name), name, look, role, 3, 4, 2))
        found.append(ev.Moved(t_ms + 1, avatar, t_ms, 3, 4, 2, (Run(2, n),)))
        found.append(ev.ZoneEntered(t_ms + 2, avatar, ZoneId("café")))
    talk, t_ms = ConversationId(1), 60_000
    found.append(ev.ConversationOpened(t_ms, talk, ev.ConversationKind.BUBBLE, None, 8))
    there = [AvatarId(n + 1) for n in range(min(3, len(names)))]
    found += [ev.ConversationJoined(t_ms, talk, avatar, ev.Part.SPEAKER) for avatar in there]
    found += [ev.ConversationLeft(t_ms + 180_000, talk, avatar) for avatar in there]
    found.append(ev.ConversationClosed(t_ms + 180_000, talk))
    found += [ev.Left(900_000 + n, AvatarId(n + 1), ev.LeaveReason.LEFT) for n in range(len(names))]
    return found


def batch(run: LogRun, names: Sequence[str], start_ms: int, island: str = ISLAND) -> LogBatch:
    """What a run of the server would have written, its snapshots included."""
    state = IslandState(Rules(), ())
    entries, snapshots = [], [_taken(run, island, run.next_seq - 1, 0, start_ms, state)]
    for seq, what in enumerate(whats(names), start=run.next_seq):
        wall_ms = start_ms + what.t_ms
        entries.append(Logged(seq, run.run, island, wall_ms, what))
        state.apply(what)
        if (seq - run.next_seq + 1) % SNAPSHOT_EVERY == 0:
            snapshots.append(_taken(run, island, seq, what.t_ms, wall_ms, state))
    people = [
        PersonRow(e.what.person, e.what.name, e.what.look, e.what.role, e.wall_ms)
        for e in entries
        if isinstance(e.what, ev.Entered)
    ]
    return LogBatch(entries, snapshots, people)


async def write_series(store: SqlAttendanceStore, start_ms: int = START_MS) -> None:
    """Terschelling a day earlier, Ameland with a restart, and an event of somebody else."""
    await write(store, FORMER, NAMES[:4], start_ms - DAY_MS)
    await write(store, FOREIGN, NAMES[:1], start_ms)
    await write(store, LIVE, NAMES[2:], start_ms)
    await write(store, LIVE, NAMES[2:4], start_ms + 3_600_000)


async def write(
    store: SqlAttendanceStore, event: EventInfo, names: Sequence[str], start_ms: int
) -> LogRun:
    run = await store.begin_run(event, start_ms)
    await store.append(run, batch(run, names, start_ms))
    return run


def _taken(
    run: LogRun, island: str, seq: int, t_ms: int, wall_ms: int, state: IslandState
) -> LoggedSnapshot:
    return LoggedSnapshot(seq, run.run, island, run.event.map_id, t_ms, wall_ms, take(state))
