"""What bots have seen, for whoever let them loose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from island_server.bots.bot import Bot


def report_of(bots: Collection[Bot]) -> str:
    """What all of them have seen, in one line."""
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for bot in bots:
        counters = bot.counters
        total["walks"] += counters.walks
        total["journeys"] += counters.journeys
        total["deltas"] += counters.deltas
        total["records"] += counters.records
        total["bytes of deltas"] += counters.delta_bytes
        total["conversation messages"] += counters.conversations
        refused.update(counters.refused)
    parts = [f"{number} {what}" for what, number in total.items()]
    parts += [f"{number} refused ({reason})" for reason, number in refused.items()]
    return f"{len(bots)} bots: " + ", ".join(parts)
