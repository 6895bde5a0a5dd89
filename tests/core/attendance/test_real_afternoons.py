"""The figures of what the world does are those of its own state, asked after every event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given

from island_server.core import events as ev
from island_server.core.attendance.insight import insight
from island_server.core.logged import Logged
from island_server.core.rules import Rules
from island_server.core.state import ConversationState, IslandState
from tests.core.afternoons import Afternoon, afternoons, happen

WALL_MS = 1_700_000_000_000


def moments(events: list[ev.Event], rules: Rules, state: IslandState) -> Iterator[int]:
    """Brings the state to after each event; gives how long it then stays so."""
    for event, following in pairwise(events):
        state.apply(event)
        yield following.t_ms - event.t_ms


def speakers_of(state: IslandState, talk: ConversationState) -> set[str]:
    return {
        state.avatars[avatar].person
        for avatar, part in talk.members.items()
        if part is ev.Part.SPEAKER
    }


@given(afternoons())
def test_zones_and_encounters_are_those_of_the_world(afternoon: Afternoon) -> None:
    events = [event for batch in happen(afternoon.world(), afternoon.wishes) for event in batch]
    log = [Logged(i, 1, "isle", WALL_MS + event.t_ms, event) for i, event in enumerate(events)]
    state = IslandState(afternoon.rules, afternoon.island.open_doors())
    zones, met, present = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for time_ms in moments(events, afternoon.rules, state):
        people = {avatar.person for avatar in state.avatars.values()}
        here = {(zone, it.person) for it in state.avatars.values() for zone in it.zones}
        pairs = {
            pair
            for talk in state.conversations.values()
            for pair in combinations(sorted(speakers_of(state, talk)), 2)
        }
        for counter, found in ((present, people), (met, pairs)):
            counter.update(dict.fromkeys(found, time_ms))
        for zone, _ in here:
            zones[zone] += time_ms
    seen = insight(log)
    assert Counter({use.zone[1]: use.person_ms for use in seen.zones}) == zones
    told = {(edge.one, edge.other): edge.together_ms for edge in seen.encounters.edges}
    assert Counter(told) == met
    islands = {it.presence.person: it.presence.islands_ms["isle"] for it in seen.people}
    assert Counter(islands) == present
    assert seen.unplaced == 0
