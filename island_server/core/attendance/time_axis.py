"""One axis of time for a whole log: exact within a run, and never going back between runs."""

from __future__ import annotations

from island_server.core.logged import Logged


class TimeAxis:
    """Says when an entry was, in ms since 1970.

    A run keeps the wall time at which it began, and counts on by the island's own time: a clock
    that is set right in the meantime makes nobody's stay longer. A run that would begin before the
    last known time begins then.
    """

    def __init__(self) -> None:
        self.run: int | None = None
        self.last_ms = 0
        """The last time known; whoever reads an entry moves it on."""
        self.base_ms = 0
        """What is to be added to `t_ms` in this run."""

    def begin(self, entry: Logged) -> int:
        """The run of this entry begins with it; returns when."""
        start_ms = entry.wall_ms if self.run is None else max(entry.wall_ms, self.last_ms)
        self.run, self.last_ms = entry.run, start_ms
        self.base_ms = start_ms - entry.what.t_ms
        return start_ms
