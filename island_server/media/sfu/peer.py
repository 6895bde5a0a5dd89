"""One browser: its path, its encrypted link, two uplinks and its slots."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from island_server.core.ids import AvatarId
from island_server.media.media_settings import MediaSettings
from island_server.media.sfu.counters import Counters
from island_server.media.sfu.downlink import Downlink
from island_server.media.sfu.dtls_adapter import DtlsCertificate, DtlsLink, SrtpScratch
from island_server.media.sfu.ice_lite import IceCredentials
from island_server.media.sfu.paths import Path
from island_server.media.sfu.rate_limit import TokenBucket
from island_server.media.sfu.rtcp import (
    BandwidthEstimate,
    Feedback,
    KeyframeWish,
    ResendWish,
    SenderClock,
    SenderReport,
    ntp_of,
    pack_receiver_report,
    parse_rtcp,
)
from island_server.media.sfu.rtp_header import parse_rtp_header
from island_server.media.sfu.rtp_profile import PAYLOAD_TYPES, MediaKind
from island_server.media.sfu.slot import FIRST_SEQUENCE_END, Place, Slot
from island_server.media.sfu.source import Source
from island_server.media.sfu.video_budget import VideoBudget


@dataclass(frozen=True, slots=True)
class PeerContext:
    """What all peers of an SFU share."""

    settings: MediaSettings
    counters: Counters
    certificate: DtlsCertificate
    scratch: SrtpScratch


class Peer:
    """Takes demultiplexed datagrams and feeds sources and slots; hostile ones are counted."""

    def __init__(self, avatar: AvatarId, context: PeerContext, now_s: float) -> None:
        settings = context.settings
        self.avatar = avatar
        self.generation = 1
        self.session_id = secrets.randbits(62)
        self.credentials = IceCredentials()
        self.former_credentials: IceCredentials | None = None
        self.path: Path | None = None
        self.link = DtlsLink(
            context.certificate, context.scratch, self._send_dtls, settings.dtls_queue_max
        )
        self.fingerprint: str | None = None
        self.is_away = False
        self.deadline_s = now_s + settings.connect_timeout_s
        self.heard_at_s = self.consented_at_s = now_s
        self._settings = settings
        self._counters = context.counters
        self._rtcp_ssrc = secrets.randbelow(0xFFFFFFFE) + 1
        self.sources = {
            kind: Source(kind, settings, self._rtcp_ssrc, self.send_rtcp) for kind in MediaKind
        }
        self._by_payload_type = {PAYLOAD_TYPES[kind]: s for kind, s in self.sources.items()}
        self.downlinks = {
            kind: [
                Downlink(slot, self, context.scratch, context.counters)
                for slot in _new_slots(kind, settings)
            ]
            for kind in MediaKind
        }
        self._by_ssrc = {d.slot.ssrc: d for line in self.downlinks.values() for d in line}
        self._remote_ssrcs: set[int] = set()
        self._resends = TokenBucket(settings.resends_per_second, settings.resends_per_second, now_s)
        self._clock = SenderClock()
        self._budget = VideoBudget()
        self._video_octets = 0
        self._video_bps = 0.0
        self._reported_at_s = now_s + secrets.randbelow(1000) / 1000

    @property
    def slots(self) -> Sequence[Slot]:
        """Every slot, in the order of the offer's m-lines."""
        return [downlink.slot for line in self.downlinks.values() for downlink in line]

    @property
    def is_connected(self) -> bool:
        """Whether packets can be decrypted and encrypted."""
        return self.link.is_ready

    def begin_uplinks(self, ssrcs: Mapping[str, int]) -> None:
        """Expect the SSRCs that the answer names, by mid."""
        for kind, source in self.sources.items():
            if kind.value in ssrcs:
                source.begin(ssrcs[kind.value])

    def hear_check(self, now_s: float) -> None:
        """An authentic STUN check arrived: consent to send (RFC 7675)."""
        self.heard_at_s = self.consented_at_s = now_s

    def receive_dtls(self, datagram: bytes) -> None:
        """Take a DTLS record from one of the peer's addresses."""
        if not self.link.receive(datagram):
            self._counters.drop("dtls_queue")

    def _send_dtls(self, datagram: bytes) -> None:
        if self.path is not None:
            self.path.send(datagram)

    def receive_srtp(self, datagram: bytes, now_s: float) -> None:
        """Take a datagram whose first byte says RTP or RTCP, from one of the peer's addresses."""
        if not self.link.is_ready or len(datagram) < 12:
            self._counters.drop("not_ready")
        elif 192 <= datagram[1] <= 223:  # RFC 5761 section 4
            self._receive_rtcp(datagram, now_s)
        else:
            self._receive_rtp(datagram, now_s)

    def _receive_rtp(self, datagram: bytes, now_s: float) -> None:
        header = parse_rtp_header(datagram)
        source = None if header is None else self._by_payload_type.get(header.payload_type)
        if header is None or source is None:
            self._counters.drop("rtp_header")
            return
        if not self._has_room_for(header.ssrc):
            self._counters.drop("ssrcs")
            return
        packet = self.link.unprotect(datagram)
        if packet is None:
            self._counters.drop("srtp")
            return
        self._remote_ssrcs.add(header.ssrc)
        self.heard_at_s = now_s
        if header.payload_at > len(packet) or not source.take(packet, header, now_s):
            self._counters.drop("duplicate")

    def _has_room_for(self, ssrc: int) -> bool:
        """Bound the SSRCs before libsrtp sees a new one: it keeps state for each for good."""
        known = self._remote_ssrcs
        return ssrc in known or len(known) < self._settings.ssrcs_per_peer_max

    def _receive_rtcp(self, datagram: bytes, now_s: float) -> None:
        ssrc = int.from_bytes(datagram[4:8], "big")
        if not self._has_room_for(ssrc):
            self._counters.drop("ssrcs")
            return
        compound = self.link.unprotect_rtcp(datagram)
        if compound is None:
            self._counters.drop("srtcp")
            return
        self._remote_ssrcs.add(ssrc)
        self.heard_at_s = now_s
        for feedback in parse_rtcp(compound):
            self._heed(feedback, now_s)

    def _heed(self, feedback: Feedback, now_s: float) -> None:
        match feedback:
            case SenderReport():
                self._pass_on_report(feedback, now_s)
            case KeyframeWish(media_ssrc=ssrc):
                downlink = self._by_ssrc.get(ssrc)
                if downlink is not None and downlink.source is not None:
                    downlink.source.want_keyframe(now_s)
            case ResendWish(media_ssrc=ssrc, sequences=sequences):
                downlink = self._by_ssrc.get(ssrc)
                if downlink is not None:
                    for sequence in sequences:
                        if self._resends.take(now_s):
                            downlink.resend(sequence, now_s)
            case BandwidthEstimate(bits_per_second=estimate):
                playing = sum(not d.slot.is_suspended for d in self._playing_video())
                budget = self._budget.heard(estimate, self._video_bps, playing, now_s)
                if budget.suspended != self._budget.suspended:
                    self._counters["video_suspensions"] += 1
                self._keep_budget(budget)

    def _pass_on_report(self, report: SenderReport, now_s: float) -> None:
        for source in self.sources.values():
            if source.ssrc == report.ssrc:
                source.take_report(report, now_s)
                ntp = self._clock.translate(report.ntp, ntp_of(time.time()))
                for listener in source.listeners:
                    listener.send_report(ntp, report.rtp_timestamp)

    def send_rtcp(self, packet: bytes) -> None:
        """Encrypt and send plain RTCP; dropped while the peer cannot be reached."""
        if self.path is not None and self.link.is_ready:
            self.path.send(self.link.protect_rtcp(packet))

    def _playing_video(self) -> list[Downlink]:
        return [d for d in self.downlinks[MediaKind.VIDEO] if d.source_key is not None]

    def _keep_budget(self, budget: VideoBudget) -> None:
        is_change = budget.suspended != self._budget.suspended
        self._budget = budget
        if is_change:
            self.apply_budget()

    def apply_budget(self) -> None:
        """Hold back the last of the playing pictures; call after slots changed."""
        playing = self._playing_video()
        allowed = max(0, len(playing) - self._budget.suspended)
        for position, downlink in enumerate(playing):
            downlink.slot.is_suspended = position >= allowed

    def tick(self, now_s: float) -> None:
        """Retry, report and reconsider; call every `tick_ms`."""
        for source in self.sources.values():
            source.retry(now_s)
        elapsed_s = now_s - self._reported_at_s
        if elapsed_s < self._settings.report_interval_s:
            return
        self._reported_at_s = now_s
        octets = sum(d.slot.octets for d in self.downlinks[MediaKind.VIDEO])
        rate_bps = (octets - self._video_octets) * 8 / elapsed_s
        self._video_bps += (rate_bps - self._video_bps) / 2
        self._video_octets = octets
        self._keep_budget(self._budget.passed(now_s))
        blocks = [source.report_block(now_s) for source in self.sources.values()]
        present = [block for block in blocks if block is not None]
        if present:
            self.send_rtcp(pack_receiver_report(self._rtcp_ssrc, present))


def _new_slots(kind: MediaKind, settings: MediaSettings) -> list[Slot]:
    is_audio = kind is MediaKind.AUDIO
    count = settings.audio_slots if is_audio else settings.video_slots
    history = settings.audio_history if is_audio else settings.video_history
    return [
        Slot(
            kind,
            index,
            secrets.randbelow(0xFFFFFFFE) + 1,
            Place(secrets.randbelow(FIRST_SEQUENCE_END), secrets.randbits(32), False),
            history,
        )
        for index in range(count)
    ]
