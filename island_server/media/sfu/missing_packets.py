"""Which packets to ask for again, and when (generic NACK, RFC 4585 section 6.2.1). Pure."""

from __future__ import annotations

from dataclasses import dataclass

_REMEMBERED_MAX = 256


@dataclass(slots=True)
class _Request:
    tries: int
    next_at_s: float


class MissingPackets:
    """Remembers gaps by packet number (see `Reception`) and paces the requests.

    Each packet is asked for at once, then after `first_s`, then after twice that, and so on,
    `tries_max` times. Gaps longer than `gap_max` are not worth asking for: a new keyframe is
    cheaper.
    """

    __slots__ = ("_first_s", "_gap_max", "_requests", "_tries_max")

    def __init__(self, first_s: float, tries_max: int, gap_max: int) -> None:
        self._first_s = first_s
        self._tries_max = tries_max
        self._gap_max = gap_max
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
            self._requests[number] = _Request(1, now_s + self._first_s)
        while len(self._requests) > _REMEMBERED_MAX:
            del self._requests[next(iter(self._requests))]
        return numbers

    def close_gap(self, number: int) -> None:
        """Note that a packet came after all."""
        self._requests.pop(number, None)

    def ask_again(self, number: int, now_s: float) -> bool:
        """Tell whether a viewer's need for `number` is worth a request now; counts it if so."""
        request = self._requests.get(number)
        if request is None or now_s < request.next_at_s:
            return False
        if request.tries >= self._tries_max:
            del self._requests[number]
            return False
        request.next_at_s = now_s + self._first_s * 2**request.tries
        request.tries += 1
        return True

    def due(self, now_s: float) -> list[int]:
        """Numbers whose next request is due; counts them as asked."""
        return [number for number in list(self._requests) if self.ask_again(number, now_s)]
