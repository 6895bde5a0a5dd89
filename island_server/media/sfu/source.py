"""One uplink of one peer: a voice or a picture, and those who receive it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from island_server.media.media_settings import MediaSettings
from island_server.media.sfu.missing_packets import MissingPackets
from island_server.media.sfu.reception import Reception
from island_server.media.sfu.rtcp import ReportBlock, SenderReport, pack_nack, pack_pli
from island_server.media.sfu.rtp_header import (
    RtpHeader,
    abs_send_time,
    abs_send_time_at,
    audio_level,
)
from island_server.media.sfu.rtp_profile import CLOCK_HZ, SILENT_LEVEL, MediaKind
from island_server.media.sfu.vp8 import starts_keyframe


@dataclass(slots=True)
class UplinkPacket:
    """A decrypted packet on its way to the slots.

    `number` is its place in the source's stream (see `Reception`). If `send_time_at` is not 0, the
    three bytes there are to be replaced by `send_time` (absolute send time: it must tell when *we*
    send).
    """

    data: bytes
    number: int
    timestamp: int
    payload_at: int
    is_keyframe: bool
    send_time_at: int
    send_time: bytes
    now_s: float


class Listener(Protocol):
    """A slot that plays this source."""

    def forward(self, packet: UplinkPacket) -> bool:
        """Send the packet to the viewer if it can; True while a keyframe is waited for."""

    def interrupt(self) -> None:
        """The source begins anew: the next packet is a splice."""

    def send_report(self, ntp: int, source_timestamp: int) -> None:
        """At our NTP time `ntp` the source's timeline stood at `source_timestamp`."""


class Source:
    """Tracks loss, asks for what is missing, asks for keyframes, meters loudness, and forwards.

    `send_rtcp` takes plain RTCP for this peer; it may drop it.
    """

    def __init__(
        self,
        kind: MediaKind,
        settings: MediaSettings,
        rtcp_ssrc: int,
        send_rtcp: Callable[[bytes], None],
    ) -> None:
        self.kind = kind
        self.ssrc: int | None = None
        self.listeners: list[Listener] = []
        self.reception = Reception()
        self.last_report: SenderReport | None = None
        self.reported_at_s = 0.0
        self.plis = 0
        self.nacks = 0
        self._settings = settings
        self._rtcp_ssrc = rtcp_ssrc
        self._send_rtcp = send_rtcp
        self._missing = self._no_missing()
        self._loudest = SILENT_LEVEL
        self._asked_at_s = float("-inf")
        self._is_keyframe_due = False

    def _no_missing(self) -> MissingPackets:
        limits = self._settings
        return MissingPackets(limits.nack_pause_ms / 1000, limits.nack_tries, limits.nack_gap_max)

    def begin(self, ssrc: int) -> None:
        """Expect a stream of this SSRC; a change makes every listener splice."""
        if ssrc == self.ssrc:
            return
        self.ssrc = ssrc
        self.reception = Reception()
        self.last_report = None
        self._missing = self._no_missing()
        for listener in self.listeners:
            listener.interrupt()

    def take(self, packet: bytes, header: RtpHeader, now_s: float) -> bool:
        """Forward a decrypted packet to every listener; False if it was a duplicate or too old."""
        if header.ssrc != self.ssrc:
            self.begin(header.ssrc)
        expected = self.reception.highest + 1
        number = self.reception.accept(header.sequence)
        if number is None:
            return False
        if number > expected > 0:
            self._ask(self._missing.open_gap(expected, number, now_s))
        elif number < expected:
            self._missing.close_gap(number, now_s)
        self.reception.time(header.timestamp, now_s, CLOCK_HZ[self.kind])
        self._forward(self._prepare(packet, header, number, now_s))
        return True

    def _prepare(self, data: bytes, header: RtpHeader, number: int, now_s: float) -> UplinkPacket:
        is_keyframe = False
        if self.kind is MediaKind.VIDEO:
            is_keyframe = starts_keyframe(data, header.payload_at)
            if is_keyframe:
                self._is_keyframe_due = False
        else:
            level = audio_level(data, header)
            if level is not None and level < self._loudest:
                self._loudest = level
        send_time_at = abs_send_time_at(data, header)
        send_time = abs_send_time(now_s) if send_time_at else b""
        return UplinkPacket(
            data,
            number,
            header.timestamp,
            header.payload_at,
            is_keyframe,
            send_time_at,
            send_time,
            now_s,
        )

    def _forward(self, packet: UplinkPacket) -> None:
        somebody_waits = False
        for listener in self.listeners:
            if listener.forward(packet):
                somebody_waits = True
        if somebody_waits:
            pause_ms = (
                self._settings.pli_retry_ms
                if self._is_keyframe_due
                else self._settings.pli_interval_ms
            )
            self._ask_keyframe(packet.now_s, pause_ms)

    def want_keyframe(self, now_s: float) -> None:
        """Ask the camera for a keyframe, unless it was asked within the PLI interval."""
        if self.kind is MediaKind.VIDEO:
            self._ask_keyframe(now_s, self._settings.pli_interval_ms)

    def _ask_keyframe(self, now_s: float, pause_ms: int) -> None:
        if self.ssrc is None or now_s - self._asked_at_s < pause_ms / 1000:
            return
        self._asked_at_s = now_s
        self._is_keyframe_due = True
        self.plis += 1
        self._send_rtcp(pack_pli(self._rtcp_ssrc, self.ssrc))

    def want_packet(self, number: int, now_s: float) -> None:
        """A viewer lacks a packet that we do not have: ask for it, unless that was just done."""
        if self._missing.ask_again(number, now_s):
            self._ask([number])

    def retry(self, now_s: float) -> None:
        """Ask again for what is still missing."""
        if self._missing:
            self._ask(self._missing.due(now_s))

    def _ask(self, numbers: Iterable[int]) -> None:
        wanted = list(numbers)
        if wanted and self.ssrc is not None:
            self.nacks += len(wanted)
            self._send_rtcp(pack_nack(self._rtcp_ssrc, self.ssrc, wanted))

    def take_report(self, report: SenderReport, now_s: float) -> None:
        """Remember the sender's latest report for our receiver reports."""
        self.last_report = report
        self.reported_at_s = now_s

    def report_block(self, now_s: float) -> ReportBlock | None:
        """How this uplink arrives; None before its first packet."""
        if self.ssrc is None or not self.reception.received:
            return None
        ntp = self.last_report.ntp if self.last_report else 0
        return ReportBlock(self.ssrc, self.reception, ntp, now_s - self.reported_at_s)

    def take_loudest(self) -> int:
        """The loudest level since the last call (127 if nothing came), and start over."""
        loudest, self._loudest = self._loudest, SILENT_LEVEL
        return loudest
