"""RTCP in and out, hop by hop (RFC 3550 section 6, RFC 4585). Pure, and safe on hostile bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB,
    RTCP_RTPFB_NACK,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
    pack_rtcp_packet,
    unpack_remb_fci,
)

from island_server.media.sfu.reception import Reception

_SDES_CNAME = 1
_NTP_EPOCH_S = 2_208_988_800
_FRACTION = 1 << 32


@dataclass(frozen=True, slots=True)
class SenderReport:
    """A sender's statement: at `ntp` (64 bits, its clock) its stream stood at `rtp_timestamp`."""

    ssrc: int
    ntp: int
    rtp_timestamp: int


@dataclass(frozen=True, slots=True)
class KeyframeWish:
    """A viewer cannot decode `media_ssrc`: PLI or FIR."""

    media_ssrc: int


@dataclass(frozen=True, slots=True)
class ResendWish:
    """A viewer lacks these sequences of `media_ssrc`."""

    media_ssrc: int
    sequences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BandwidthEstimate:
    """What a viewer believes it can receive in all, in bits per second (REMB)."""

    bits_per_second: int


Feedback = SenderReport | KeyframeWish | ResendWish | BandwidthEstimate


def parse_rtcp(compound: bytes) -> list[Feedback]:
    """Read what matters to us of a compound packet, in order; nothing if it is malformed."""
    try:
        packets = RtcpPacket.parse(compound)
    except (ValueError, struct.error, IndexError):
        return []
    return [feedback for packet in packets if (feedback := _feedback(packet)) is not None]


def _feedback(packet: object) -> Feedback | None:
    match packet:
        case RtcpSrPacket(ssrc=ssrc, sender_info=info):
            return SenderReport(ssrc, info.ntp_timestamp, info.rtp_timestamp)
        case RtcpPsfbPacket(fmt=fmt, media_ssrc=ssrc) if fmt == RTCP_PSFB_PLI:
            return KeyframeWish(ssrc)
        case RtcpPsfbPacket(fmt=fmt, fci=fci) if fmt == RTCP_PSFB_FIR and len(fci) >= 4:
            return KeyframeWish(
                int.from_bytes(fci[:4], "big")
            )  # RFC 5104: the SSRC stands in the FCI
        case RtcpPsfbPacket(fmt=fmt, fci=fci) if fmt == RTCP_PSFB_APP:
            return _estimate(fci)
        case RtcpRtpfbPacket(fmt=fmt, media_ssrc=ssrc, lost=lost) if fmt == RTCP_RTPFB_NACK:
            return ResendWish(ssrc, tuple(sequence & 0xFFFF for sequence in lost))
    return None


def _estimate(fci: bytes) -> BandwidthEstimate | None:
    try:
        return BandwidthEstimate(unpack_remb_fci(fci)[0])
    except (ValueError, struct.error):
        return None


def pack_pli(ssrc: int, media_ssrc: int) -> bytes:
    """Ask for a keyframe (RFC 4585 section 6.3.1)."""
    return bytes(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=ssrc, media_ssrc=media_ssrc))


def pack_nack(ssrc: int, media_ssrc: int, numbers: Iterable[int]) -> bytes:
    """Ask for packets again by their extended numbers, in any order (RFC 4585 section 6.2.1)."""
    pairs = bytearray(struct.pack("!LL", ssrc, media_ssrc))
    start: int | None = None
    bits = 0
    for number in sorted(numbers):
        if start is not None and number - start <= 16:
            bits |= 1 << (number - start - 1) if number > start else 0
            continue
        if start is not None:
            pairs += struct.pack("!HH", start & 0xFFFF, bits)
        start, bits = number, 0
    if start is not None:
        pairs += struct.pack("!HH", start & 0xFFFF, bits)
    return pack_rtcp_packet(RTCP_RTPFB, RTCP_RTPFB_NACK, bytes(pairs))


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """Where one uplink stands; `last_report_ntp` is 0 before its first sender report."""

    ssrc: int
    reception: Reception
    last_report_ntp: int
    since_report_s: float


def pack_receiver_report(ssrc: int, blocks: Iterable[ReportBlock]) -> bytes:
    """Tell a sender how its streams arrive (RFC 3550 section 6.4.2); starts a new loss interval."""
    reports = [
        RtcpReceiverInfo(
            ssrc=block.ssrc,
            fraction_lost=block.reception.fraction_lost(),
            packets_lost=min(block.reception.lost, 0x7FFFFF),
            highest_sequence=block.reception.extended_highest,
            jitter=block.reception.jitter & 0xFFFFFFFF,
            lsr=(block.last_report_ntp >> 16) & 0xFFFFFFFF,
            dlsr=int(block.since_report_s * 65536) & 0xFFFFFFFF if block.last_report_ntp else 0,
        )
        for block in blocks
    ]
    return bytes(RtcpRrPacket(ssrc=ssrc, reports=reports))


def pack_sender_report(report: SenderReport, packets: int, octets: int, cname: str) -> bytes:
    """State a slot's timeline and the name that ties voice to picture (RFC 3550 6.4.1, 6.5.1)."""
    info = RtcpSenderInfo(
        ntp_timestamp=report.ntp,
        rtp_timestamp=report.rtp_timestamp & 0xFFFFFFFF,
        packet_count=packets & 0xFFFFFFFF,
        octet_count=octets & 0xFFFFFFFF,
    )
    source = RtcpSourceInfo(report.ssrc, [(_SDES_CNAME, cname.encode())])
    return bytes(RtcpSrPacket(ssrc=report.ssrc, sender_info=info)) + bytes(RtcpSdesPacket([source]))


def ntp_of(unix_s: float) -> int:
    """A Unix time as a 64-bit NTP timestamp (RFC 5905 section 6)."""
    return int((unix_s + _NTP_EPOCH_S) * _FRACTION) & 0xFFFFFFFFFFFFFFFF


class SenderClock:
    """Maps one sender's NTP clock to ours, alike for its voice and its picture. Pure.

    The offset is smoothed, because each sample carries the delay of its way; one that leaps by more
    than a second is taken over at once (the sender's clock was set).
    """

    __slots__ = ("_offset",)

    def __init__(self) -> None:
        self._offset: float | None = None

    def translate(self, sender_ntp: int, our_ntp: int) -> int:
        """Our NTP time for the sender's `sender_ntp`, which arrived at `our_ntp`."""
        sample = our_ntp - sender_ntp
        if self._offset is None or abs(sample - self._offset) > _FRACTION:
            self._offset = float(sample)
        else:
            self._offset += (sample - self._offset) / 8
        return (sender_ntp + int(self._offset)) & 0xFFFFFFFFFFFFFFFF
