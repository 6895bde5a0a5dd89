"""WorkAdventure's properties: their names, what kind of zone each makes, and how a value is read.

One list for all who read properties: zones, entries, `island map inspect` and `island map report`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, unique

from island_server.map_files.tiled_model import Properties, PropertyValue

AREA_CLASSES = frozenset({"area", "zone"})
"""Classes (or types) of the objects whose properties count; `zone` is what it was called before."""

START_NAME = "start"
"""A layer or an area of this name is where people arrive."""


@unique
class Feature(StrEnum):
    """What a property makes of the place where it holds."""

    START = "start"
    EXIT = "exit"
    SILENT = "silent"
    MEETING = "meeting"
    WEBSITE = "website"
    TAB = "tab"
    AUDIO = "audio"
    FOCUS = "focus"
    SPEAKER = "stage-speaker"
    LISTENER = "stage-listener"


FEATURE_KEYS: Mapping[Feature, tuple[str, ...]] = {
    Feature.START: ("start", "startLayer"),
    Feature.EXIT: ("exitUrl", "exitSceneUrl"),
    Feature.SILENT: ("silent",),
    Feature.MEETING: ("jitsiRoom", "bbbMeeting", "livekitRoom"),
    Feature.WEBSITE: ("openWebsite",),
    Feature.TAB: ("openTab",),
    Feature.AUDIO: ("playAudio", "playAudioLoop"),
    Feature.FOCUS: ("focusable",),
    Feature.SPEAKER: ("speakerMegaphone",),
    Feature.LISTENER: ("listenerMegaphone",),
}
"""The properties that make a feature. Of several the first that is set counts."""

MODIFIER_KEYS: Mapping[Feature, tuple[str, ...]] = {
    Feature.MEETING: (
        "jitsiTrigger",
        "jitsiTriggerMessage",
        "meetingRoomLabel",
        "meetingName",
        "capacity",
        "maxUsers",
    ),
    Feature.WEBSITE: (
        "openWebsiteTrigger",
        "openWebsiteTriggerMessage",
        "openWebsiteWidth",
        "openWebsitePolicy",
        "openWebsiteClosable",
    ),
    Feature.TAB: ("openTabTriggerMessage", "openWebsiteTriggerMessage"),
    Feature.AUDIO: ("audioVolume", "audioLoop"),
    Feature.FOCUS: ("zoomMargin", "zoom_margin"),
}
"""The properties that say more about a feature and do nothing alone."""

QUIETLY_IGNORED = frozenset(
    {
        "jitsiWidth", "jitsiClosable", "jitsiUrl", "jitsiConfig", "jitsiInterfaceConfig",
        "jitsiRoomAdminTag", "jitsiNoPrefix", "bbbMeetingAdminTag", "openWebsiteAllowApi",
        "openWebsitePosition", "openWebsiteHideUrl", "zone", "chatName", "chatDescription",
        "exitInstance", "depth", "getBadge", "audioCopyright", "tilesetCopyright", "name",
    }
)  # fmt: skip
"""Properties of WorkAdventure that change nothing here and need no remark."""

DOOR_KEYS = frozenset(
    {
        "door", "openLayer", "closeLayer", "openSound", "closeSound", "soundRadius", "bell",
        "bellSound", "doorVariable", "autoOpen", "autoClose",
        "openTriggerMessage", "closeTriggerMessage", "tag",
    }
)  # fmt: skip
"""Properties of doors, as WorkAdventure's scripting-api-extra has them."""

EXTRA_KEYS = frozenset(
    {
        "code", "codeVariable", "bellVariable", "bellPopup", "bellButtonText", "bindVariable",
        "enterValue", "leaveValue", "triggerMessage", "openConfig", "openConfigTrigger",
        "openConfigTriggerMessage", "openConfigAdminTag", "visible",
    }
)  # fmt: skip
"""Other properties of the scripting-api-extra: they need scripts, which are never run."""

PLACE_KEYS = ("displayName", "displayNameEn", "description", "descriptionEn")
"""Our own: what people read of an area."""

_KNOWN = (
    frozenset({"collides", *PLACE_KEYS})
    | QUIETLY_IGNORED
    | DOOR_KEYS
    | EXTRA_KEYS
    | frozenset(key for keys in FEATURE_KEYS.values() for key in keys)
    | frozenset(key for keys in MODIFIER_KEYS.values() for key in keys)
)


def known_keys() -> frozenset[str]:
    """Give the names of all properties that mean something on layers, tiles and areas."""
    return _KNOWN


def is_set(value: PropertyValue) -> bool:
    """Whether a value makes a feature: null, the empty text, false and zero do not."""
    return bool(value)


def features(read: Properties) -> tuple[Feature, ...]:
    """Give the features that these properties make."""
    return tuple(
        feature
        for feature, keys in FEATURE_KEYS.items()
        if any(is_set(read.get(key)) for key in keys)
    )


def starts_here(read: Properties) -> bool:
    """Whether properties mark a start; in whatever case they are written, as WorkAdventure does."""
    return any(
        name.lower() in {"start", "startlayer"} and (value is True or value == 1)
        for name, value in read.items()
    )


def text_of(read: Properties, *keys: str) -> str:
    """Give the first of these properties that is a text with something in it, else ""."""
    for key in keys:
        value = read.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def number_of(read: Properties, *keys: str) -> float | None:
    """Give the first of these properties that is a number, or a text that is one; else none."""
    for key in keys:
        value = read.get(key)
        if isinstance(value, bool):
            continue
        if isinstance(value, str):
            value = _number_in(value)
        if isinstance(value, int | float) and abs(value) < 2**53:  # False for not-a-number as well
            return float(value)
    return None


def _number_in(text: str) -> float | None:
    try:
        return float(text.strip().removesuffix("%")) if len(text) < 40 else None
    except ValueError:
        return None


def shown(value: object, most: int) -> str:
    """Make a text fit to be read: printable, on one line, at most `most` characters."""
    if not isinstance(value, str):
        return ""
    printable = "".join(c if c.isprintable() else " " for c in value[: 8 * most])
    return " ".join(printable.split())[:most].strip()
