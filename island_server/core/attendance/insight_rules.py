"""What the figures go by, where a choice had to be made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InsightRules:
    """Named choices; times in milliseconds."""

    stay_break_ms: int = 60_000
    """Away for less than this, somebody is held to have stayed: a reload, a portal, a restart."""
    conversation_break_ms: int = 60_000
    """A conversation that is silent for less than this goes on; the silence is not counted."""
    encounter_break_ms: int = 60_000
    """Two who are apart for less than this meet once, not twice."""
    newcomer_ms: int = 600_000
    """Who was there for less than this is not told among those who met nobody."""
    least_people: int = 5
    """Groups of fewer people are left out of shared statistics."""
