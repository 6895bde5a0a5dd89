from __future__ import annotations

import asyncio

import pytest

from island_server.media import MediaSettings, control
from island_server.media.sfu.sfu import Sfu
from island_server.media.worker import Worker

SETTINGS = MediaSettings(hosts=("127.0.0.1",), port=0)


async def test_a_bug_in_the_clockwork_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Sfu, _now_s: float) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Sfu, "_tick", fail)
    reader = asyncio.StreamReader()
    reader.feed_data(control.encode(control.Start(SETTINGS)))
    sent: list[control.ToServer] = []
    with pytest.raises(ZeroDivisionError):
        await Worker(reader, sent.append).run()
    assert isinstance(sent[0], control.Ready)


@pytest.mark.parametrize("first", [b"", control.encode(control.Stop())])
async def test_without_a_start_nothing_is_done(first: bytes) -> None:
    reader = asyncio.StreamReader()
    reader.feed_data(first)
    reader.feed_eof()
    sent: list[control.ToServer] = []
    await Worker(reader, sent.append).run()
    assert not sent
