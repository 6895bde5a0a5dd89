"""People who are willing are put together, walked to a spot, and told when it is over."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from island_server.core.ids import PersonId
from island_server.realtime.desks.gathering import TICK_MS
from tests.realtime.desks.gathered import Gatherings, last, notes
from tests.realtime.served_island import Browser, ServedIsland

PLAN = {"size": 2, "minutes": 5, "where": "free"}
WALK_MS = 30_000


async def guests(island: ServedIsland, count: int, *, willing: bool = True) -> list[Browser]:
    people = [await island.enter(f"Guest {i}") for i in range(count)]
    for guest in people if willing else ():
        assert (await guest.call("willing", {"willing": True}))["ok"]
    return people


async def told(browser: Browser) -> Any:
    return (await last(browser, "rounds"))["rounds"]


def talking(island: ServedIsland) -> set[frozenset[int]]:
    return {frozenset(c.members) for c in island.loop.world.state.conversations.values()}


async def test_pairs_are_walked_together_and_differ_in_the_next_round(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    assert (await host.call("rounds_open", PLAN))["ok"]
    people = await guests(island, 4)
    assert (await told(host))["ready"] == 4
    seen: list[set[frozenset[int]]] = []
    for number in (1, 2, 3):
        answer = await host.call("round_start", {})
        assert (answer["round"], answer["groups"], answer["people"]) == (number, 2, 4)
        assert (answer["repeats"], answer["unplaced"], answer["left_over"]) == (0, 0, 0)
        await island.pass_ms(WALK_MS)
        seen.append(talking(island))
        for guest in people:
            (mate,) = (await told(guest))["group"]["with"]
            assert frozenset((guest.me, mate)) in seen[-1]
        assert (await host.call("round_end", {}))["ok"]
        assert (await told(people[0]))["group"] is None
    assert not seen[0] & seen[1]
    assert not seen[1] & seen[2]
    assert not seen[0] & seen[2]
    assert (await host.call("round_start", {}))["repeats"] == 2
    assert notes(island)[:2] == [
        ("round_started", {"round": 1, "groups": 2, "people": 4}),
        ("round_ended", {"round": 1}),
    ]


async def test_tables_go_first_and_bring_their_question(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", {**PLAN, "size": 3, "where": "anywhere"})
    people = await guests(island, 6)
    await host.call("round_start", {})
    await island.pass_ms(WALK_MS)
    questions = sorted([(await told(guest))["group"]["question"] for guest in people])
    assert questions == [""] * 3 + ["Tea or coffee?"] * 3
    kinds = sorted(c.kind.value for c in island.loop.world.state.conversations.values())
    assert kinds == ["bubble", "meeting"]
    await host.call("rounds_open", {**PLAN, "size": 3, "where": "tables", "question": "Why?"})
    await host.call("round_end", {})
    answer = await host.call("round_start", {})
    assert answer["unplaced"] == 2 or answer["unplaced"] == 1
    assert (await told(people[0]))["group"]["question"] == "Why?"


async def test_busy_and_away_people_and_those_who_are_not_willing_are_left_out(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", PLAN)
    assert await host.reason("round_start", {}) == "nobody_willing"
    anna, bo, cas, dee, _eva = await guests(island, 5)
    await cas.call("status", {"availability": "busy"})
    await island.pass_ms(TICK_MS)
    assert (await told(host))["ready"] == 4
    await dee.call("willing", {"willing": False})
    assert not (await told(dee))["willing"]
    assert (await host.call("round_start", {}))["people"] == 3
    assert (await told(cas))["group"] is None
    assert len((await told(anna))["group"]["with"]) == 2
    assert (await told(bo))["willing"]


async def test_nobody_is_put_with_whom_they_block(gatherings: Gatherings) -> None:
    gatherings.is_blocked = lambda one, other: (
        {one, other}
        == {
            PersonId("person-2"),
            PersonId("person-3"),
        }
    )
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", PLAN)
    people = await guests(island, 2)
    answer = await host.call("round_start", {})
    assert (answer["groups"], answer["left_over"]) == (0, 2)
    assert (await told(people[0]))["group"] == {"with": [], "question": ""}


async def test_the_round_ends_by_itself_unless_it_is_given_more_time(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", {**PLAN, "minutes": 1})
    (guest, _) = await guests(island, 2)
    await host.call("round_start", {})
    assert (await told(guest))["left_ms"] == 60_000
    assert await host.reason("round_start", {}) == "round_running"
    await host.call("round_extend", {"minutes": 2})
    assert (await told(guest))["left_ms"] == 180_000
    await island.pass_ms(120_000)
    assert (await told(guest))["running"]
    before = island.loop.world.tile(guest.me)
    await island.pass_ms(60_000 + TICK_MS)
    assert not (await told(guest))["running"]
    assert island.loop.world.tile(guest.me) == before
    assert await host.reason("round_extend", {"minutes": 2}) == "no_round"


async def test_closing_ends_it_all_but_who_met_is_remembered(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", PLAN)
    (guest, _) = await guests(island, 2)
    await host.call("round_start", {})
    assert (await host.call("rounds_close", {}))["ok"]
    assert await told(guest) is None
    assert await guest.reason("willing", {"willing": True}) == "no_rounds"
    assert await host.reason("round_start", {}) == "no_rounds"
    await host.call("rounds_open", PLAN)
    assert (await told(guest))["willing"]
    assert (await host.call("round_start", {}))["repeats"] == 1


async def test_a_restart_forgets_no_meeting_and_no_choice(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", PLAN)
    people = await guests(island, 4)
    await host.call("round_start", {})
    first = [(g.person, [*(await told(g))["group"]["with"]]) for g in people]
    names = {g.me: g.person for g in people}
    pairs = {frozenset((person, names[mates[0]])) for person, mates in first}
    again = await gatherings.open()
    host = await again.enter("Host", token="host", person=host.person)
    back = [await again.enter(f"Guest {i}", person=g.person) for i, g in enumerate(people)]
    await again.pass_ms(TICK_MS)
    assert (await told(host))["ready"] == 4
    assert not (await told(host))["running"]
    answer = await host.call("round_start", {})
    assert (answer["round"], answer["repeats"]) == (2, 0)
    names = {g.me: g.person for g in back}
    now = {frozenset((g.person, names[(await told(g))["group"]["with"][0]])) for g in back}
    assert not now & pairs


async def test_who_comes_back_with_another_avatar_is_found_by_their_group(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", PLAN)
    anna, bo = await guests(island, 2)
    await host.call("round_start", {})
    await anna.call("leave", {})
    returned = await island.enter("Anna", person=anna.person)
    assert (await told(returned))["group"]["with"] == [bo.me]
    assert (await told(bo))["group"]["with"] == [returned.me]


async def test_groups_stand_so_far_apart_that_nobody_hears_the_next(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("rounds_open", {**PLAN, "size": 3, "where": "free"})
    people = await guests(island, 12)
    await host.call("round_start", {})
    await island.pass_ms(WALK_MS)
    groups = talking(island)
    assert sorted(len(group) for group in groups) == [3, 3, 3, 3]
    for one, other in combinations(groups, 2):
        assert not one & other
    assert host.me not in set().union(*groups)
    assert len(people) == 12


@pytest.mark.parametrize(
    "plan",
    [
        {**PLAN, "size": 1},
        {**PLAN, "size": 5},
        {**PLAN, "minutes": 0},
        {**PLAN, "minutes": 61},
        {**PLAN, "where": "moon"},
        {**PLAN, "zones": ["x"] * 101},
    ],
)
async def test_plans_have_limits(gatherings: Gatherings, plan: dict[str, Any]) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    assert await host.reason("rounds_open", plan) == "bad_message"


async def test_other_mistakes_have_a_reason(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    nowhere = {**PLAN, "where": "zones", "zones": ["nowhere"]}
    assert await host.reason("rounds_open", nowhere) == "unknown_zone"
    assert await host.reason("rounds_open", {**PLAN, "question": "x" * 201}) == "text"
    assert await host.reason("rounds_close", {}) == "no_rounds"
    for event in ("round_start", "round_end", "rounds_close"):
        assert await guest.reason(event, {}) == "forbidden"
    assert await guest.reason("rounds_open", PLAN) == "forbidden"
