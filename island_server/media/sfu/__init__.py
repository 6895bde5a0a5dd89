"""The slot SFU: forwards voices and pictures, packet by packet, never decoding them.

    datagram -> Mux -> Peer -> Source -> Downlink(s) -> Slot -> Path -> browser

Mux       one UDP and TCP port; which peer does this address belong to?
Peer      one browser: its ICE credentials, DTLS link, two uplinks, its slots
Source    one uplink: loss, keyframes, loudness, and its listeners
Downlink  a slot of one viewer with the source it plays
Slot      an endless RTP stream whose source changes; pure
Wiring    who plays where; a wish may come before its source
Sfu       opens and closes peers, keeps time

Pure, and safe on hostile bytes: rtp_header, vp8, rtcp, reception, missing_packets, slot,
video_budget, rate_limit, level_meter, tcp_framing, ice_lite, sdp_offer, sdp_answer. Only
dtls_adapter touches private names of aiortc and pylibsrtp. Nothing here may know tiles, names or a
database, or log an address.
"""
