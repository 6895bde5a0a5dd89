"""The island server's end of one media process: its start, its messages, its end."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress

from island_server.errors import MediaRefused, MediaUnavailable
from island_server.media import control
from island_server.media.media_settings import MediaSettings

_END_S = 2.0
"""How long a process may take to end by itself before it is killed."""


class WorkerLink:
    """A running media process. Calls wait for their reply; messages are handled in order."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        buffer_max_bytes: int,
    ) -> None:
        self.port = 0
        self._process = process
        self._reader = reader
        self._writer = writer
        self._buffer_max_bytes = buffer_max_bytes
        self._replies: dict[int, asyncio.Future[control.Reply]] = {}
        self._calls = 0

    @classmethod
    async def start(cls, settings: MediaSettings) -> WorkerLink:
        """Start a media process and wait until it listens. Raises `MediaUnavailable`."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "island_server.media.worker",
                str(theirs.fileno()),
                pass_fds=[theirs.fileno()],
                stdin=asyncio.subprocess.DEVNULL,
            )
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        link = cls(process, reader, writer, settings.control_buffer_bytes)
        try:
            link.send(control.Start(settings))
            async with asyncio.timeout(settings.worker_start_s):
                first = await control.read_from_worker(reader)
        except TimeoutError:
            first = None
        except BaseException:
            await link.end()
            raise
        if isinstance(first, control.Ready):
            link.port = first.port
            return link
        await link.end()
        if isinstance(first, control.Failed):
            raise MediaUnavailable(first.message)
        raise MediaUnavailable("media: the media process did not start; its error is shown above")

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def send(self, message: control.ToWorker) -> None:
        """Send without waiting. A process that leaves too much unread is killed."""
        self._writer.write(control.encode(message))
        if self._writer.transport.get_write_buffer_size() > self._buffer_max_bytes:
            self.kill()

    def next_call(self) -> int:
        """A number for a message that is answered."""
        self._calls += 1
        return self._calls

    async def call(
        self, message: control.Open | control.Answer | control.Restart | control.Count
    ) -> control.Reply:
        """Send and wait for the reply. Raises `MediaRefused` or (it died) `MediaUnavailable`."""
        reply: asyncio.Future[control.Reply] = asyncio.get_running_loop().create_future()
        self._replies[message.call] = reply
        self.send(message)
        try:
            answered = await reply
        finally:
            del self._replies[message.call]
        if isinstance(answered, control.Refused):
            raise MediaRefused(answered.reason, answered.detail)
        return answered

    async def next_event(
        self,
    ) -> control.Up | control.Down | control.Levels | control.Logged | None:
        """The next event; None when the process is gone. Replies reach their calls meanwhile."""
        while True:
            message = await control.read_from_worker(self._reader)
            match message:
                case control.Up() | control.Down() | control.Levels() | control.Logged():
                    return message
                case control.Done() | control.Offered() | control.Counted() | control.Refused():
                    reply = self._replies.get(message.call)
                    if reply is not None and not reply.done():
                        reply.set_result(message)
                case _:
                    return None

    async def end(self) -> None:
        """Close the control socket, which ends the process, or kill it; fail open calls."""
        for reply in self._replies.values():
            if not reply.done():
                reply.set_exception(MediaUnavailable("media: the media process died"))
        self._writer.close()
        try:
            async with asyncio.timeout(_END_S):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    def kill(self) -> None:
        """End the process at once."""
        with suppress(ProcessLookupError):
            self._process.kill()
