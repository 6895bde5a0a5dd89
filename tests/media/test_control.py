from __future__ import annotations

import asyncio

import msgspec
import pytest

from island_server.media import MediaSettings, control


def reader_of(data: bytes) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return reader


TO_WORKER = [
    control.Start(MediaSettings(port=0, hosts=("127.0.0.1", "::1"))),
    control.Open(1, 2, 3),
    control.Answer(1, 2, 3, "v=0\r\n"),
    control.SetSlots(2, {0: (3, True, False), 1: None}),
    control.Restart(1, 2),
    control.Close(2),
    control.Count(1),
    control.Stop(),
]
TO_SERVER = [
    control.Ready(7882),
    control.Failed("no"),
    control.Done(1),
    control.Offered(1, 2, "v=0\r\n"),
    control.Counted(1, {"peers": 2.0}),
    control.Refused(1, "bad_answer", "why"),
    control.Up(2, 3),
    control.Down(2, 3, "closed"),
    control.Levels({2: 30}),
    control.Logged(20, "text"),
]


async def test_what_is_sent_to_the_worker_is_read_in_order() -> None:
    reader = reader_of(b"".join(map(control.encode, TO_WORKER)))
    assert [await control.read_from_server(reader) for _ in TO_WORKER] == TO_WORKER
    assert await control.read_from_server(reader) is None


async def test_what_is_sent_to_the_server_is_read_in_order() -> None:
    reader = reader_of(b"".join(map(control.encode, TO_SERVER)))
    assert [await control.read_from_worker(reader) for _ in TO_SERVER] == TO_SERVER
    assert await control.read_from_worker(reader) is None


async def test_a_message_cut_off_is_the_end() -> None:
    assert await control.read_from_server(reader_of(control.encode(control.Stop())[:-1])) is None


async def test_nonsense_is_an_error() -> None:
    with pytest.raises(ValueError, match="bytes"):
        await control.read_from_server(reader_of(b"\xff" * 8))
    with pytest.raises(msgspec.DecodeError):
        await control.read_from_server(reader_of(b"\0\0\0\x01\xc1"))
