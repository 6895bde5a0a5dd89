"""The slot SFU: opens peers, wires slots, keeps time. Everything here happens on one event loop."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Coroutine, Mapping
from typing import Any

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaRefused
from island_server.media.media_settings import MediaSettings
from island_server.media.sfu.counters import Counters
from island_server.media.sfu.dtls_adapter import DtlsCertificate, SrtpScratch
from island_server.media.sfu.ice_lite import IceCredentials
from island_server.media.sfu.level_meter import LevelMeter
from island_server.media.sfu.local_addresses import announceable, local_addresses
from island_server.media.sfu.mux import Mux
from island_server.media.sfu.peer import Peer, PeerContext
from island_server.media.sfu.rtp_profile import MediaKind
from island_server.media.sfu.sdp_answer import parse_answer
from island_server.media.sfu.sdp_offer import OfferFacts, build_offer, media_ids
from island_server.media.sfu.wiring import Wiring
from island_server.ports import MediaListener, MediaOffer

logger = logging.getLogger("island_server.media")


class Sfu:
    """See `ports.MediaService`, whose calls these are; all but `start` and `stop` are synchronous.

    After `close(avatar)`, and after any `on_media_down` but `"away"`, the peer is forgotten and the
    listener hears no more of it.
    """

    def __init__(self, settings: MediaSettings) -> None:
        self._settings = settings
        self.counters = Counters()
        self.mux = Mux(settings, self.counters)
        self._context = PeerContext(settings, self.counters, DtlsCertificate(), SrtpScratch())
        self._peers: dict[AvatarId, Peer] = {}
        self._wiring = Wiring()
        self._levels = LevelMeter(settings.level_step)
        self._levels_at_s = 0.0
        self._listener: MediaListener | None = None
        self._addresses: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._handshakes: dict[Peer, asyncio.Task[None]] = {}
        self._plis = self._nacks = 0

    @property
    def port(self) -> int:
        """The UDP and TCP port in use; 0 before `start`."""
        return self.mux.port

    async def start(self, listener: MediaListener) -> None:
        """Bind the port and begin to keep time. Raises `MediaUnavailable`."""
        self._listener = listener
        await self.mux.start()
        self._addresses = list(self._settings.announced_addresses) or announceable(
            self._settings.hosts, local_addresses()
        )

    async def keep_time(self) -> None:
        """Run the timers until cancelled; a fault here is a bug and ends the process."""
        while True:
            await asyncio.sleep(self._settings.tick_ms / 1000)
            self._tick(time.monotonic())

    async def stop(self) -> None:
        """Close every peer, let the goodbyes leave, close the port."""
        for avatar in list(self._peers):
            self.close(avatar)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1.0)
        self.mux.stop()

    def open(self, avatar: AvatarId) -> MediaOffer:
        """Make a peer. Raises `MediaRefused("media_full")`."""
        self.close(avatar)
        if len(self._peers) >= self._settings.peers_max:
            raise MediaRefused("media_full", "the media service takes no more peers")
        peer = Peer(avatar, self._context, time.monotonic())
        self._peers[avatar] = peer
        self.mux.add(peer)
        for kind, source in peer.sources.items():
            self._wiring.add_source((avatar, kind), source)
        return self._offer(peer)

    def _offer(self, peer: Peer) -> MediaOffer:
        facts = OfferFacts(
            session_id=peer.session_id,
            generation=peer.generation,
            ufrag=peer.credentials.ufrag,
            password=peer.credentials.password,
            fingerprint=self._context.certificate.fingerprint,
            addresses=self._addresses,
            port=self.port,
            slots=peer.slots,
            video_kbps=self._settings.video_kbps,
        )
        return MediaOffer(peer.generation, build_offer(facts))

    def answer(self, avatar: AvatarId, generation: int, sdp: str) -> None:
        """Take an answer; the handshake goes on by itself. Raises `MediaRefused`."""
        peer = self._peer(avatar)
        if generation != peer.generation:
            raise MediaRefused("stale_answer", f"offer {peer.generation} is the latest")
        answer = parse_answer(sdp, media_ids(peer.slots))
        if peer.fingerprint is None:
            peer.fingerprint = answer.fingerprint
            peer.begin_uplinks(answer.uplink_ssrcs)
            peer.deadline_s = time.monotonic() + self._settings.connect_timeout_s
            self._handshakes[peer] = self._spawn(self._connect(peer, answer.fingerprint))
        elif not secrets.compare_digest(peer.fingerprint, answer.fingerprint):
            raise MediaRefused("bad_answer", "the certificate changed")

    async def _connect(self, peer: Peer, fingerprint: str) -> None:
        is_connected = await peer.link.connect(fingerprint, lambda: self._fail(peer, "closed"))
        if not self._is_current(peer):
            return
        if is_connected:
            peer.hear_check(time.monotonic())
            self.counters["handshakes"] += 1
            self._tell().on_media_up(peer.avatar)
        else:
            self._fail(peer, "dtls")

    def set_slots(self, avatar: AvatarId, changes: Mapping[int, SlotSource | None]) -> None:
        """Change slots; unknown peers and slot numbers are ignored (and counted)."""
        peer = self._peers.get(avatar)
        if peer is None:
            self.counters["set_slots_unknown"] += 1
            return
        now_s = time.monotonic()
        for index, wish in changes.items():
            for kind, downlinks in peer.downlinks.items():
                if not 0 <= index < len(downlinks):
                    continue
                is_wanted = wish is not None and (
                    wish.audio if kind is MediaKind.AUDIO else wish.video
                )
                key = (wish.avatar, kind) if wish is not None and is_wanted else None
                self._wiring.connect(downlinks[index], key, now_s)
        peer.apply_budget()

    def restart(self, avatar: AvatarId) -> MediaOffer:
        """Offer new ICE credentials; the old hold until the new are used. Raises `MediaRefused`."""
        peer = self._peer(avatar)
        if peer.former_credentials is None:
            peer.former_credentials = peer.credentials
        else:
            self.mux.forget_credentials(peer.credentials)
        peer.credentials = IceCredentials()
        peer.generation += 1
        self.mux.add(peer)
        return self._offer(peer)

    def close(self, avatar: AvatarId) -> None:
        """Forget a peer."""
        peer = self._peers.pop(avatar, None)
        if peer is None:
            return
        now_s = time.monotonic()
        for kind, source in peer.sources.items():
            self._wiring.remove_source((avatar, kind))
            self._plis += source.plis
            self._nacks += source.nacks
        for downlinks in peer.downlinks.values():
            for downlink in downlinks:
                self._wiring.connect(downlink, None, now_s)
        self._levels.forget(avatar)
        self._spawn(self._end(peer))

    async def _end(self, peer: Peer) -> None:
        handshake = self._handshakes.pop(peer, None)
        if handshake is not None:
            handshake.cancel()
        await peer.link.close()
        self.mux.remove(peer)

    def stats(self) -> dict[str, float]:
        """Counters since the start, and gauges, by name."""
        sources = [source for peer in self._peers.values() for source in peer.sources.values()]
        return {
            **self.counters,
            **self.mux.gauges(),
            "peers": len(self._peers),
            "peers_connected": sum(peer.is_connected for peer in self._peers.values()),
            "plis": self._plis + sum(source.plis for source in sources),
            "nacks": self._nacks + sum(source.nacks for source in sources),
            "cpu_seconds": time.process_time(),
        }

    def _peer(self, avatar: AvatarId) -> Peer:
        peer = self._peers.get(avatar)
        if peer is None:
            raise MediaRefused("media_unknown", "there is no such peer")
        return peer

    def _is_current(self, peer: Peer) -> bool:
        return self._peers.get(peer.avatar) is peer

    def _tell(self) -> MediaListener:
        if self._listener is None:
            raise RuntimeError("the SFU was not started")
        return self._listener

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _fail(self, peer: Peer, reason: str) -> None:
        if self._is_current(peer):
            self.close(peer.avatar)
            self.counters[f"down_{reason}"] += 1
            self._tell().on_media_down(peer.avatar, reason)

    def _tick(self, now_s: float) -> None:
        for peer in list(self._peers.values()):
            if peer.is_connected:
                peer.tick(now_s)
                self._watch_consent(peer, now_s)
            elif now_s > peer.deadline_s:
                self._fail(peer, "timeout")
        self.mux.drop_idle_connections(now_s)
        if now_s - self._levels_at_s >= self._settings.level_interval_ms / 1000:
            self._levels_at_s = now_s
            self._tell_levels()

    def _watch_consent(self, peer: Peer, now_s: float) -> None:
        if now_s - peer.consented_at_s > self._settings.consent_lost_s:
            self._fail(peer, "timeout")
            return
        is_away = now_s - peer.heard_at_s > self._settings.consent_away_s
        if is_away and not peer.is_away:
            self._tell().on_media_down(peer.avatar, "away")
        elif peer.is_away and not is_away:
            self._tell().on_media_up(peer.avatar)
        peer.is_away = is_away

    def _tell_levels(self) -> None:
        loudest = [
            (avatar, peer.sources[MediaKind.AUDIO].take_loudest())
            for avatar, peer in self._peers.items()
            if peer.is_connected
        ]
        changes = self._levels.changes(loudest)
        if changes:
            self._tell().on_levels(changes)
