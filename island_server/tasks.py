"""Every task of the server has a name and an owner, and none dies unheard."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

_T = TypeVar("_T")
_log = logging.getLogger("island_server.tasks")

CrashListener = Callable[[str, BaseException], None]
"""Told the name of a task and the fault by which it ended."""

STOP_TIMEOUT_S = 5.0


class Tasks:
    """Owns tasks for the time of a connection or of the whole server.

    A task that crashes is logged and told to `on_crash`; the others go on (unlike in a
    `asyncio.TaskGroup`), because one person's fault must not end the island. Leaving the context
    cancels what still runs and waits for it.
    """

    def __init__(self, on_crash: CrashListener | None = None) -> None:
        self._on_crash = on_crash
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    def __len__(self) -> int:
        return len(self._running)

    def spawn(self, name: str, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        """Run `work` as a task with this name (a constant: it becomes a label of a metric).

        Raises:
            RuntimeError: the owner has been stopped; `work` is closed and never runs.
        """
        if self._closed:
            work.close()
            raise RuntimeError(f"task {name!r} came after its owner stopped")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._on_done)
        return task

    async def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """Cancel every task and wait until they have ended; no more can be spawned.

        A task that has not ended after `timeout_s` is named in the log and left behind.
        """
        self._closed = True
        running = self._running - {asyncio.current_task()}
        for task in running:
            task.cancel()
        if running:
            _, stuck = await asyncio.wait(running, timeout=timeout_s)
            for task in stuck:
                _log.error("task %s does not end", task.get_name())

    def _on_done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        fault = task.exception()
        if fault is None:
            return
        _log.error("task %s crashed", task.get_name(), exc_info=fault)
        if self._on_crash is not None:
            self._on_crash(task.get_name(), fault)
