"""Reading RTP headers (RFC 3550 section 5.1) and one-byte header extensions (RFC 8285 section 4.2).

Pure, and safe on hostile bytes: what does not parse is None.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from island_server.media.sfu.rtp_profile import ABS_SEND_TIME_ID, AUDIO_LEVEL_ID

_FIXED_PART = struct.Struct("!BBHLL")
_EXTENSION_HEAD = struct.Struct("!HH")
_ONE_BYTE_PROFILE = 0xBEDE


class RtpHeader(NamedTuple):
    """The fields that forwarding needs; offsets count from the packet's first byte.

    `extensions_at == extensions_end` means there are no one-byte extensions.
    """

    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload_at: int
    extensions_at: int
    extensions_end: int


def parse_rtp_header(packet: bytes) -> RtpHeader | None:
    """Read the header; None if the version is not 2 or the packet ends before its header does."""
    if len(packet) < 12:
        return None
    first, second, sequence, timestamp, ssrc = _FIXED_PART.unpack_from(packet)
    if first >> 6 != 2:
        return None
    at = 12 + 4 * (first & 0x0F)
    extensions_at = extensions_end = 0
    if first & 0x10:
        if len(packet) < at + 4:
            return None
        profile, words = _EXTENSION_HEAD.unpack_from(packet, at)
        at += 4
        if profile == _ONE_BYTE_PROFILE:
            extensions_at, extensions_end = at, at + 4 * words
        at += 4 * words
    if len(packet) < at:
        return None
    return RtpHeader(second & 0x7F, sequence, timestamp, ssrc, at, extensions_at, extensions_end)


def find_extension(packet: bytes, header: RtpHeader, wanted: int, length: int) -> int | None:
    """Offset of the value of extension `wanted`; None unless it is there with `length` bytes."""
    at = header.extensions_at
    while at < header.extensions_end:
        element = packet[at]
        at += 1
        if element == 0:  # padding
            continue
        size = (element & 0x0F) + 1
        if element >> 4 == 15 or at + size > header.extensions_end:
            return None
        if element >> 4 == wanted:
            return at if size == length else None
        at += size
    return None


def audio_level(packet: bytes, header: RtpHeader) -> int | None:
    """Loudness of the packet (RFC 6464): 0 loudest .. 127 silent; None if it does not say."""
    at = find_extension(packet, header, AUDIO_LEVEL_ID, 1)
    return None if at is None else packet[at] & 0x7F


def abs_send_time_at(packet: bytes, header: RtpHeader) -> int:
    """Offset of the three bytes of the absolute send time; 0 if there are none."""
    return find_extension(packet, header, ABS_SEND_TIME_ID, 3) or 0


def abs_send_time(now_s: float) -> bytes:
    """Three bytes for a clock in seconds: 6 bits of seconds, 18 bits of fraction."""
    return (int(now_s * 262_144) & 0xFFFFFF).to_bytes(3, "big")
