"""Hosts and organisers hear that the attendance log has trouble; others need not."""

from __future__ import annotations

from tests.realtime.conftest import Serve
from tests.realtime.served_island import Setup


async def test_hosts_hear_of_trouble_with_the_log_and_of_its_end(serve: Serve) -> None:
    island = await serve(Setup())
    host = await island.enter("Anna", token="host")
    guest = await island.enter("Bo", token="attendee")
    island.islands.set_log_problem(problem=True)
    assert await host.get("log_problem") == {"problem": True}
    later = await island.enter("Cas", token="organiser")
    assert await later.get("log_problem") == {"problem": True}
    island.islands.set_log_problem(problem=False)
    assert await host.get("log_problem", lambda told: not told["problem"]) == {"problem": False}
    assert await later.get("log_problem", lambda told: not told["problem"]) == {"problem": False}
    assert "log_problem" not in guest.order
    calm = await island.enter("Dee", token="host")
    assert "log_problem" not in calm.order
