"""The figures of random logs: against slow counting, and the laws that they must keep."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.attendance.chronicle import Chronicle
from island_server.core.attendance.insight import Insight, insight, insight_of
from island_server.core.attendance.insight_rules import InsightRules
from island_server.core.attendance.pseudonyms import Pseudonyms, pseudonymised
from island_server.core.attendance.spans import MINUTE_MS
from island_server.core.ids import PersonId
from island_server.core.logged import Logged
from tests.core.attendance.random_logs import logs, logs_with_a_loss
from tests.core.attendance.slow_sampling import bridged, count

RULES = InsightRules()
KEY = bytes(range(32))


@given(logs(settled=True))
def test_stays_and_curve_are_what_looking_every_second_gives(log: list[Logged]) -> None:
    counted, seen = count(log), insight(log)
    break_s = RULES.stay_break_ms // 1000
    stays = {person: bridged(seconds, break_s) for person, seconds in counted.present.items()}
    for person in seen.people:
        told = [(it.start_ms // 1000, it.end_ms // 1000) for it in person.presence.stays]
        groups = stays.get(person.presence.person, [])
        assert told == [(group[0], group[-1] + 1) for group in groups]
    at = Counter(second for groups in stays.values() for group in groups for second in group)
    for minute in seen.curve:
        begin = minute.start_ms // 1000
        here = [at[second] for second in range(begin, begin + 60)]
        assert (minute.most, minute.person_ms) == (max(here), 1000 * sum(here))
    assert seen.peak.people == max(at.values(), default=0)
    if at:
        first = min(second for second, people in at.items() if people == seen.peak.people)
        assert seen.peak.at_ms == 1000 * first


@given(logs())
def test_zones_are_what_looking_every_second_gives(log: list[Logged]) -> None:
    counted, seen = count(log), insight(log)
    assert set(counted.zone_s) <= {use.zone for use in seen.zones}
    for use in seen.zones:
        assert use.person_ms == 1000 * counted.zone_s[use.zone]
        assert use.together_ms == 1000 * counted.together_s[use.zone]
        for i, minute in enumerate(seen.curve):
            key = use.zone, minute.start_ms // MINUTE_MS
            assert use.ms_by_minute[i] == 1000 * counted.zone_minute_s[key]
            assert use.most_by_minute[i] == counted.zone_minute_most[key]


@given(logs())
def test_encounters_and_sizes_are_what_looking_every_second_gives(log: list[Logged]) -> None:
    counted, seen = count(log), insight(log)
    break_s = RULES.encounter_break_ms // 1000
    assert {(it.one, it.other): it.together_ms for it in seen.encounters.edges} == {
        pair: 1000 * len(seconds) for pair, seconds in counted.met.items()
    }
    for edge in seen.encounters.edges:
        seconds = counted.met[edge.one, edge.other]
        assert edge.first_ms == 1000 * seconds[0]
        assert edge.times == len(bridged(seconds, break_s))
    assert seen.sizes_ms == {size: 1000 * s for size, s in counted.sizes_s.items()}
    for it in seen.talk_curve:
        minute = it.start_ms // MINUTE_MS
        assert (it.most, it.largest) == (counted.talks_most[minute], counted.largest[minute])
        assert it.talk_ms == 1000 * counted.talks_s[minute]
        assert it.person_ms == 1000 * counted.talkers_s[minute]
    for person in seen.people:
        who = person.presence.person
        assert person.spoke_ms == 1000 * counted.spoke_s[who]
        assert person.spoke_ms + person.listened_ms == 1000 * counted.talked_s[who]


@given(logs())
def test_the_parts_never_exceed_the_whole(log: list[Logged]) -> None:
    seen = insight(log)
    for person in seen.people:
        there = person.presence
        assert sum(there.zones_ms.values()) <= sum(there.islands_ms.values()) <= there.present_ms
        assert 0 <= person.talk_share <= 1
    assert sum(minute.person_ms for minute in seen.curve) == seen.person_ms
    assert sum(minute.first_arrivals for minute in seen.curve) == seen.unique
    assert sum(size * ms for size, ms in seen.sizes_ms.items()) == seen.talk.person_ms
    assert sum(group.totals.count for group in seen.talk_by_place) == seen.talk.count
    stays = sum(len(person.presence.stays) for person in seen.people)
    assert sum(minute.arrivals for minute in seen.curve) == stays


@given(logs())
def test_encounters_have_no_direction(log: list[Logged]) -> None:
    graph = insight(log).encounters
    assert all(edge.one < edge.other for edge in graph.edges)
    assert len({(edge.one, edge.other) for edge in graph.edges}) == len(graph.edges)
    assert sum(node.met for node in graph.nodes) == 2 * len(graph.edges)
    weights = sum(edge.together_ms for edge in graph.edges)
    assert sum(node.together_ms for node in graph.nodes) == 2 * weights


@given(logs_with_a_loss(), st.lists(st.integers(0, 200)))
def test_a_log_read_in_pieces_with_looks_in_between_gives_the_same(
    given_logs: tuple[list[Logged], list[Logged]], cuts: list[int]
) -> None:
    log = given_logs[1]
    chronicle, done = Chronicle(), 0
    for cut in [*sorted(cuts), len(log)]:
        chronicle.take(log[done:cut])
        done = max(done, cut)
        assert insight_of(chronicle.records()) == insight(log[:done])


@given(logs_with_a_loss())
def test_it_does_not_matter_who_has_which_id(
    given_logs: tuple[list[Logged], list[Logged]],
) -> None:
    pseudonyms = Pseudonyms(KEY)
    log = given_logs[1]
    renamed = [
        replace(entry, what=replace(entry.what, person=PersonId(pseudonyms.of(entry.what.person))))
        if isinstance(entry.what, ev.Entered)
        else entry
        for entry in log
    ]
    assert insight(renamed) == pseudonymised(insight(log), pseudonyms)


@given(logs_with_a_loss())
def test_a_loss_never_makes_anybody_stay_longer(
    given_logs: tuple[list[Logged], list[Logged]],
) -> None:
    whole, rest = (insight(log) for log in given_logs)
    present = {it.presence.person: it.presence.present_ms for it in whole.people}
    for person in rest.people:
        assert person.presence.present_ms <= present[person.presence.person]
    assert len(rest.gaps) == 1


def test_a_log_without_entries_has_figures_too() -> None:
    nothing: Insight = insight([])
    assert (nothing.unique, nothing.peak.people, nothing.curve, nothing.notes) == (0, 0, (), ())
    assert (nothing.talk.count, nothing.talk.median_ms, nothing.talk.mean_size) == (0, 0, 0.0)


def test_known_people_are_no_newcomers() -> None:
    look = (0,) * 7
    person = PersonId("anna")
    came = ev.Entered(0, 1, person, "", look, ev.Role.ATTENDEE, 0, 0, 4)
    left = ev.Left(RULES.newcomer_ms, 1, ev.LeaveReason.LEFT)
    log = [Logged(1, 1, "isle", 0, came), Logged(2, 1, "isle", 0, left)]
    assert insight(log).met_nobody == (person,)
    assert insight(log, known={person}).met_nobody == ()
    assert insight(log, replace(RULES, newcomer_ms=RULES.newcomer_ms + 1)).met_nobody == ()


def test_entries_out_of_order_are_refused() -> None:
    left = ev.Left(0, 1, ev.LeaveReason.LEFT)
    with pytest.raises(ValueError, match="entry 3 of the log comes after entry 3"):
        insight([Logged(3, 1, "isle", 0, left), Logged(3, 1, "isle", 0, left)])
    with pytest.raises(ValueError, match="entry 4 of the log goes back to run 1"):
        insight([Logged(3, 2, "isle", 0, left), Logged(4, 1, "isle", 0, left)])
