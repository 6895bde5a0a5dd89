from __future__ import annotations

import struct

from aiortc.rtp import RtcpPacket, RtcpPsfbPacket, RtcpRtpfbPacket

from island_server.media import MediaSettings
from island_server.media.sfu.rtp_header import parse_rtp_header
from island_server.media.sfu.rtp_profile import MediaKind
from island_server.media.sfu.source import Source, UplinkPacket

SETTINGS = MediaSettings(pli_interval_ms=200, pli_retry_ms=500)


class Sink:
    """A listener that waits for keyframes as long as it is told to."""

    def __init__(self) -> None:
        self.packets: list[UplinkPacket] = []
        self.interruptions = 0
        self.waits = False

    def forward(self, packet: UplinkPacket) -> bool:
        self.packets.append(packet)
        return self.waits

    def interrupt(self) -> None:
        self.interruptions += 1

    def send_report(self, ntp: int, source_timestamp: int) -> None:
        raise AssertionError("not here")


class Uplink:
    """A source and what it asks of its sender."""

    def __init__(self, kind: MediaKind) -> None:
        self.rtcp: list[object] = []
        self.source = Source(kind, SETTINGS, 99, lambda data: self.rtcp.extend(parsed(data)))
        self.sink = Sink()
        self.source.listeners.append(self.sink)

    def take(
        self, sequence: int, now_s: float, payload: bytes = b"\x10\x01", ssrc: int = 7
    ) -> bool:
        packet = struct.pack("!BBHLL", 0x80, 96, sequence, 0, ssrc) + payload
        header = parse_rtp_header(packet)
        assert header is not None
        return self.source.take(packet, header, now_s)

    def plis(self) -> int:
        return sum(isinstance(packet, RtcpPsfbPacket) for packet in self.rtcp)


def parsed(data: bytes) -> list[object]:
    return list(RtcpPacket.parse(data))


def test_gaps_are_asked_for_and_asked_again_until_filled() -> None:
    uplink = Uplink(MediaKind.AUDIO)
    uplink.take(65_535, 0.0)
    uplink.take(2, 0.0)
    uplink.source.retry(0.01)
    uplink.take(1, 0.02)
    uplink.source.retry(0.05)
    lost = [packet.lost for packet in uplink.rtcp if isinstance(packet, RtcpRtpfbPacket)]
    assert lost == [[0, 1], [0]]
    assert uplink.source.nacks == 3


def test_duplicates_are_not_forwarded() -> None:
    uplink = Uplink(MediaKind.AUDIO)
    assert uplink.take(1, 0.0)
    assert not uplink.take(1, 0.0)
    assert len(uplink.sink.packets) == 1


def test_a_new_ssrc_interrupts_the_listeners_and_numbers_anew() -> None:
    uplink = Uplink(MediaKind.AUDIO)
    uplink.take(1, 0.0)
    uplink.take(1, 0.0, ssrc=8)
    assert uplink.sink.interruptions == 2
    assert [packet.number for packet in uplink.sink.packets] == [65_537, 65_537]


def test_while_somebody_waits_keyframes_are_asked_for_at_two_paces() -> None:
    uplink = Uplink(MediaKind.VIDEO)
    uplink.sink.waits = True
    for ms in range(0, 1100, 10):
        uplink.take(ms // 10, ms / 1000)
    assert uplink.plis() == 3  # at 0, 500 and 1000 ms: the answer is still due
    uplink.take(200, 1.1, payload=b"\x10\x00")
    uplink.take(201, 1.15)
    assert uplink.plis() == 3
    uplink.take(202, 1.21)  # it came, and still somebody waits: 200 ms after the last wish
    assert uplink.plis() == 4


def test_wishes_of_viewers_are_paced() -> None:
    uplink = Uplink(MediaKind.VIDEO)
    uplink.source.want_keyframe(0.0)
    assert uplink.plis() == 0  # nobody to ask yet
    uplink.source.begin(7)
    for ms in range(0, 400, 10):
        uplink.source.want_keyframe(ms / 1000)
    assert uplink.plis() == 2


def test_a_voice_is_never_asked_for_a_keyframe() -> None:
    uplink = Uplink(MediaKind.AUDIO)
    uplink.source.begin(7)
    uplink.source.want_keyframe(10.0)
    assert not uplink.rtcp


def test_there_is_no_report_before_the_first_packet() -> None:
    uplink = Uplink(MediaKind.AUDIO)
    assert uplink.source.report_block(0.0) is None
    uplink.source.begin(7)
    assert uplink.source.report_block(0.0) is None
    uplink.take(1, 0.0)
    block = uplink.source.report_block(1.0)
    assert block is not None
    assert (block.ssrc, block.last_report_ntp) == (7, 0)
