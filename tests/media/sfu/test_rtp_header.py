from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.rtp_header import (
    RtpHeader,
    abs_send_time,
    abs_send_time_at,
    audio_level,
    parse_rtp_header,
)


def packet(
    extension: bytes = b"", profile: int = 0xBEDE, csrcs: int = 0, tail: bytes = b"x"
) -> bytes:
    first = 0x80 | csrcs | (0x10 if extension else 0)
    head = struct.pack("!BBHLL", first, 0x80 | 111, 7, 960, 42) + bytes(4 * csrcs)
    if extension:
        head += struct.pack("!HH", profile, len(extension) // 4) + extension
    return head + tail


def test_a_plain_header() -> None:
    assert parse_rtp_header(packet()) == RtpHeader(111, 7, 960, 42, 12, 0, 0)


def test_sources_and_extensions_come_before_the_payload() -> None:
    header = parse_rtp_header(packet(b"\x10\x85\x00\x00", csrcs=2))
    assert header == RtpHeader(111, 7, 960, 42, 28, 24, 28)


def test_the_level_is_found_behind_padding_and_others() -> None:
    data = packet(b"\x00\x30\xff\x10\x85\x00\x00\x00")
    header = parse_rtp_header(data)
    assert header is not None
    assert audio_level(data, header) == 5


def test_the_send_time_is_found_by_id_and_length() -> None:
    data = packet(b"\x22abc")
    header = parse_rtp_header(data)
    assert header is not None
    assert abs_send_time_at(data, header) == 17
    assert audio_level(data, header) is None
    short = packet(b"\x21ab\x00")
    header = parse_rtp_header(short)
    assert header is not None
    assert abs_send_time_at(short, header) == 0


def test_two_byte_extensions_are_passed_over() -> None:
    data = packet(b"\x01\x01\x05\x00", profile=0x1000)
    header = parse_rtp_header(data)
    assert header is not None
    assert header.payload_at == 20
    assert audio_level(data, header) is None


def test_what_is_cut_off_or_of_another_version_is_refused() -> None:
    whole = packet(b"\x10\x85\x00\x00", csrcs=2, tail=b"")
    assert all(parse_rtp_header(whole[:length]) is None for length in range(len(whole)))
    assert parse_rtp_header(b"\x40" + whole[1:]) is None


def test_the_send_time_has_six_bits_of_seconds() -> None:
    assert abs_send_time(0.5) == b"\x02\x00\x00"
    assert abs_send_time(64.5) == b"\x02\x00\x00"


@given(st.binary(max_size=80).map(lambda tail: b"\x90\x6f" + tail))
def test_hostile_bytes_never_raise(data: bytes) -> None:
    header = parse_rtp_header(data)
    if header is not None:
        assert header.payload_at <= len(data)
        level = audio_level(data, header)
        assert level is None or 0 <= level <= 127
        assert abs_send_time_at(data, header) + 3 <= max(len(data), 3)
