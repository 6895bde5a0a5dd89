"""Sends off whoever came by a link that was revoked."""

from __future__ import annotations

from island_server.core.events import LeaveReason
from island_server.realtime.archipelago import Archipelago


def send_off(islands: Archipelago, link: str) -> int:
    """Take everybody off who came last by this link; returns how many."""
    count = 0
    for island in islands:
        for session in island.loop.sessions:
            if session.link == link:
                island.loop.leave(session, LeaveReason.REMOVED)
                island.loop.let_go(session, "removed")
                count += 1
    return count
