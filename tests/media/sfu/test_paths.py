from __future__ import annotations

import socket

from island_server.media.sfu.counters import Counters
from island_server.media.sfu.paths import UdpPath


class BrokenSocket:
    """A socket whose sends fail."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def sendto(self, _data: bytes, _address: tuple[str, int]) -> None:
        raise self._error


def test_what_cannot_be_sent_now_is_dropped_and_counted() -> None:
    counters = Counters()
    for error in (BlockingIOError(), OSError("unreachable")):
        UdpPath(BrokenSocket(error), ("192.0.2.1", 9), counters).send(b"x")  # type: ignore[arg-type]
    assert counters == {"drop_udp_full": 1, "drop_udp_error": 1}


def test_paths_are_equal_if_they_lead_to_the_same_place() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there,
    ):
        path = UdpPath(here, ("192.0.2.1", 9), Counters())
        assert path == UdpPath(here, ("192.0.2.1", 9), Counters())
        assert hash(path) == hash(UdpPath(here, ("192.0.2.1", 9), Counters()))
        assert path != UdpPath(here, ("192.0.2.1", 10), Counters())
        assert path != UdpPath(there, ("192.0.2.1", 9), Counters())
        assert path != "192.0.2.1"
