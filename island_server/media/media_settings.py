"""Every limit and address of the media service, named, with its unit."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSettings:
    """How the SFU listens, what it announces and what it allows.

    Suffixes give the unit: `_s` seconds, `_ms` milliseconds, `_bytes`, `_kbps`. Addresses are IP
    addresses in text; a wrong one raises `ValueError`. Every field can travel over the control
    channel as it is.
    """

    hosts: tuple[str, ...] = ("0.0.0.0",)  # noqa: S104 - the point of an SFU is to be reached
    """Addresses to bind, one UDP and one TCP socket each; `::` means IPv6 only."""
    port: int = 7882
    """UDP port, and the TCP port of the same number (RFC 6544); 0 lets the system choose."""
    announced_addresses: tuple[str, ...] = ()
    """Addresses told to browsers, best first (the public one); empty: those of this machine."""

    audio_slots: int = 8
    """Voices that one browser can hear at once."""
    video_slots: int = 6
    """Pictures that one browser can see at once; not more than `audio_slots`."""
    peers_max: int = 400
    """Browsers connected at once; more are refused with `media_full`."""
    video_kbps: int = 150
    """Upper bound for one camera, told to the browser as `b=AS` (RFC 8866)."""

    datagram_max_bytes: int = 1500
    """Longer datagrams and TCP frames are dropped unread."""
    datagrams_per_turn: int = 64
    """Datagrams read before timers and control get their turn."""
    socket_buffer_bytes: int = 4 * 1024 * 1024
    """Kernel buffer asked for, in and out; the system may give less."""
    stun_per_second: int = 200
    """STUN requests per second taken from one source address, whether valid or not."""
    stun_burst: int = 400
    """STUN requests taken from one source address at once."""
    stun_sources_max: int = 4096
    """Source addresses whose STUN rate is remembered; the longest silent is forgotten."""
    addresses_per_peer_max: int = 16
    """Remote addresses remembered of one browser; the oldest is forgotten."""
    ssrcs_per_peer_max: int = 24
    """Distinct SSRCs one browser may use; each costs memory in libsrtp."""
    dtls_queue_max: int = 64
    """DTLS records waiting for the handshake of one browser; more are dropped."""
    tcp_connections_max: int = 800
    """ICE-TCP connections at once."""
    tcp_pending_per_source_max: int = 40
    """ICE-TCP connections of one source address that have not yet shown a valid STUN check."""
    tcp_idle_s: float = 10.0
    """A TCP connection that shows no valid STUN check within this time is closed."""
    tcp_write_buffer_bytes: int = 200_000
    """Media is dropped, not queued, while a TCP connection has more than this to send."""

    connect_timeout_s: float = 30.0
    """From an offer (or its answer) to a connected transport."""
    consent_away_s: float = 7.0
    """Nothing authentic heard for this long: down by "away", the peer is kept."""
    consent_lost_s: float = 30.0
    """No STUN check for this long (RFC 7675): down by "timeout", the peer is forgotten."""

    audio_history: int = 128
    """Sent audio packets kept per slot for resending, 20 ms each."""
    video_history: int = 512
    """Sent video packets kept per slot for resending, up to 1.5 kB each."""
    resends_per_second: int = 400
    """Packets resent to one viewer per second."""
    nack_pause_ms: int = 40
    """Least pause before a missing packet is asked for again; longer on long ways."""
    nack_tries: int = 6
    """How often one missing packet is asked for."""
    nack_gap_max: int = 100
    """Longer gaps in a sequence are given up at once."""
    pli_interval_ms: int = 200
    """Least time between two keyframe requests to one camera."""
    pli_retry_ms: int = 500
    """A slot that still waits for a keyframe asks again after this."""

    tick_ms: int = 40
    """Period of timers: retries, reports, levels, timeouts."""
    report_interval_s: float = 1.0
    """Period of RTCP receiver reports to each browser."""
    level_interval_ms: int = 200
    """Least time between two `on_levels` calls."""
    level_step: int = 6
    """Change of loudness worth telling, in dB."""

    worker_start_s: float = 15.0
    """The media process must be ready within this time."""
    worker_retry_s: float = 0.5
    """Pause between attempts to start a media process that died."""
    control_buffer_bytes: int = 8 * 1024 * 1024
    """A media process that leaves this much unread is taken for hung, and replaced."""

    def __post_init__(self) -> None:
        """Refuse what cannot work, with a sentence that names the field."""
        for address in (*self.hosts, *self.announced_addresses):
            try:
                ipaddress.ip_address(address)
            except ValueError:
                message = f"media: {address!r} is not an IP address"
                raise ValueError(message) from None
        if not self.hosts:
            raise ValueError("media: hosts is empty")
        if not 0 <= self.port <= 65535:
            raise ValueError(f"media: port {self.port} is not within 0..65535")
        if not 0 <= self.video_slots <= self.audio_slots <= 64:
            raise ValueError("media: 0 <= video_slots <= audio_slots <= 64 must hold")
