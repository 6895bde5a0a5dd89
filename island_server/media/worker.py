"""The media process: `python -m island_server.media.worker FD`, started by `BuiltinMedia`.

FD is one end of a socket pair; the settings come over it. The process ends when the other end
closes.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, assert_never

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaRefused, MediaUnavailable
from island_server.media import control
from island_server.media.sfu.sfu import Sfu

logger = logging.getLogger("island_server.media")

Send = Callable[[control.ToServer], None]


class _LogToServer(logging.Handler):
    """Sends records to the island server, whose logging renders them."""

    def __init__(self, send: Send) -> None:
        super().__init__(logging.INFO)
        self._send = send

    def emit(self, record: logging.LogRecord) -> None:
        self._send(control.Logged(record.levelno, self.format(record)))


class _ListenerInServer:
    """Sends the SFU's events to the island server. See `ports.MediaListener`."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.lives: dict[AvatarId, int] = {}

    def on_media_up(self, avatar: AvatarId) -> None:
        self._send(control.Up(avatar, self.lives[avatar]))

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        self._send(control.Down(avatar, self.lives[avatar], reason))

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        self._send(control.Levels({int(avatar): level for avatar, level in levels.items()}))

    def on_media_lost(self) -> None:
        raise AssertionError("only the island server can see this process die")


class Worker:
    """Does what the island server calls for, in order, until it stops or goes away."""

    def __init__(self, reader: asyncio.StreamReader, send: Send) -> None:
        self._reader = reader
        self._send = send
        self._listener = _ListenerInServer(send)

    async def run(self) -> None:
        """Serve; returns when it is over."""
        first = await control.read_from_server(self._reader)
        if not isinstance(first, control.Start):
            return
        sfu = Sfu(first.settings)
        try:
            await sfu.start(self._listener)
        except MediaUnavailable as error:
            self._send(control.Failed(str(error)))
            return
        self._send(control.Ready(sfu.port))
        gc.collect()
        gc.freeze()
        clockwork = asyncio.create_task(sfu.keep_time(), name="media-clockwork")
        service = asyncio.create_task(self._serve(sfu), name="media-control")
        done, pending = await asyncio.wait(
            [clockwork, service], return_when=asyncio.FIRST_COMPLETED
        )
        for task in pending:
            task.cancel()
        await sfu.stop()
        for task in done:
            task.result()

    async def _serve(self, sfu: Sfu) -> None:
        while True:
            message = await control.read_from_server(self._reader)
            if message is None or isinstance(message, control.Stop | control.Start):
                return
            self._handle(sfu, message)

    def _handle(self, sfu: Sfu, message: control.ToWorker) -> None:
        match message:
            case control.SetSlots(avatar=avatar, changes=changes):
                sfu.set_slots(AvatarId(avatar), {i: _source(s) for i, s in changes.items()})
            case control.Close(avatar=avatar):
                sfu.close(AvatarId(avatar))
            case control.Open() | control.Answer() | control.Restart() | control.Count():
                try:
                    reply = self._reply(sfu, message)
                except MediaRefused as refusal:
                    reply = control.Refused(message.call, refusal.reason, refusal.detail)
                self._send(reply)
            case control.Start() | control.Stop():
                raise AssertionError("handled by the caller")
            case _:
                assert_never(message)

    def _reply(
        self,
        sfu: Sfu,
        message: control.Open | control.Answer | control.Restart | control.Count,
    ) -> control.Reply:
        match message:
            case control.Open(call=call, avatar=avatar, life=life):
                self._listener.lives[AvatarId(avatar)] = life
                offer = sfu.open(AvatarId(avatar))
                return control.Offered(call, offer.generation, offer.sdp)
            case control.Answer(call=call, avatar=avatar, generation=generation, sdp=sdp):
                sfu.answer(AvatarId(avatar), generation, sdp)
                return control.Done(call)
            case control.Restart(call=call, avatar=avatar):
                offer = sfu.restart(AvatarId(avatar))
                return control.Offered(call, offer.generation, offer.sdp)
            case control.Count(call=call):
                return control.Counted(call, sfu.stats())
            case _:
                assert_never(message)


def _source(wish: tuple[int, bool, bool] | None) -> SlotSource | None:
    return None if wish is None else SlotSource(AvatarId(wish[0]), wish[1], wish[2])


async def _main(control_socket: socket.socket) -> None:
    reader, writer = await asyncio.open_unix_connection(sock=control_socket)

    def send(message: control.ToServer) -> None:
        writer.write(control.encode(message))

    logger.addHandler(_LogToServer(send))
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        await Worker(reader, send).run()
    finally:
        writer.close()


def _run(work: Coroutine[Any, Any, None]) -> None:
    try:
        import uvloop  # noqa: PLC0415 - absent on some systems, and only a matter of speed
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)


if __name__ == "__main__":
    for sent_to_all in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sent_to_all, signal.SIG_IGN)  # the island server says when it is over
    _run(_main(socket.socket(fileno=int(sys.argv[1]))))
