from __future__ import annotations

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RtcpPacket,
    RtcpPsfbPacket,
    pack_remb_fci,
)
from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.reception import Reception
from island_server.media.sfu.rtcp import (
    BandwidthEstimate,
    KeyframeWish,
    ReportBlock,
    ResendWish,
    SenderClock,
    SenderReport,
    ntp_of,
    pack_nack,
    pack_pli,
    pack_receiver_report,
    pack_sender_report,
    parse_rtcp,
)


def test_our_sender_report_reads_back() -> None:
    report = SenderReport(7, 1 << 40, 960)
    packed = pack_sender_report(report, 1 << 33, 5, "slot3")
    assert parse_rtcp(packed) == [report]
    assert RtcpPacket.parse(packed)[1].chunks[0].items == [(1, b"slot3")]


def test_a_keyframe_wish_is_pli_or_fir() -> None:
    assert parse_rtcp(pack_pli(1, 2)) == [KeyframeWish(2)]
    fir = RtcpPsfbPacket(RTCP_PSFB_FIR, 1, 0, (9).to_bytes(4, "big") + bytes(4))
    assert parse_rtcp(bytes(fir)) == [KeyframeWish(9)]
    assert parse_rtcp(bytes(RtcpPsfbPacket(RTCP_PSFB_FIR, 1, 0))) == []


def test_an_estimate_is_read_and_a_broken_one_ignored() -> None:
    remb = RtcpPsfbPacket(RTCP_PSFB_APP, 1, 0, pack_remb_fci(250_000, [3]))
    assert parse_rtcp(bytes(remb)) == [BandwidthEstimate(250_000)]
    cut = RtcpPsfbPacket(RTCP_PSFB_APP, 1, 0, b"REMB\x05\x00\x00\x01")
    assert parse_rtcp(bytes(cut) + pack_pli(1, 2)) == [KeyframeWish(2)]
    assert RTCP_PSFB_APP != RTCP_PSFB_PLI


@given(st.sets(st.integers(65_536, 65_536 + 300), min_size=1))
def test_a_nack_names_what_is_missing(numbers: set[int]) -> None:
    (wish,) = parse_rtcp(pack_nack(1, 2, numbers))
    assert isinstance(wish, ResendWish)
    assert wish.media_ssrc == 2
    assert sorted(wish.sequences) == sorted(n & 0xFFFF for n in numbers)


def test_a_nack_may_span_a_wrap() -> None:
    (wish,) = parse_rtcp(pack_nack(1, 2, [131_071, 131_072, 131_073]))
    assert wish == ResendWish(2, (65_535, 0, 1))


def test_a_receiver_report_says_what_is_lost() -> None:
    reception = Reception()
    for sequence in (65_534, 65_535, 1):
        reception.accept(sequence)
    block = ReportBlock(7, reception, 0x1122_3344_5566_7788, 0.5)
    (report,) = RtcpPacket.parse(pack_receiver_report(1, [block]))
    (info,) = report.reports
    assert (info.ssrc, info.packets_lost, info.highest_sequence) == (7, 1, 65_537)
    assert (info.lsr, info.dlsr) == (0x3344_5566, 32_768)


@given(st.binary(max_size=120))
def test_hostile_bytes_never_raise(data: bytes) -> None:
    parse_rtcp(data)


@given(st.integers(200, 206), st.integers(0, 31), st.binary(max_size=64))
def test_hostile_packets_never_raise(kind: int, count: int, body: bytes) -> None:
    body += bytes(-len(body) % 4)
    parse_rtcp(bytes([0x80 | count, kind]) + (len(body) // 4).to_bytes(2, "big") + body)


def test_the_senders_clock_is_smoothed_and_a_set_clock_followed() -> None:
    clock, second = SenderClock(), 1 << 32
    assert clock.translate(0, 100 * second) == 100 * second
    late = clock.translate(second, 101 * second + second // 2)
    assert 101 * second < late < 101 * second + second // 8
    assert clock.translate(0, 500 * second) == 500 * second


def test_ntp_counts_from_1900() -> None:
    assert ntp_of(0.5) == (2_208_988_800 << 32) + (1 << 31)
