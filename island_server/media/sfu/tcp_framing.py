"""RTP and friends over a TCP connection: two bytes of length, then the packet (RFC 4571). Pure."""

from __future__ import annotations


class FrameTooLongError(Exception):
    """The stream announces a frame beyond the limit; it cannot be read any further."""


class Deframer:
    """Cuts a byte stream into frames of at most `max_bytes`; empty frames are skipped."""

    __slots__ = ("_buffer", "_max_bytes")

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Take what was read; returns the frames completed by it. Raises `FrameTooLongError`."""
        buffer = self._buffer
        buffer += data
        frames: list[bytes] = []
        at = 0
        while len(buffer) - at >= 2:
            end = at + 2 + int.from_bytes(buffer[at : at + 2], "big")
            if end - at - 2 > self._max_bytes:
                raise FrameTooLongError
            if len(buffer) < end:
                break
            if end - at > 2:
                frames.append(bytes(buffer[at + 2 : end]))
            at = end
        del buffer[:at]
        return frames


def frame(packet: bytes) -> bytes:
    """The packet with its length before it."""
    return len(packet).to_bytes(2, "big") + packet
