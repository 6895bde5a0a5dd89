from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.access.persons import SignedPersonTokens
from island_server.access.signed_tokens import TokenSigner

KEY = b"k" * 32
PERSONS = SignedPersonTokens(KEY, "ameland")


def test_a_token_brings_back_the_same_person() -> None:
    person = PERSONS.new_person()
    assert PERSONS.recall(PERSONS.issue(person)) == person


def test_ids_are_random() -> None:
    assert len({PERSONS.new_person() for _ in range(100)}) == 100


@pytest.mark.parametrize("other", [(b"x" * 32, "ameland"), (KEY, "texel")])
def test_a_token_of_another_island_or_event_brings_back_nobody(other: tuple[bytes, str]) -> None:
    token = SignedPersonTokens(*other).issue(PERSONS.new_person())
    assert PERSONS.recall(token) is None


@given(st.none() | st.text())
def test_any_text_brings_back_nobody(token: str | None) -> None:
    assert PERSONS.recall(token) is None


@pytest.mark.parametrize("person", [None, 5, ["a"]])
def test_a_token_without_a_person_brings_back_nobody(person: object) -> None:
    token = TokenSigner(KEY, "person").sign({"event": "ameland", "person": person})
    assert PERSONS.recall(token) is None
