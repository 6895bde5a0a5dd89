"""Who met whom: people who could speak with each other, in the same conversation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from island_server.core.attendance.insight_rules import InsightRules
from island_server.core.attendance.spans import Span, length_ms, merged
from island_server.core.attendance.stays import Presence
from island_server.core.attendance.talk_times import Pair
from island_server.core.events import Role
from island_server.core.ids import PersonId


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two people who met; `one` is the smaller id.

    Attributes:
        together_ms: how long, in all.
        times: how often, breaks shorter than the rules say not counted.
        first_ms: when first.
    """

    one: PersonId
    other: PersonId
    together_ms: int
    times: int
    first_ms: int


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the graph of encounters: how many others they met, and the time with them.

    `together_ms` counts an hour among three as two hours: it is the weight of the node's edges.
    """

    person: PersonId
    met: int
    together_ms: int


@dataclass(frozen=True, slots=True)
class EncounterGraph:
    """Everybody who came, also who met nobody, and an edge for each two who met."""

    nodes: tuple[Node, ...]
    edges: tuple[Encounter, ...]


def encounters(together: Mapping[Pair, Sequence[Span]], break_ms: int) -> tuple[Encounter, ...]:
    """All encounters, the longest first."""
    found: list[Encounter] = []
    for (one, other), spans in together.items():
        union = merged(spans)
        times = len(merged(union, break_ms))
        found.append(Encounter(one, other, length_ms(union), times, union[0][0]))
    found.sort(key=lambda it: (-it.together_ms, it.one, it.other))
    return tuple(found)


def encounter_graph(people: Iterable[PersonId], edges: Sequence[Encounter]) -> EncounterGraph:
    """The graph; nodes by id."""
    met = dict.fromkeys(sorted(people), (0, 0))
    for edge in edges:
        for person in (edge.one, edge.other):
            count, together_ms = met[person]
            met[person] = count + 1, together_ms + edge.together_ms
    return EncounterGraph(tuple(Node(person, *of) for person, of in met.items()), tuple(edges))


def met_nobody(
    people: Iterable[Presence],
    graph: EncounterGraph,
    rules: InsightRules,
    known: Collection[PersonId] = (),
) -> tuple[PersonId, ...]:
    """Attendees who are not among those known from before, came for long enough and met nobody."""
    lonely = {node.person for node in graph.nodes if not node.met}
    return tuple(
        it.person
        for it in people
        if it.person in lonely
        and it.role is Role.ATTENDEE
        and it.present_ms >= rules.newcomer_ms
        and it.person not in known
    )
