"""The way from a source into one slot of one viewer: the hot path of the SFU."""

from __future__ import annotations

import struct
from typing import Protocol

from island_server.core.ids import AvatarId
from island_server.media.sfu.counters import Counters
from island_server.media.sfu.dtls_adapter import DtlsLink, SrtpScratch
from island_server.media.sfu.paths import Path
from island_server.media.sfu.rtcp import SenderReport, pack_sender_report
from island_server.media.sfu.rtp_profile import MediaKind
from island_server.media.sfu.slot import Slot
from island_server.media.sfu.source import Source, UplinkPacket

_LINE = struct.Struct("!HLL")
_MARKER = 0x80

SourceKey = tuple[AvatarId, MediaKind]


class Viewer(Protocol):
    """The peer a slot belongs to."""

    link: DtlsLink
    path: Path | None

    def send_rtcp(self, packet: bytes) -> None:
        """Send plain RTCP to the viewer, or drop it."""


class Downlink:
    """A slot, its viewer, and what it is to play; `source` is None while that peer is not here."""

    __slots__ = ("_counters", "_scratch", "_viewer", "slot", "source", "source_key")

    def __init__(
        self, slot: Slot, viewer: Viewer, scratch: SrtpScratch, counters: Counters
    ) -> None:
        self.slot = slot
        self.source: Source | None = None
        self.source_key: SourceKey | None = None
        self._viewer = viewer
        self._scratch = scratch
        self._counters = counters

    def interrupt(self) -> None:
        """See `Listener.interrupt`."""
        self.slot.interrupt()

    def forward(self, packet: UplinkPacket) -> bool:
        """See `Listener.forward`."""
        slot = self.slot
        viewer = self._viewer
        path = viewer.path
        link = viewer.link
        if path is None or slot.is_suspended or not link.is_ready:
            slot.interrupt()
            return False
        place = slot.place(packet.number, packet.timestamp, packet.is_keyframe, packet.now_s)
        if place is None:
            return slot.is_waiting
        sequence, timestamp, is_splice = place
        length = len(packet.data)
        buffer = self._scratch.buffer
        buffer[:length] = packet.data
        _LINE.pack_into(buffer, 2, sequence, timestamp, slot.ssrc)
        if packet.send_time_at:
            buffer[packet.send_time_at : packet.send_time_at + 3] = packet.send_time
        if is_splice:
            self._begin(buffer, packet.now_s)
        ciphertext = link.protect(length)
        if ciphertext is None:
            self._counters.drop("protect")
            return False
        slot.keep(sequence, ciphertext, length - packet.payload_at)
        path.send(ciphertext)
        return False

    def _begin(self, buffer: bytearray, now_s: float) -> None:
        """Mark a voice's first packet as a talk spurt (RFC 3551 section 4.1); take the time."""
        if self.slot.kind is MediaKind.AUDIO:
            buffer[1] |= _MARKER
        if self.slot.assigned_at_s:
            self._counters[f"starts_{self.slot.kind.name.lower()}"] += 1
            waited_ms = (now_s - self.slot.assigned_at_s) * 1000
            self._counters[f"start_wait_ms_{self.slot.kind.name.lower()}"] += round(waited_ms)
            self.slot.assigned_at_s = 0.0

    def resend(self, sequence: int, now_s: float) -> None:
        """Send a packet once more, as it was; if it never came to us, ask its source for it."""
        ciphertext = self.slot.recall(sequence)
        if ciphertext is not None:
            if self._viewer.path is not None:
                self._counters["packets_resent"] += 1
                self._viewer.path.send(ciphertext)
            return
        number = self.slot.number_of(sequence)
        if number is not None and self.source is not None:
            self.source.want_packet(number, now_s)

    def send_report(self, ntp: int, source_timestamp: int) -> None:
        """Tell the viewer that, at our NTP time `ntp`, the source stood at `source_timestamp`."""
        slot = self.slot
        if slot.is_waiting:
            return
        report = SenderReport(slot.ssrc, ntp, source_timestamp + slot.timestamp_offset)
        packet = pack_sender_report(report, slot.packets, slot.octets, slot.cname)
        self._viewer.send_rtcp(packet)
