from __future__ import annotations

from island_server.access.known_persons import KnownPersons
from island_server.access.persons import SignedPersonTokens
from island_server.core.ids import PersonId

TOKENS = SignedPersonTokens(b"k" * 32, "ameland")
ANNA, BO = PersonId("anna"), PersonId("bo")


def test_a_token_brings_back_whom_the_log_knows_and_who_came_since() -> None:
    persons = KnownPersons(TOKENS, {ANNA})
    new = persons.new_person()
    assert persons.recall(persons.issue(ANNA)) == ANNA
    assert persons.recall(persons.issue(new)) == new
    assert persons.recall(None) is None


def test_a_token_of_somebody_whom_the_log_does_not_know_brings_back_nobody() -> None:
    """Erased here before the server was started again, or by retention."""
    assert KnownPersons(TOKENS, {ANNA}).recall(TOKENS.issue(BO)) is None


def test_whoever_is_forgotten_is_nobody_until_remembered() -> None:
    persons = KnownPersons(TOKENS, {ANNA, BO})
    persons.forget(ANNA)
    assert persons.recall(TOKENS.issue(ANNA)) is None
    assert persons.recall(TOKENS.issue(BO)) == BO
    persons.remember(ANNA)
    assert persons.recall(TOKENS.issue(ANNA)) == ANNA
