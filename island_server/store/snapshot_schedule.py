"""When the state of each island is taken down whole: at first, each minute, and after a gap."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from island_server.core import snapshots
from island_server.core.snapshots import LoggedSnapshot, Snapshot
from island_server.core.state import IslandState
from island_server.ports import LogRun

INTERVAL_MS = 60_000


@dataclass(slots=True)
class _Island:
    """The states of an island: its own, and those of former forms from which people still go."""

    map_id: str
    states: list[IslandState] = field(default_factory=list)
    due_ms: int = 0

    def snapshot(self, *, places: bool) -> Snapshot:
        *former, now = self.states
        self.states = [state for state in former if state.avatars or state.conversations] + [now]
        parts = [snapshots.take(state, places=places) for state in self.states]
        return replace(
            parts[-1],
            avatars=tuple(avatar for part in parts for avatar in part.avatars),
            conversations=tuple(talk for part in parts for talk in part.conversations),
        )


class SnapshotSchedule:
    """Takes snapshots of the live states that it is shown."""

    def __init__(self, run: LogRun) -> None:
        self._run = run
        self._places = run.event.log == "movement"
        self._islands: dict[str, _Island] = {}

    def begin(self, name: str, map_id: str, state: IslandState) -> None:
        """An island opens, or is opened anew with another map; its first snapshot is due."""
        island = self._islands.setdefault(name, _Island(map_id))
        island.map_id, island.due_ms = map_id, 0
        island.states.append(state)

    def due(self, now_ms: int) -> list[str]:
        """The islands of which a snapshot is due."""
        return [name for name, island in self._islands.items() if island.due_ms <= now_ms]

    def all_due(self) -> None:
        """Something is missing in the log: the states must be told anew."""
        for island in self._islands.values():
            island.due_ms = 0

    def take(self, name: str, seq: int, now_ms: int, wall_ms: int) -> LoggedSnapshot:
        """The state of an island as it is now, after entry `seq`."""
        island = self._islands[name]
        island.due_ms = now_ms + INTERVAL_MS
        return LoggedSnapshot(
            seq,
            self._run.run,
            name,
            island.map_id,
            now_ms,
            wall_ms,
            island.snapshot(places=self._places),
        )
