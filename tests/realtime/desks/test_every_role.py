"""Every message, tried as every role: refused as the table of permissions says, and never else."""

from __future__ import annotations

import pytest

from island_server.access.permissions import may
from island_server.core.events import Role
from tests.protocol.examples import VALID
from tests.protocol.order_examples import ORDER_VALID
from tests.realtime.conftest import Serve
from tests.realtime.desks.kept_order import Event

MESSAGES = {**VALID, **ORDER_VALID}


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_may_send_what_the_table_says(serve: Serve, role: Role) -> None:
    island = await Event().serve(serve)
    for event, message in MESSAGES.items():
        someone = await island.enter("Anna", token=role.value, media="full")
        reason = await someone.reason(event, message)
        assert reason != "unknown_event"
        assert (reason == "forbidden") == (not may(role, event)), (event, reason)
        await someone.leave_rudely()
