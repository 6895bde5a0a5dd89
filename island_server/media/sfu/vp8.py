"""Where a VP8 keyframe begins (RFC 7741 sections 4.2 and 4.3). Pure."""

from __future__ import annotations


def starts_keyframe(packet: bytes, payload_at: int) -> bool:
    """Tell whether the payload at `payload_at` opens a keyframe: a decoder can start here.

    True if it begins the first partition (S=1, PID=0) and the frame header says P=0. False for
    anything that is cut off.
    """
    if len(packet) <= payload_at:
        return False
    descriptor = packet[payload_at]
    if not descriptor & 0x10 or descriptor & 0x07:
        return False
    at = payload_at + 1
    if descriptor & 0x80:
        at = _after_extension(packet, at)
    return at < len(packet) and not packet[at] & 0x01


def _after_extension(packet: bytes, at: int) -> int:
    """Offset behind the extended control bits at `at`; behind the packet if cut off."""
    if at >= len(packet):
        return at
    bits = packet[at]
    at += 1
    if bits & 0x80:  # I: picture id, one or two bytes
        if at >= len(packet):
            return at
        at += 2 if packet[at] & 0x80 else 1
    if bits & 0x40:  # L: TL0PICIDX
        at += 1
    if bits & 0x30:  # T or K share one byte
        at += 1
    return at
