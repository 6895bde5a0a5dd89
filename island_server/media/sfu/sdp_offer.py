"""The one offer that a browser ever gets (RFC 8829, RFC 9143 BUNDLE, RFC 8839 ICE). Pure.

Two uplinks (`a`, `v`) and then the slots. SSRCs are in the offer (RFC 5576), so packets are told
apart without a mid header extension; a forwarded uplink mid would misroute them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from island_server.media.sfu.rtp_profile import (
    ABS_SEND_TIME_ID,
    AUDIO_LEVEL_ID,
    OPUS_PAYLOAD_TYPE,
    VP8_PAYLOAD_TYPE,
    MediaKind,
)
from island_server.media.sfu.slot import Slot

_LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
_SEND_TIME_URI = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
_UDP_TYPE_PREFERENCE = 126
_TCP_TYPE_PREFERENCE = 90

_CODEC_LINES = {
    MediaKind.AUDIO: (
        f"a=rtpmap:{OPUS_PAYLOAD_TYPE} opus/48000/2",
        f"a=rtcp-fb:{OPUS_PAYLOAD_TYPE} nack",
        f"a=fmtp:{OPUS_PAYLOAD_TYPE} minptime=10;useinbandfec=1;usedtx=1",
        f"a=extmap:{AUDIO_LEVEL_ID} {_LEVEL_URI}",
    ),
    MediaKind.VIDEO: (
        f"a=rtpmap:{VP8_PAYLOAD_TYPE} VP8/90000",
        f"a=rtcp-fb:{VP8_PAYLOAD_TYPE} nack",
        f"a=rtcp-fb:{VP8_PAYLOAD_TYPE} nack pli",
        f"a=rtcp-fb:{VP8_PAYLOAD_TYPE} goog-remb",
        f"a=extmap:{ABS_SEND_TIME_ID} {_SEND_TIME_URI}",
    ),
}
_MEDIA_LINES = {
    MediaKind.AUDIO: f"m=audio 9 UDP/TLS/RTP/SAVPF {OPUS_PAYLOAD_TYPE}",
    MediaKind.VIDEO: f"m=video 9 UDP/TLS/RTP/SAVPF {VP8_PAYLOAD_TYPE}",
}


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What an offer is made of; `slots` are in the order of their m-lines."""

    session_id: int
    generation: int
    ufrag: str
    password: str
    fingerprint: str
    addresses: Sequence[str]
    port: int
    slots: Sequence[Slot]
    video_kbps: int


def media_ids(slots: Sequence[Slot]) -> list[str]:
    """The mids of an offer, in order."""
    return [kind.value for kind in MediaKind] + [slot.mid for slot in slots]


def build_offer(facts: OfferFacts) -> str:
    """Write the offer; lines end with CRLF."""
    lines = [
        "v=0",
        f"o=- {facts.session_id} {facts.generation} IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        f"a=group:BUNDLE {' '.join(media_ids(facts.slots))}",
        "a=msid-semantic: WMS *",
    ]
    lines += _media(facts, MediaKind.AUDIO, "a", "recvonly")
    lines += _candidates(facts.addresses, facts.port)
    lines += _media(facts, MediaKind.VIDEO, "v", "recvonly")
    for slot in facts.slots:
        lines += _media(facts, slot.kind, slot.mid, "sendonly")
        lines += [f"a=msid:{slot.cname} {slot.mid}", f"a=ssrc:{slot.ssrc} cname:{slot.cname}"]
    return "\r\n".join(lines) + "\r\n"


def _media(facts: OfferFacts, kind: MediaKind, mid: str, direction: str) -> list[str]:
    is_camera = kind is MediaKind.VIDEO and direction == "recvonly"
    return [
        _MEDIA_LINES[kind],
        "c=IN IP4 0.0.0.0",
        *([f"b=AS:{facts.video_kbps}"] if is_camera else []),
        f"a=ice-ufrag:{facts.ufrag}",
        f"a=ice-pwd:{facts.password}",
        f"a=fingerprint:sha-256 {facts.fingerprint}",
        "a=setup:actpass",
        "a=rtcp-mux",
        "a=rtcp-rsize",
        f"a=mid:{mid}",
        f"a={direction}",
        *_CODEC_LINES[kind],
    ]


def _candidates(addresses: Sequence[str], port: int) -> list[str]:
    """Host candidates (RFC 8839), UDP before passive TCP (RFC 6544), in order of preference."""
    lines = []
    for position, address in enumerate(addresses):
        udp = _priority(_UDP_TYPE_PREFERENCE, 65_535 - position)
        tcp = _priority(_TCP_TYPE_PREFERENCE, 65_535 - position)
        foundation = 2 * position + 1
        lines.append(f"a=candidate:{foundation} 1 udp {udp} {address} {port} typ host")
        lines.append(
            f"a=candidate:{foundation + 1} 1 tcp {tcp} {address} {port} typ host tcptype passive"
        )
    return [*lines, "a=end-of-candidates"]


def _priority(type_preference: int, local_preference: int) -> int:
    """Of a candidate for component 1 (RFC 8445 section 5.1.2.1)."""
    return (type_preference << 24) + (local_preference << 8) + 255
