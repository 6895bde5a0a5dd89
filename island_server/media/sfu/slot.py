"""One downlink of one viewer: an endless RTP stream whose source changes. Pure.

The browser sees one SSRC with one sequence and one timeline from the first packet to the last. A
change of source is a *splice*: the new source's first packet takes the next sequence number.

No SRTP nonce is ever used twice (RFC 3711 section 9.1, RFC 7714 section 8.1): the nonce is made of
the SSRC and the packet index, the index is given out by `place`, `place` never gives the same one
twice, and resending repeats ciphertext.
"""

from __future__ import annotations

from typing import NamedTuple

from island_server.media.sfu.rtp_profile import CLOCK_HZ, MediaKind

FIRST_SEQUENCE_END = 1 << 15
"""First sequence numbers lie below this, or receivers guess a wrong rollover counter."""
_JUMP_MAX = 1000
"""A longer leap of the source is a splice; SRTP can follow leaps up to 32767 only."""


class Place(NamedTuple):
    """Where a packet goes in the slot's stream; `is_splice` marks the first one of a source."""

    sequence: int
    timestamp: int
    is_splice: bool


SILENT_S = 0.2
"""After a pause of this length the receiver's jitter buffer has run dry."""
PLAYOUT_LAG_S = 0.03
"""How far a browser plays behind what it receives.

Who begins to speak in a slot that was silent is placed that much earlier, or the browser would wait
as long again before it plays. Measured in Chromium: what is placed too late is heard as much
later.
"""


class Slot:
    """Sequence, timeline, keyframe gate and resend history of one downlink."""

    __slots__ = (
        "_floor",
        "_highest",
        "_history",
        "_number_offset",
        "_placed_at_s",
        "_timestamp",
        "assigned_at_s",
        "cname",
        "index",
        "is_suspended",
        "is_waiting",
        "kind",
        "mid",
        "octets",
        "packets",
        "ssrc",
        "timestamp_offset",
    )

    def __init__(self, kind: MediaKind, index: int, ssrc: int, first: Place, history: int) -> None:
        """`first` seeds the stream: the place just before its first packet."""
        if not 0 <= first.sequence < FIRST_SEQUENCE_END:
            raise ValueError("a slot must start in the lower half of the sequence space")
        self.kind = kind
        self.index = index
        self.mid = f"{kind.value}{index}"
        self.cname = f"slot{index}"
        self.ssrc = ssrc
        self.packets = 0
        self.octets = 0
        self.timestamp_offset = 0
        self.assigned_at_s = 0.0
        self.is_waiting = True
        self.is_suspended = False
        self._highest = self._floor = first.sequence
        self._number_offset = 0
        self._timestamp = first.timestamp
        self._placed_at_s: float | None = None
        self._history: list[bytes | None] = [None] * history

    def interrupt(self) -> None:
        """Let the next packet be a splice; video then waits for a keyframe."""
        self.is_waiting = True

    def place(self, number: int, timestamp: int, is_keyframe: bool, now_s: float) -> Place | None:
        """Place a packet of the current source, or None to drop it.

        `number` is unique between two `interrupt` calls (see `Reception`); `is_keyframe` tells that
        a decoder can start here, and matters for video only. Dropped are video before its first
        keyframe, and packets older than the splice: their places are taken.
        """
        if not self.is_waiting:
            highest = self._highest
            place = number + self._number_offset
            if place < self._floor:
                return None
            if place - highest <= _JUMP_MAX:
                moved = (timestamp + self.timestamp_offset) & 0xFFFFFFFF
                if place > highest:
                    self._highest = place
                    self._timestamp = moved
                    self._placed_at_s = now_s
                return Place(place & 0xFFFF, moved, False)
            self.is_waiting = True
        if self.kind is MediaKind.VIDEO and not is_keyframe:
            return None
        return self._splice(number, timestamp, now_s)

    def _splice(self, number: int, timestamp: int, now_s: float) -> Place:
        pause_s = 0.0 if self._placed_at_s is None else now_s - self._placed_at_s
        if self.kind is MediaKind.AUDIO and pause_s > SILENT_S:
            pause_s -= PLAYOUT_LAG_S
        step = max(1, int(pause_s * CLOCK_HZ[self.kind]))
        self._highest = self._floor = self._highest + 1
        self._timestamp = (self._timestamp + step) & 0xFFFFFFFF
        self._placed_at_s = now_s
        self._number_offset = self._highest - number
        self.timestamp_offset = (self._timestamp - timestamp) & 0xFFFFFFFF
        self.is_waiting = False
        return Place(self._highest & 0xFFFF, self._timestamp, True)

    def keep(self, sequence: int, ciphertext: bytes, payload_octets: int) -> None:
        """Keep a protected packet for `recall`, and count it for sender reports."""
        self._history[sequence % len(self._history)] = ciphertext
        self.packets += 1
        self.octets += payload_octets

    def recall(self, sequence: int) -> bytes | None:
        """The ciphertext sent with this sequence, if it is still kept."""
        kept = self._history[sequence % len(self._history)]
        if kept is None or int.from_bytes(kept[2:4], "big") != sequence:
            return None
        return kept

    def number_of(self, sequence: int) -> int | None:
        """The current source's number for one of our sequences; None if it is none of theirs."""
        if self.is_waiting:
            return None
        place = self._highest + ((sequence - self._highest + 0x8000) & 0xFFFF) - 0x8000
        return place - self._number_offset if self._floor <= place <= self._highest else None
