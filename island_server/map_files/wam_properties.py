"""WorkAdventure's editor (.wam): its properties in the words of Tiled's.

The editor writes a list of typed properties per area; each becomes the few properties of
`wa_properties` that say the same, so that there is one meaning for both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from island_server.map_files.tiled_model import Properties, PropertyValue, WamArea, WamFile
from island_server.map_files.wa_properties import Feature

Raw = Mapping[str, object]

_MEETING_MODIFIERS = {"jitsiTrigger": "trigger", "jitsiTriggerMessage": "triggerMessage"}
_PAGE_MODIFIERS = {
    "openWebsiteTrigger": "trigger",
    "openWebsiteTriggerMessage": "triggerMessage",
    "openWebsiteWidth": "width",
    "openWebsitePolicy": "policy",
    "openWebsiteClosable": "closable",
}


def properties_of(kind: str, properties: Iterable[Raw]) -> Iterator[Raw]:
    """Give the properties of one type."""
    return (raw for raw in properties if raw.get("type") == kind)


def translated(raw: Raw) -> tuple[Feature, Properties] | None:
    """Say one property in Tiled's words; none for what makes no feature."""
    kind = raw.get("type")
    say = _SAYINGS.get(kind) if isinstance(kind, str) else None
    return say(raw) if say else None


def wam_features(area: WamArea) -> tuple[Feature, ...]:
    """Give the features of an area drawn in the editor, each once."""
    found = (translated(raw) for raw in area.properties)
    return tuple(dict.fromkeys(feature for feature, _ in filter(None, found)))


def exit_addresses(wam: WamFile) -> Iterator[str]:
    """Give the addresses of the exits as they are written."""
    for area in wam.areas:
        for raw in properties_of("exit", area.properties):
            url = raw.get("url")
            if isinstance(url, str) and url:
                yield url


def exit_address(raw: Raw) -> str:
    """Give the address of an exit with the entry that it names."""
    url, entry = raw.get("url"), raw.get("areaName")
    address = url if isinstance(url, str) else ""
    return (
        f"{address}#{entry}" if isinstance(entry, str) and entry and "#" not in address else address
    )


def _renamed(raw: Raw, names: Mapping[str, str]) -> dict[str, PropertyValue]:
    return {ours: _plain(raw.get(theirs)) for ours, theirs in names.items() if theirs in raw}


def _plain(value: object) -> PropertyValue:
    return value if isinstance(value, bool | int | float | str) else None


def _meeting(raw: Raw) -> tuple[Feature, Properties]:
    name = _plain(raw.get("roomName")) or "meeting"
    return Feature.MEETING, {"jitsiRoom": name} | _renamed(raw, _MEETING_MODIFIERS)


def _page(raw: Raw) -> tuple[Feature, Properties]:
    link = _plain(raw.get("link"))
    if raw.get("newTab") is True:
        label = _plain(raw.get("triggerMessage"))
        return Feature.TAB, {"openTab": link, "openTabTriggerMessage": label}
    return Feature.WEBSITE, {"openWebsite": link} | _renamed(raw, _PAGE_MODIFIERS)


def _sound(raw: Raw) -> tuple[Feature, Properties]:
    link, volume = _plain(raw.get("audioLink")), _plain(raw.get("volume"))
    return Feature.AUDIO, {"playAudio": link, "audioVolume": volume}


def _focus(raw: Raw) -> tuple[Feature, Properties]:
    return Feature.FOCUS, {"focusable": True, "zoomMargin": _plain(raw.get("zoom_margin"))}


def _listener(raw: Raw) -> tuple[Feature, Properties]:
    return Feature.LISTENER, {"listenerMegaphone": _plain(raw.get("speakerZoneName"))}


_SAYINGS: Mapping[str, Callable[[Raw], tuple[Feature, Properties]]] = {
    "start": lambda _raw: (Feature.START, {"start": True}),
    "exit": lambda raw: (Feature.EXIT, {"exitUrl": exit_address(raw)}),
    "silent": lambda _raw: (Feature.SILENT, {"silent": True}),
    "jitsiRoomProperty": _meeting,
    "livekitRoomProperty": _meeting,
    "openWebsite": _page,
    "openFile": _page,
    "playAudio": _sound,
    "focusable": _focus,
    "speakerMegaphone": lambda raw: (
        Feature.SPEAKER,
        {"speakerMegaphone": _plain(raw.get("name"))},
    ),
    "listenerMegaphone": _listener,
}
