from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from tests.core import profiles as _profiles  # noqa: F401 - loads one
from tests.realtime.served_island import ServedIsland, Setup, serving

Serve = Callable[[Setup], Awaitable[ServedIsland]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serves islands that are set up otherwise."""
    async with AsyncExitStack() as stack:
        yield lambda setup: stack.enter_async_context(serving(setup))


@pytest.fixture
async def island(serve: Serve) -> ServedIsland:
    """An island with one start tile."""
    return await serve(Setup())


@pytest.fixture(autouse=True)
def _no_faults(caplog: pytest.LogCaptureFixture) -> object:
    """Nothing that a client does is an error of the server."""
    yield
    faults = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.ERROR or record.exc_info
    ]
    assert not faults, [record.getMessage() for record in faults]
