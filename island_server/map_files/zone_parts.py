"""What one feature makes of a zone: its kind, its portal, its effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from island_server.core.zone_effects import (
    ALLOWED_FEATURES,
    Effect,
    Focus,
    Portal,
    Sound,
    Tab,
    Trigger,
    Website,
)
from island_server.core.zones import ZoneKind
from island_server.map_files.addresses import usable_address
from island_server.map_files.exits import portal_of
from island_server.map_files.findings import Findings, quoted
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import Properties
from island_server.map_files.wa_properties import (
    FEATURE_KEYS,
    Feature,
    is_set,
    number_of,
    shown,
    text_of,
)

_ON_REQUEST = frozenset({"onaction", "onicon"})
_MOST_PEOPLE = 10_000
_MOST_MARGIN = 4.0
_ORDER = (ZoneKind.PODIUM, ZoneKind.AUDIENCE, ZoneKind.MEETING, ZoneKind.QUIET, ZoneKind.START)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what a zone is; `kind` none leaves the kind to the other parts.

    The rest as in `core.zones.Zone`. `label` is what a zone without a name of its own is called.
    """

    kind: ZoneKind | None = None
    stage: str | None = None
    joins: Trigger = Trigger.ENTER
    capacity: int | None = None
    lockable: bool = False
    max_people: int | None = None
    hosts_only: bool = False
    portal: Portal | None = None
    effects: tuple[Effect, ...] = ()
    label: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes parts; what it cannot use it remarks on.

    Attributes:
        map_name: the plain name of the map, for exits to itself.
        limits: how long texts may be.
        findings: takes the remarks.
    """

    map_name: str
    limits: MapLimits
    findings: Findings

    def part(self, feature: Feature, read: Properties, where: str) -> Part | None:
        """Make the part of one feature, which is set in `read`; none if it cannot be used."""
        makers: Mapping[Feature, Callable[[Properties, str], Part | None]] = {
            Feature.START: lambda _read, _where: Part(kind=ZoneKind.START),
            Feature.SILENT: lambda _read, _where: Part(kind=ZoneKind.QUIET),
            Feature.EXIT: self._exit,
            Feature.MEETING: self._meeting,
            Feature.SPEAKER: self._podium,
            Feature.LISTENER: self._audience,
            Feature.WEBSITE: self._website,
            Feature.TAB: self._tab,
            Feature.AUDIO: self._sound,
            Feature.FOCUS: self._focus,
        }
        return makers[feature](read, where)

    def _exit(self, read: Properties, where: str) -> Part | None:
        key = _set_key(Feature.EXIT, read)
        portal = portal_of(read.get(key), self.map_name, f"{where}: {key}", self.findings)
        label = (portal.island or portal.entry) if portal else ""
        return Part(portal=portal, label=label) if portal else None

    def _meeting(self, read: Properties, where: str) -> Part | None:
        key = _set_key(Feature.MEETING, read)
        name = shown(str(read.get(key)), self.limits.name_chars)
        if not name:
            self.findings.broken(f"{where}: {key}", "is no name of a meeting")
            return None
        trigger = text_of(read, "jitsiTrigger")
        self._check_trigger("jitsiTrigger", trigger, where)
        people = number_of(read, "capacity", "maxUsers")
        return Part(
            kind=ZoneKind.MEETING,
            joins=Trigger.ACTION if trigger.lower() in _ON_REQUEST else Trigger.ENTER,
            capacity=min(int(people), _MOST_PEOPLE) if people and people >= 1 else None,
            label=shown(
                text_of(read, "meetingRoomLabel", "meetingName") or name, self.limits.name_chars
            ),
        )

    def _podium(self, read: Properties, where: str) -> Part | None:
        stage = self._stage("speakerMegaphone", read, where)
        return Part(kind=ZoneKind.PODIUM, stage=stage, label=stage) if stage else None

    def _audience(self, read: Properties, where: str) -> Part | None:
        stage = self._stage("listenerMegaphone", read, where)
        return Part(kind=ZoneKind.AUDIENCE, stage=stage, label=stage) if stage else None

    def _stage(self, key: str, read: Properties, where: str) -> str:
        stage = shown(read.get(key), self.limits.name_chars)
        if not stage:
            self.findings.broken(
                f"{where}: {key}", f"{quoted(read.get(key))} is no name of a stage"
            )
        return stage

    def _tab(self, read: Properties, where: str) -> Part | None:
        url = usable_address(read.get("openTab"), f"{where}: openTab", self.findings)
        label = self._text(read, "openTabTriggerMessage", "openWebsiteTriggerMessage")
        return Part(effects=(Tab(url, label),)) if url else None

    def _focus(self, read: Properties, _where: str) -> Part:
        margin = number_of(read, "zoomMargin", "zoom_margin") or 0.0
        return Part(effects=(Focus(min(max(margin, 0.0), _MOST_MARGIN)),))

    def _website(self, read: Properties, where: str) -> Part | None:
        url = usable_address(read.get("openWebsite"), f"{where}: openWebsite", self.findings)
        if not url:
            return None
        trigger = text_of(read, "openWebsiteTrigger")
        self._check_trigger("openWebsiteTrigger", trigger, where)
        width = number_of(read, "openWebsiteWidth")
        page = Website(
            url=url,
            trigger=Trigger.ACTION if trigger.lower() in _ON_REQUEST else Trigger.ENTER,
            label=self._text(read, "openWebsiteTriggerMessage"),
            width_percent=min(max(round(width), 10), 90) if width else 50,
            closable=read.get("openWebsiteClosable") is not False,
            allow=allowed_features(text_of(read, "openWebsitePolicy")),
        )
        return Part(effects=(page,))

    def _sound(self, read: Properties, where: str) -> Part | None:
        key = _set_key(Feature.AUDIO, read)
        url = usable_address(read.get(key), f"{where}: {key}", self.findings)
        volume = number_of(read, "audioVolume")
        loop = key == "playAudioLoop" or read.get("audioLoop") is True
        level = 1.0 if volume is None else min(max(volume, 0.0), 1.0)
        return Part(effects=(Sound(url, level, loop),)) if url else None

    def _check_trigger(self, key: str, trigger: str, where: str) -> None:
        if trigger and trigger.lower() not in _ON_REQUEST | {"onenter", "onclick"}:
            meant = "onaction, onicon or nothing"
            self.findings.slip(
                f"{where}: {key}", f"{quoted(trigger)} is unknown; did you mean {meant}?"
            )

    def _text(self, read: Properties, *keys: str) -> str:
        return shown(text_of(read, *keys), self.limits.description_chars)


def united(parts: Sequence[Part]) -> Part:
    """Work parts of one zone into one: the most telling kind rules, effects add up."""
    kinds = {part.kind for part in parts}
    kind = next((kind for kind in _ORDER if kind in kinds), ZoneKind.PLACE)
    ruling = next((part for part in parts if part.kind is kind), Part())
    limits = [part.max_people for part in parts if part.max_people is not None]
    portals = [part.portal for part in parts if part.portal]
    return replace(
        ruling,
        kind=kind,
        lockable=any(part.lockable for part in parts) and kind is ZoneKind.MEETING,
        max_people=min(limits, default=None),
        hosts_only=any(part.hosts_only for part in parts),
        portal=portals[0] if portals else None,
        effects=tuple(dict.fromkeys(effect for part in parts for effect in part.effects)),
        label=next((part.label for part in parts if part.label), ""),
        description=next((part.description for part in parts if part.description), ""),
    )


def allowed_features(policy: str) -> tuple[str, ...]:
    """Give what an `allow` text asks for, as far as it may be had."""
    asked = (piece.split() for piece in policy[:2_000].lower().split(";"))
    return tuple(sorted({words[0] for words in asked if words} & ALLOWED_FEATURES))


def _set_key(feature: Feature, read: Properties) -> str:
    """Give the property that makes the feature; the first if none is set."""
    keys = FEATURE_KEYS[feature]
    return next((key for key in keys if is_set(read.get(key))), keys[0])
