"""Whom a token brings back: only people of whom the log still has the name."""

from __future__ import annotations

from island_server.core.ids import PersonId
from island_server.ports import PersonTokens


class KnownPersons:
    """Person tokens that mean nobody once their person was erased. Implements `PersonTokens`.

    It keeps who is known, not who was erased: so no trace of these is needed, and the same holds
    for whom retention has erased. Whoever comes by such a token is new.
    """

    def __init__(self, tokens: PersonTokens, known: set[PersonId]) -> None:
        """`known`: all people whose name an event of the series has; the open ones share it."""
        self._tokens = tokens
        self._known = known

    def new_person(self) -> PersonId:
        """A random id for somebody seen for the first time."""
        person = self._tokens.new_person()
        self._known.add(person)
        return person

    def issue(self, person: PersonId) -> str:
        """The secret with which this person comes back."""
        return self._tokens.issue(person)

    def recall(self, token: str | None) -> PersonId | None:
        """The person behind a token; `None` also if they are not known any more."""
        person = self._tokens.recall(token)
        return person if person in self._known else None

    def forget(self, person: PersonId) -> None:
        """Let the tokens of somebody bring back nobody."""
        self._known.discard(person)

    def remember(self, person: PersonId) -> None:
        """Let the tokens of somebody bring them back."""
        self._known.add(person)
