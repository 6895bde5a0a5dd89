"""Pseudonyms: the same with a key, unrelated with another, and nowhere an id."""

from __future__ import annotations

import re

import pytest

from island_server.core.attendance.insight import insight
from island_server.core.attendance.pseudonyms import Pseudonyms, pseudonymised
from island_server.core.ids import PersonId
from tests.core.attendance.worded import log_of

KEY, OTHER_KEY = b"k" * 32, b"l" * 32
PEOPLE = [PersonId(f"person-{i}") for i in range(2000)]


def test_the_same_key_gives_the_same_pseudonym_in_every_report() -> None:
    assert [Pseudonyms(KEY).of(it) for it in PEOPLE] == [Pseudonyms(KEY).of(it) for it in PEOPLE]


def test_a_pseudonym_is_that_of_its_key_for_ever() -> None:
    assert Pseudonyms(KEY).of(PersonId("anna")) == "AGN1-K21P-MBWB"


def test_another_key_gives_others_throughout() -> None:
    some, others = Pseudonyms(KEY), Pseudonyms(OTHER_KEY)
    assert not {some.of(it) for it in PEOPLE} & {others.of(it) for it in PEOPLE}


def test_no_two_people_have_the_same() -> None:
    pseudonyms = Pseudonyms(KEY)
    told = {pseudonyms.of(it) for it in PEOPLE}
    assert len(told) == len(PEOPLE)
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", it) for it in told)


@pytest.mark.parametrize("length", [0, 15, 65])
def test_a_key_that_is_too_short_or_too_long_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"16 to 64 bytes, not {length}"):
        Pseudonyms(b"k" * length)


def test_names_are_told_only_from_the_table_and_the_erased_have_none() -> None:
    anna, bram, cees = PersonId("anna"), PersonId("bram"), PersonId("cees")
    named = Pseudonyms(KEY, {anna: "Anna", bram: ""})
    assert named.label(anna) == "Anna"
    assert named.label(bram) == named.of(bram)
    assert named.label(cees) == Pseudonyms(KEY).label(cees) == named.of(cees)


def test_a_report_under_pseudonyms_has_the_same_figures_and_no_ids() -> None:
    text = """
    09:00 person-anna comes
    09:00 person-bram comes
    09:00 person-cees comes
    09:00 b bubble
    09:00 person-anna joins b
    09:00 person-bram joins b
    09:15 person-anna quits b
    09:15 person-bram quits b
    09:20 person-anna goes
    """
    seen = insight(log_of(text))
    hidden = pseudonymised(seen, Pseudonyms(KEY))
    assert "person-" in repr(seen)
    assert "person-" not in repr(hidden)
    assert hidden.talk == seen.talk
    assert hidden.met_nobody == (PersonId(Pseudonyms(KEY).of(PersonId("person-cees"))),)
    assert {edge.together_ms for edge in hidden.encounters.edges} == {900_000}
    assert all(edge.one < edge.other for edge in hidden.encounters.edges)
    order = [it.presence.person for it in hidden.people]
    assert order == sorted(order)
