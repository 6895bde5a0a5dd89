"""One well-formed example of each message about order, about nobody who is there."""

from __future__ import annotations

from typing import Any

NOBODY = 999
WHY = {"why": "rude", "words": "Please be kind."}
ORDER_VALID: dict[str, dict[str, Any]] = {
    "mute": {"avatar": NOBODY, "muted": True, **WHY},
    "ask_lower": {"avatar": NOBODY, **WHY},
    "remove": {"avatar": NOBODY, **WHY},
    "ban": {"avatar": NOBODY, "link": True, **WHY},
    "lock_island": {"locked": False, **WHY},
    "slow_chat": {"pace": 30, "zone": "attic", **WHY},
    "close_zone": {"zone": "attic", "closed": True, **WHY},
    "hide_message": {"message": NOBODY, **WHY},
    "undo_deed": {"deed": NOBODY},
    "report": {"avatar": NOBODY, "why": "unsafe", "text": "He follows me."},
    "take_report": {"report": NOBODY},
    "block": {"avatar": NOBODY},
    "unblock": {"block": NOBODY},
}
