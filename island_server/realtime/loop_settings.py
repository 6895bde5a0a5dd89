"""What the real-time side is told of the settings: each name and unit as in `settings.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediaDirectorSettings:
    """Slots of each browser, and what a camera may send."""

    audio_slots: int = 8
    video_slots: int = 6
    video_kbps: int = 150


@dataclass(frozen=True, slots=True)
class LoopSettings:
    """Timing and limits of one island."""

    capacity: int = 500
    resume_ms: int = 5000
    flush_ms: int = 100
    """Between two flushes of motion."""
    advance_ms: int = 20
    """Longest wait before the world is told that time has passed."""
    roster_ms: int = 1000
    """Between two tellings of whereabouts."""
    chats_per_s: float = 1.0
    chats_burst: int = 5
    outbox_messages: int = 256
    outbox_bytes: int = 65_536
    slow_ms: int = 10_000
