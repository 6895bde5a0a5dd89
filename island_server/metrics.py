"""What the island counts and measures, for `/metrics`: never a person, a name or an address.

Each `Metrics` has a registry of its own, so that two islands in one process (or two tests) do not
meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST
_FLUSH_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Counted(Protocol):
    """Islands with people on them."""

    def avatars(self) -> int:
        """How many avatars there are now."""

    def conversations(self) -> int:
        """How many conversations go on now."""


class Metrics:
    """The island's counters, gauges and histograms, one attribute each."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry(auto_describe=True)
        self.connections = Gauge("eiland_connections", "Sockets open now.", registry=registry)
        self.avatars = Gauge("eiland_avatars", "Avatars on the island now.", registry=registry)
        self.conversations = Gauge(
            "eiland_conversations", "Conversations going on now.", registry=registry
        )
        self.entries = Counter("eiland_entries", "Avatars that came in.", registry=registry)
        self.messages = Counter(
            "eiland_messages", "Messages taken from browsers.", ["event"], registry=registry
        )
        self.refused = Counter(
            "eiland_refused",
            "Messages and connections refused, by reason code.",
            ["reason"],
            registry=registry,
        )
        self.flush_seconds = Histogram(
            "eiland_flush_seconds",
            "Time to step the world and hand over what changed.",
            buckets=_FLUSH_BUCKETS_S,
            registry=registry,
        )
        self.loop_lag_seconds = Gauge(
            "eiland_loop_lag_seconds", "How late the last flush began.", registry=registry
        )
        self.motion_dropped = Counter(
            "eiland_motion_dropped", "Motion messages kept from slow browsers.", registry=registry
        )
        self.disconnected = Counter(
            "eiland_disconnected", "Browsers sent away, by reason.", ["reason"], registry=registry
        )
        self.task_crashes = Counter(
            "eiland_task_crashes", "Tasks that ended by a fault.", ["task"], registry=registry
        )

        self._islands: list[Counted] = []
        self.avatars.set_function(lambda: sum(it.avatars() for it in self._islands))
        self.conversations.set_function(lambda: sum(it.conversations() for it in self._islands))

    def count_in(self, islands: Counted) -> None:
        """Count the people of these islands from now on."""
        self._islands.append(islands)

    def count_out(self, islands: Counted) -> None:
        """Count them no more."""
        self._islands.remove(islands)

    def add_source(self, prefix: str, read: Callable[[], Mapping[str, float]]) -> None:
        """Show what `read` returns at each look, as gauges named `eiland_PREFIX_NAME`.

        `read` is called synchronously and must not block; anything slower is gathered beforehand.
        """
        self._registry.register(_Source(prefix, read))

    def render(self) -> bytes:
        """All values now, in the text form of Prometheus (`CONTENT_TYPE`)."""
        return generate_latest(self._registry)


class _Source(Collector):
    """Numbers that somebody else keeps."""

    def __init__(self, prefix: str, read: Callable[[], Mapping[str, float]]) -> None:
        self._prefix = prefix
        self._read = read

    def describe(self) -> Iterable[Metric]:
        """Nothing: the names are known only when they are read."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """One gauge for each number."""
        for name, value in sorted(self._read().items()):
            title = f"eiland_{self._prefix}_{name}"
            yield GaugeMetricFamily(title, f"{self._prefix}: {name}.", value)
