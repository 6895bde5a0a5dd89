"""What has been received of one RTP stream (RFC 3550 sections 6.4.1, A.1, A.3, A.8). Pure."""

from __future__ import annotations

_WINDOW = 1024
_WINDOW_MASK = (1 << _WINDOW) - 1
_FIRST_CYCLE = 1 << 16
"""Numbers start one cycle up, so that packets older than the first one are still positive."""


class Reception:
    """Gives every packet of a stream its own number, once, and counts what is lost.

    A number is the 16-bit sequence, extended over wraps; a duplicate, or a packet more than 1023
    behind the highest, gets none. That uniqueness is what the slots' nonces rest on.
    """

    __slots__ = (
        "_base",
        "_expected_before",
        "_jitter",
        "_received_before",
        "_seen",
        "_transit",
        "highest",
        "received",
    )

    def __init__(self) -> None:
        self.highest = -1
        self.received = 0
        self._base = 0
        self._seen = 0
        self._expected_before = 0
        self._received_before = 0
        self._jitter = 0.0
        self._transit: float | None = None

    def accept(self, sequence: int) -> int | None:
        """Number the packet with this 16-bit sequence; None if it was seen before or is too old."""
        if self.highest < 0:
            self.highest = self._base = sequence + _FIRST_CYCLE
            self._seen = 1
            self.received = 1
            return self.highest
        ahead = ((sequence - self.highest + 0x8000) & 0xFFFF) - 0x8000
        number = self.highest + ahead
        if ahead > 0:
            self._seen = 1 if ahead >= _WINDOW else ((self._seen << ahead) | 1) & _WINDOW_MASK
            self.highest = number
        else:
            if -ahead >= _WINDOW or (self._seen >> -ahead) & 1:
                return None
            self._seen |= 1 << -ahead
            self._base = min(self._base, number)
        self.received += 1
        return number

    def time(self, timestamp: int, arrival_s: float, clock_hz: int) -> None:
        """Take one arrival into the interarrival jitter (RFC 3550 section A.8)."""
        transit = arrival_s * clock_hz - timestamp
        if self._transit is not None:
            change = abs(transit - self._transit)
            if change < clock_hz:  # more than a second is a new timeline, not jitter
                self._jitter += (change - self._jitter) / 16
        self._transit = transit

    @property
    def jitter(self) -> int:
        """Interarrival jitter in timestamp units."""
        return int(self._jitter)

    @property
    def extended_highest(self) -> int:
        """The extended highest sequence number of a receiver report: 32 bits."""
        return (self.highest - _FIRST_CYCLE) & 0xFFFFFFFF

    @property
    def lost(self) -> int:
        """Packets lost since the start; at least 0 (duplicates are not counted)."""
        return max(0, self.highest - self._base + 1 - self.received) if self.received else 0

    def fraction_lost(self) -> int:
        """Loss since the previous call, in 1/256."""
        expected = self.highest - self._base + 1
        interval = expected - self._expected_before
        missing = interval - (self.received - self._received_before)
        self._expected_before, self._received_before = expected, self.received
        if interval <= 0 or missing <= 0:
            return 0
        return min(255, (missing << 8) // interval)
