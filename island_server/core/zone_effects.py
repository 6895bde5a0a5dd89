"""What a zone offers beyond conversation: pages, sounds, a way to another island.

Data only. The world acts on `Portal`; everything else is for browsers, which get it with the map.
An address is either `https://...` or the name of a file beside the map (`/maps/ID/NAME`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

ALLOWED_FEATURES = frozenset(
    {
        "accelerometer", "autoplay", "camera", "clipboard-read", "clipboard-write",
        "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
        "microphone", "picture-in-picture", "web-share",
    }
)  # fmt: skip
"""What a page in the panel may ask the browser for, if its zone lets it."""


@unique
class Trigger(StrEnum):
    """What makes a zone do its work."""

    ENTER = "enter"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Portal:
    """Whoever walks in is taken to an entry of an island of this server.

    Attributes:
        island: its name among the maps of the server; empty for this very island.
        entry: one of its named entries; empty, or unknown there, for the default one.
    """

    island: str
    entry: str


@dataclass(frozen=True, slots=True)
class Website:
    """A page in a panel beside the island.

    Attributes:
        url: its address.
        trigger: whether it opens by itself or is offered.
        label: what the offer says; empty for the browser's own words.
        width_percent: how much of a wide screen the panel takes, 10..90.
        closable: whether the author lets people close it; they can anyway by walking away.
        allow: features that the page may ask for, of `ALLOWED_FEATURES`.
    """

    url: str
    trigger: Trigger
    label: str = ""
    width_percent: int = 50
    closable: bool = True
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """A page in a tab of its own; browsers open it only when somebody asks."""

    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound for as long as one is in the zone; browsers play it only to who allowed sounds."""

    url: str
    volume: float = 1.0
    loop: bool = True


@dataclass(frozen=True, slots=True)
class Focus:
    """The camera shows the whole zone, and `margin` of its size around it (0.35 is 35 %)."""

    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Tooltip:
    """A text shown on entering, for `ms` milliseconds; 0 for as long as one is there."""

    text: str
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Info:
    """A card that one may open: a text, a picture, and a page to go to, each of them or none."""

    text: str = ""
    picture: str = ""
    link: str = ""


Effect = Website | Tab | Sound | Focus | Tooltip | Info
