"""One well-formed example of everything that a browser may send."""

from __future__ import annotations

from typing import Any

LOOK = [0, 1, 2, 3, 4, 5, 0]
VALID: dict[str, dict[str, Any]] = {
    "walk": {"seq": 1, "x": 2, "y": 3, "runs": [2 << 13 | 5, 4 << 13]},
    "go": {"seq": 1, "x": 2, "y": 3},
    "approach": {"seq": 1, "avatar": 7},
    "chat": {"scope": "near", "text": "hello"},
    "react": {"emoji": "clap"},
    "wave": {"avatar": 7},
    "status": {"availability": "busy"},
    "profile": {"name": "Anna", "look": LOOK},
    "devices": {"mic": True, "camera": False},
    "conversation": {"action": "lock"},
    "path": {"kept": True},
    "door": {"door": "front", "open": True},
    "media_answer": {"generation": 3, "sdp": "v=0"},
    "media_restart": {},
    "clock": {},
    "leave": {},
}
AUTH: dict[str, Any] = {
    "v": 1,
    "token": "t",
    "person": None,
    "name": "Anna",
    "look": LOOK,
    "media": "full",
    "lang": "nl",
    "entry": "quay",
    "generation": None,
}
