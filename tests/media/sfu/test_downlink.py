"""The hot path with everything real but the wire: what would be encrypted, and what is sent."""

from __future__ import annotations

import struct
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from island_server.core.ids import AvatarId
from island_server.media import MediaSettings
from island_server.media.sfu.counters import Counters
from island_server.media.sfu.downlink import Downlink
from island_server.media.sfu.dtls_adapter import SrtpScratch
from island_server.media.sfu.rtp_header import parse_rtp_header
from island_server.media.sfu.rtp_profile import PAYLOAD_TYPES, MediaKind
from island_server.media.sfu.slot import Place, Slot
from island_server.media.sfu.source import Source
from island_server.media.sfu.wiring import Wiring

SSRC = 4711


class RecordingViewer:
    """Stands for a peer: its link encrypts by adding a tag, its path remembers what was sent."""

    def __init__(self) -> None:
        self.scratch = SrtpScratch()
        self.is_ready = True
        self.link: Any = self
        self.path: Any = self
        self.protected: list[bytes] = []
        self.sent: list[bytes] = []
        self.rtcp: list[bytes] = []

    def protect(self, length: int) -> bytes:
        plain = bytes(self.scratch.view[:length])
        self.protected.append(plain)
        return plain + b"<tag>"

    def send(self, datagram: bytes) -> None:
        self.sent.append(datagram)

    def send_rtcp(self, packet: bytes) -> None:
        self.rtcp.append(packet)


class Stage:
    """One viewer with one slot, and three sources."""

    def __init__(self, kind: MediaKind, first: int = 10) -> None:
        self.kind = kind
        self.viewer = RecordingViewer()
        self.slot = Slot(kind, 0, SSRC, Place(first, 0, False), 32)
        self.counters = Counters()
        self.downlink = Downlink(self.slot, self.viewer, self.viewer.scratch, self.counters)
        self.wiring = Wiring()
        self.asked: list[bytes] = []
        self.sources = [Source(kind, MediaSettings(), 1, self.asked.append) for _ in range(3)]
        for number, source in enumerate(self.sources):
            self.wiring.add_source((AvatarId(number), kind), source)
        self.now_s = 100.0

    def play(self, source: int | None) -> None:
        key = None if source is None else (AvatarId(source), self.kind)
        self.wiring.connect(self.downlink, key, self.now_s)

    def packet(self, source: int, ssrc: int, sequence: int, *, key: bool, content: int = 0) -> None:
        payload = bytes([0x10, 0 if key else 1]) + content.to_bytes(4, "big")
        data = struct.pack(
            "!BBHLL", 0x80, PAYLOAD_TYPES[self.kind], sequence, sequence * 960 & 0xFFFFFFFF, ssrc
        )
        header = parse_rtp_header(data + payload)
        assert header is not None
        self.sources[source].take(data + payload, header, self.now_s)


OTHER_STEPS = ["stray", "empty", "suspend", "away", "resend", "leave"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["packet"] * 30 + ["play", "begin"] * 3 + OTHER_STEPS),
        st.integers(0, 2),
        st.one_of(*[st.integers(-4, 6)] * 6, st.integers(-40, 40), st.integers(0, 65_535)),
        st.booleans(),
    ),
    min_size=30,
    max_size=200,
)


@given(STEPS, st.sampled_from(list(MediaKind)), st.integers(0, 32_767))
def test_no_index_is_encrypted_twice_and_resends_repeat_ciphertext(
    steps: list[tuple[str, int, int, bool]], kind: MediaKind, first: int
) -> None:
    """RFC 3711 section 9.1, over splices, reorders, duplicates, new SSRCs, pauses and resends."""
    stage = Stage(kind, first)
    positions, ssrcs, playing = [0, 30_000, 65_500], [1, 2, 3], 0
    stage.play(0)
    for content, (what, which, amount, flag) in enumerate(steps):
        stage.now_s += 0.01
        match what:
            case "play":
                playing = which
                stage.play(which)
            case "begin":
                ssrcs[playing] += 3
            case "empty":
                stage.play(None)
            case "suspend":
                stage.slot.is_suspended = flag
            case "away":
                stage.viewer.is_ready = flag
            case "leave":
                key = (AvatarId(which), kind)
                stage.wiring.remove_source(key)
                stage.sources[which] = Source(kind, MediaSettings(), 1, stage.asked.append)
                stage.wiring.add_source(key, stage.sources[which])
            case "resend":
                stage.downlink.resend(amount & 0xFFFF, stage.now_s)
                stage.downlink.resend(stage.slot._highest & 0xFFFF, stage.now_s)
            case _:
                source = which if what == "stray" else playing
                positions[source] = (positions[source] + amount) & 0xFFFF
                stage.packet(source, ssrcs[source], positions[source], key=flag, content=content)
    highest, by_index = first, {}
    for plain in stage.viewer.protected:
        sequence, ssrc = int.from_bytes(plain[2:4], "big"), int.from_bytes(plain[8:12], "big")
        assert ssrc == SSRC
        index = highest + ((sequence - highest + 0x8000) & 0xFFFF) - 0x8000
        assert index not in by_index
        by_index[index] = plain
        highest = max(highest, index)
    assert set(stage.viewer.sent) == {plain + b"<tag>" for plain in stage.viewer.protected}


def test_a_suspended_slot_waits_for_a_keyframe_when_it_is_back() -> None:
    stage = Stage(MediaKind.VIDEO)
    stage.play(0)
    stage.packet(0, 1, 1, key=True)
    stage.slot.is_suspended = True
    stage.packet(0, 1, 2, key=False)
    stage.slot.is_suspended = False
    stage.packet(0, 1, 3, key=False)
    stage.packet(0, 1, 4, key=True)
    assert [int.from_bytes(p[2:4], "big") for p in stage.viewer.protected] == [11, 12]


def test_the_wait_from_set_slots_to_the_first_packet_is_counted() -> None:
    stage = Stage(MediaKind.AUDIO)
    stage.play(0)
    stage.now_s += 0.02
    stage.packet(0, 1, 1, key=False)
    stage.packet(0, 1, 2, key=False)
    assert stage.counters["starts_audio"] == 1
    assert stage.counters["start_wait_ms_audio"] == 20


def test_a_refused_encryption_is_dropped_and_counted() -> None:
    stage = Stage(MediaKind.AUDIO)
    stage.play(0)
    stage.viewer.protect = lambda length: None  # type: ignore[method-assign, return-value]
    stage.packet(0, 1, 1, key=False)
    assert stage.counters["drop_protect"] == 1
    assert not stage.viewer.sent


def test_no_report_before_the_first_packet() -> None:
    stage = Stage(MediaKind.AUDIO)
    stage.play(0)
    stage.downlink.send_report(1 << 40, 960)
    assert not stage.viewer.rtcp
    stage.packet(0, 1, 1, key=False)
    stage.downlink.send_report(1 << 40, 960)
    assert len(stage.viewer.rtcp) == 1
