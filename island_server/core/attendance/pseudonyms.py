"""Names for people that tell nobody who they are.

A pseudonym is a keyed hash of the person's id. With the same key it is the same, in every report;
with another key nothing leads from one to the other, and without the key nothing leads back. The
key is made and kept, or thrown away, by whoever makes the report: 16 to 64 random bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from island_server.core.attendance.encounters import encounter_graph
from island_server.core.attendance.insight import Insight
from island_server.core.ids import PersonId

KEY_BYTES_MIN, KEY_BYTES_MAX = 16, blake2b.MAX_KEY_SIZE
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are read wrong: I, L, O, U
_GROUPS, _GROUP_LETTERS = 3, 4
_PURPOSE = b"eiland pseudonym"


class Pseudonyms:
    """The pseudonyms of one key; names only of those in the table that it is given.

    Sixty bits: among 10,000 people two are alike with a chance of less than one in 10 thousand
    millions. Raises ValueError for a key that is too short or too long.
    """

    def __init__(self, key: bytes, names: Mapping[PersonId, str] | None = None) -> None:
        if not KEY_BYTES_MIN <= len(key) <= KEY_BYTES_MAX:
            raise ValueError(
                f"a key of pseudonyms has {KEY_BYTES_MIN} to {KEY_BYTES_MAX} bytes, not {len(key)}"
            )
        self._key = key
        self._names = dict(names or {})

    def of(self, person: PersonId) -> str:
        """The pseudonym, such as "K7PQ-3M2X-0A9T"."""
        digest = blake2b(person.encode(), digest_size=8, key=self._key, person=_PURPOSE).digest()
        number = int.from_bytes(digest, "big")
        letters = [_LETTERS[(number >> 5 * i) & 31] for i in range(_GROUPS * _GROUP_LETTERS)]
        starts = range(0, len(letters), _GROUP_LETTERS)
        return "-".join("".join(letters[at : at + _GROUP_LETTERS]) for at in starts)

    def label(self, person: PersonId) -> str:
        """The name, if there is one in the table; for all others, and the erased, the pseudonym."""
        return self._names.get(person) or self.of(person)


def pseudonymised(insight: Insight, pseudonyms: Pseudonyms) -> Insight:
    """The same figures, with pseudonyms for ids, and in an order that tells nothing of the ids."""
    of = {it.presence.person: PersonId(pseudonyms.of(it.presence.person)) for it in insight.people}
    people = [
        replace(it, presence=replace(it.presence, person=of[it.presence.person]))
        for it in insight.people
    ]
    edges = []
    for edge in insight.encounters.edges:
        one, other = sorted((of[edge.one], of[edge.other]))
        edges.append(replace(edge, one=one, other=other))
    talks = [
        replace(it, people=frozenset(of[person] for person in it.people))
        for it in insight.conversations
    ]
    talks.sort(key=lambda it: (it.start_ms, it.end_ms, it.island, sorted(it.people)))
    return replace(
        insight,
        people=tuple(sorted(people, key=lambda it: it.presence.person)),
        conversations=tuple(talks),
        encounters=encounter_graph(
            of.values(), sorted(edges, key=lambda it: (-it.together_ms, it.one, it.other))
        ),
        met_nobody=tuple(sorted(of[person] for person in insight.met_nobody)),
    )
