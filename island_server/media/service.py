"""The media service as the island server sees it: a media process that is always there again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaUnavailable
from island_server.media import control
from island_server.media.media_settings import MediaSettings
from island_server.media.worker_link import WorkerLink
from island_server.ports import MediaListener, MediaOffer

logger = logging.getLogger("island_server.media")

_STOP_S = 3.0
"""How long a media process may take to say goodbye before it is killed."""


class BuiltinMedia:
    """A `ports.MediaService`: our own SFU in a process of its own.

    If the process dies, `on_media_lost` is called at once and another is started; calls made
    meanwhile wait for it. Slots are lost with their peers: set them again after `open`.

    `on_media_down` reasons: `away` (nothing heard for a while; the peer is kept, and `on_media_up`
    follows if it comes back by itself; `restart` may bring it back sooner), `timeout`, `dtls`
    (handshake failed), `closed` (the browser said goodbye). After the last three the peer is
    forgotten.
    """

    def __init__(self, settings: MediaSettings) -> None:
        self._settings = settings
        self._listener: MediaListener | None = None
        self._link: WorkerLink | None = None
        self._has_link = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._lives: dict[AvatarId, int] = {}
        self._life = 0
        self._restarts = 0
        self._is_stopping = False

    @property
    def port(self) -> int:
        """The UDP and TCP port in use; 0 while there is no media process."""
        return self._link.port if self._link else 0

    @property
    def worker_pid(self) -> int | None:
        """Process id of the media process, for `doctor` and tests."""
        return self._link.pid if self._link else None

    async def start(self, listener: MediaListener) -> None:
        """Start the media process. Raises `MediaUnavailable` naming the setting to change."""
        self._listener = listener
        self._link = await WorkerLink.start(self._settings)
        self._has_link.set()
        self._keeper = asyncio.create_task(self._keep(), name="media-keeper")
        self._keeper.add_done_callback(_tell_fault)
        logger.info("Media listens on port %d", self._link.port)

    async def stop(self) -> None:
        """End the media process; browsers are told goodbye."""
        self._is_stopping = True
        if self._keeper is None:
            return
        if self._link is not None:
            self._link.send(control.Stop())
            await asyncio.wait([self._keeper], timeout=_STOP_S)
        if self._link is not None:
            self._link.kill()
        await self._keeper

    async def open(self, avatar: AvatarId) -> MediaOffer:
        """See `ports.MediaService`. Raises `MediaRefused("media_full")` or `MediaUnavailable`."""
        link = await self._wait_for_link()
        self._life += 1
        self._lives[avatar] = self._life
        return _offer(await link.call(control.Open(link.next_call(), avatar, self._life)))

    async def answer(self, avatar: AvatarId, generation: int, sdp: str) -> None:
        """See `ports.MediaService`. Reasons: `bad_answer`, `stale_answer`, `media_unknown`."""
        link = await self._wait_for_link()
        await link.call(control.Answer(link.next_call(), avatar, generation, sdp))

    def set_slots(self, avatar: AvatarId, changes: Mapping[int, SlotSource | None]) -> None:
        """See `ports.MediaService`. A slot whose source is not here waits for it."""
        if self._link is not None:
            wishes = {
                index: None if wish is None else (int(wish.avatar), wish.audio, wish.video)
                for index, wish in changes.items()
            }
            self._link.send(control.SetSlots(avatar, wishes))

    async def restart(self, avatar: AvatarId) -> MediaOffer:
        """See `ports.MediaService`. Raises `MediaRefused("media_unknown")` if the peer is gone."""
        link = await self._wait_for_link()
        return _offer(await link.call(control.Restart(link.next_call(), avatar)))

    def close(self, avatar: AvatarId) -> None:
        """See `ports.MediaService`."""
        self._lives.pop(avatar, None)
        if self._link is not None:
            self._link.send(control.Close(avatar))

    async def stats(self) -> Mapping[str, float]:
        """See `ports.MediaService`. Counters begin anew with each media process."""
        counters: dict[str, float] = {"worker_restarts": self._restarts}
        if self._link is not None:
            reply = await self._link.call(control.Count(self._link.next_call()))
            if isinstance(reply, control.Counted):
                counters |= reply.counters
        return counters

    async def _wait_for_link(self) -> WorkerLink:
        try:
            async with asyncio.timeout(self._settings.worker_start_s):
                await self._has_link.wait()
        except TimeoutError:
            raise MediaUnavailable("media: there is no media process at the moment") from None
        if self._link is None:
            raise MediaUnavailable("media: the media service is stopped")
        return self._link

    async def _keep(self) -> None:
        """Deliver events; replace the media process whenever it dies."""
        while self._link is not None or not self._is_stopping:
            if self._link is None:
                await self._replace()
                continue
            await self._deliver(self._link)
            self._has_link.clear()
            lost, self._link = self._link, None
            self._lives.clear()
            if not self._is_stopping:
                logger.error("The media process died; another is started")
                self._tell().on_media_lost()
            await lost.end()
        self._has_link.set()  # nobody needs to wait any longer

    async def _replace(self) -> None:
        try:
            self._link = await WorkerLink.start(self._settings)
        except (MediaUnavailable, OSError) as error:
            logger.error("The media process cannot be started: %s", error)  # noqa: TRY400
            await asyncio.sleep(self._settings.worker_retry_s)
        else:
            self._restarts += 1
            self._has_link.set()
            if self._is_stopping:
                self._link.send(control.Stop())

    async def _deliver(self, link: WorkerLink) -> None:
        while (event := await link.next_event()) is not None:
            listener = self._tell()
            match event:
                case control.Logged(level=level, text=text):
                    logger.log(level, "%s", text)
                case control.Levels(levels=levels):
                    known = {
                        AvatarId(a): v for a, v in levels.items() if AvatarId(a) in self._lives
                    }
                    if known:
                        listener.on_levels(known)
                case control.Up(avatar=avatar, life=life):
                    if self._lives.get(AvatarId(avatar)) == life:
                        listener.on_media_up(AvatarId(avatar))
                case control.Down(avatar=avatar, life=life, reason=reason):
                    if self._lives.get(AvatarId(avatar)) == life:
                        listener.on_media_down(AvatarId(avatar), reason)

    def _tell(self) -> MediaListener:
        if self._listener is None:
            raise RuntimeError("the media service was not started")
        return self._listener


def _tell_fault(keeper: asyncio.Task[None]) -> None:
    if not keeper.cancelled() and keeper.exception() is not None:
        logger.critical("Media events are no longer delivered", exc_info=keeper.exception())


def _offer(reply: control.Reply) -> MediaOffer:
    if not isinstance(reply, control.Offered):
        raise TypeError(f"the media process answered {type(reply).__name__}")
    return MediaOffer(reply.generation, reply.sdp)
