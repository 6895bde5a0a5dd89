"""Which packets to ask for again, and when (generic NACK, RFC 4585 section 6.2.1). Pure."""

from __future__ import annotations

from dataclasses import dataclass

_REMEMBERED_MAX = 256


_PATIENCE = 1.5
"""A packet asked for is given this many round trips to come."""


@dataclass(slots=True)
class _Request:
    tries: int
    asked_at_s: float


class MissingPackets:
    """Remembers gaps by packet number (see `Reception`) and paces the requests.

    Each packet is asked for at once and then `tries_max - 1` times more, every `pause_s` or one and
    a half times the round trip, whichever is longer; the round trip is learnt from what came at the
    first asking. Gaps longer than `gap_max` are not worth it: a new keyframe is cheaper.
    """

    __slots__ = ("_gap_max", "_pause_s", "_requests", "_round_trip_s", "_tries_max")

    def __init__(self, pause_s: float, tries_max: int, gap_max: int) -> None:
        self._pause_s = pause_s
        self._tries_max = tries_max
        self._gap_max = gap_max
        self._round_trip_s = 0.0
        self._requests: dict[int, _Request] = {}

    def __bool__(self) -> bool:
        return bool(self._requests)

    def open_gap(self, first: int, end: int, now_s: float) -> list[int]:
        """Note that `first..end-1` are missing; returns the numbers to ask for now."""
        if end - first > self._gap_max:
            self._requests.clear()
            return []
        numbers = list(range(first, end))
        for number in numbers:
            self._requests[number] = _Request(1, now_s)
        while len(self._requests) > _REMEMBERED_MAX:
            del self._requests[next(iter(self._requests))]
        return numbers

    def close_gap(self, number: int, now_s: float) -> None:
        """Note that a packet came after all."""
        request = self._requests.pop(number, None)
        if request is not None and request.tries == 1:
            self._round_trip_s += (now_s - request.asked_at_s - self._round_trip_s) / 4

    def ask_again(self, number: int, now_s: float) -> bool:
        """Tell whether a viewer's need for `number` is worth a request now; counts it if so."""
        request = self._requests.get(number)
        pause_s = max(self._pause_s, _PATIENCE * self._round_trip_s)
        if request is None or now_s - request.asked_at_s < pause_s:
            return False
        if request.tries >= self._tries_max:
            del self._requests[number]
            return False
        request.tries += 1
        request.asked_at_s = now_s
        return True

    def due(self, now_s: float) -> list[int]:
        """Numbers whose next request is due; counts them as asked."""
        return [number for number in list(self._requests) if self.ask_again(number, now_s)]
