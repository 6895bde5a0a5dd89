"""Motion to browsers that may read slowly: the newest counts, and nobody waits for anybody.

Motion is superseded by the next view, so it is left out for a browser that lags, and made good by
one fresh view when it has caught up. Messages that must arrive are never left out: a browser that
lets too many of them wait is let go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from island_server.core.ids import AvatarId
from island_server.core.interest import Dispatch
from island_server.metrics import Metrics
from island_server.realtime.loop_settings import LoopSettings
from island_server.realtime.sessions import Session, Sessions
from island_server.realtime.socket_io import Wire, pack

_MOTION_WAITING = 4
"""Messages waiting in a browser's queue from which motion is left out."""


class MotionOutbox:
    """Sends deltas, and watches how far each browser lags."""

    def __init__(
        self,
        sessions: Sessions,
        settings: LoopSettings,
        metrics: Metrics,
        view: Callable[[AvatarId], bytes],
        let_go: Callable[[Session, str], None],
    ) -> None:
        self._sessions = sessions
        self._settings = settings
        self._metrics = metrics
        self._view = view
        self._let_go = let_go

    def send(self, dispatches: Iterable[Dispatch], now_ms: int) -> None:
        """Hand each message to its audience; the bytes are shared."""
        for dispatch in dispatches:
            packed = pack("delta", dispatch.message)
            for avatar in dispatch.audience:
                session = self._sessions.of(avatar)
                if session is None or session.wire is None:
                    continue
                if session.is_behind or self._is_lagging(session.wire):
                    self._leave_out(session, now_ms)
                else:
                    session.wire.send_packed(packed)

    def catch_up(self, now_ms: int) -> None:
        """Give a view to those who read again; let go of those who do not."""
        for session in self._sessions:
            wire = session.wire
            if wire is None:
                continue
            if wire.waiting > self._settings.outbox_messages:
                self._let_go(session, "slow")
            elif session.is_behind and not self._is_lagging(wire):
                session.is_behind = False
                wire.send("delta", self._view(session.avatar))
            elif session.is_behind and now_ms - session.behind_since_ms > self._settings.slow_ms:
                self._let_go(session, "slow")

    def _is_lagging(self, wire: Wire) -> bool:
        return wire.waiting > _MOTION_WAITING or wire.unsent_bytes > self._settings.outbox_bytes

    def _leave_out(self, session: Session, now_ms: int) -> None:
        if not session.is_behind:
            session.is_behind = True
            session.behind_since_ms = now_ms
        self._metrics.motion_dropped.inc()
