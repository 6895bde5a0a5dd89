from __future__ import annotations

from aiortc.sdp import SessionDescription

from island_server.media.sfu.rtp_profile import MediaKind
from island_server.media.sfu.sdp_offer import OfferFacts, build_offer, media_ids
from island_server.media.sfu.slot import Place, Slot

SLOTS = [
    Slot(kind, index, 100 * len(kind.name) + index, Place(0, 0, False), 4)
    for kind in MediaKind
    for index in range(2)
]
FACTS = OfferFacts(5, 3, "frag", "password", "AB:CD", ["192.0.2.1", "::1"], 7882, SLOTS, 150)


def sections() -> dict[str, str]:
    _, *media = build_offer(FACTS).split("m=")
    return {section.partition("a=mid:")[2].splitlines()[0]: section for section in media}


def test_it_parses_and_its_media_lines_are_the_slots() -> None:
    parsed = SessionDescription.parse(build_offer(FACTS))
    assert [media.rtp.muxId for media in parsed.media] == media_ids(SLOTS)
    assert media_ids(SLOTS) == ["a", "v", "a0", "a1", "v0", "v1"]
    directions = [media.direction for media in parsed.media]
    assert directions == ["recvonly"] * 2 + ["sendonly"] * 4
    assert build_offer(FACTS).startswith("v=0\r\no=- 5 3 IN")


def test_every_candidate_is_there_once_and_udp_is_preferred() -> None:
    candidates = [x for x in build_offer(FACTS).splitlines() if x.startswith("a=candidate")]
    assert len(candidates) == 4
    priorities = {tuple(x.split()[2:5:2]): int(x.split()[3]) for x in candidates}
    ranked = sorted(priorities, key=lambda key: -priorities[key])
    assert ranked == [("udp", "192.0.2.1"), ("udp", "::1"), ("tcp", "192.0.2.1"), ("tcp", "::1")]
    assert all("tcptype passive" in x for x in candidates if " tcp " in x)


def test_voice_and_picture_of_a_slot_share_a_sync_group() -> None:
    assert "a=msid:slot1 a1\r\na=ssrc:501 cname:slot1" in sections()["a1"]
    assert "a=msid:slot1 v1\r\na=ssrc:501 cname:slot1" in sections()["v1"]


def test_what_must_and_must_not_be_offered() -> None:
    offer = build_offer(FACTS)
    for absent in ("sdes:mid", "rtx", "transport-cc", "transport-wide"):
        assert absent not in offer
    assert "useinbandfec=1;usedtx=1" in sections()["a0"]
    assert "a=rtcp-fb:111 nack" in sections()["a0"]
    assert "b=AS:150" in sections()["v"]
    assert "b=AS" not in sections()["v0"]
