"""Who plays in which slot. Synchronous; knows sources and downlinks, no sockets."""

from __future__ import annotations

from island_server.media.sfu.downlink import Downlink, SourceKey
from island_server.media.sfu.source import Source


class Wiring:
    """Joins downlinks to sources by name, whichever comes first.

    A wish outlives its source: a slot set to someone who is not here yet, or not here for the
    moment, is silent and starts by itself.
    """

    def __init__(self) -> None:
        self._sources: dict[SourceKey, Source] = {}
        self._downlinks: dict[SourceKey, list[Downlink]] = {}

    def add_source(self, key: SourceKey, source: Source) -> None:
        """A source is here: those who wish for it are its listeners."""
        self._sources[key] = source
        for downlink in self._downlinks.get(key, ()):
            self._attach(downlink, source)

    def remove_source(self, key: SourceKey) -> None:
        """A source is gone: its slots fall silent."""
        source = self._sources.pop(key, None)
        if source is None:
            return
        source.listeners.clear()
        for downlink in self._downlinks.get(key, ()):
            downlink.source = None

    def connect(self, downlink: Downlink, key: SourceKey | None, now_s: float) -> None:
        """Let the downlink play `key`, or nothing. The same key again changes nothing."""
        if downlink.source_key == key:
            return
        self._release(downlink)
        downlink.source_key = key
        downlink.slot.interrupt()
        if key is None:
            return
        downlink.slot.assigned_at_s = now_s
        self._downlinks.setdefault(key, []).append(downlink)
        source = self._sources.get(key)
        if source is not None:
            self._attach(downlink, source)
            source.want_keyframe(now_s)

    def _release(self, downlink: Downlink) -> None:
        key = downlink.source_key
        if key is None:
            return
        wishing = self._downlinks[key]
        wishing.remove(downlink)
        if not wishing:
            del self._downlinks[key]
        if downlink.source is not None:
            downlink.source.listeners.remove(downlink)
            downlink.source = None

    @staticmethod
    def _attach(downlink: Downlink, source: Source) -> None:
        downlink.source = source
        downlink.slot.interrupt()
        source.listeners.append(downlink)
