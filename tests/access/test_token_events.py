from __future__ import annotations

from island_server.access.invitations import Invitations
from island_server.access.persons import SignedPersonTokens
from island_server.access.signed_tokens import TokenSigner
from island_server.access.token_events import TokenEvent, TokenEvents
from island_server.clock import ManualClock
from island_server.core.events import Role

KEY = b"k" * 32
EVENTS = TokenEvents(KEY)


def test_an_invitation_leads_to_its_event() -> None:
    token = Invitations(KEY, "duin", ManualClock()).make(Role.HOST, 1)
    assert EVENTS.of(token) == TokenEvent("duin")


def test_the_token_of_a_person_leads_to_the_event_at_which_it_was_given() -> None:
    persons = SignedPersonTokens(KEY, "dunes", "duin")
    assert EVENTS.of(persons.issue(persons.new_person())) == TokenEvent("duin", "dunes")


def test_the_token_of_an_earlier_version_leads_to_its_series() -> None:
    token = TokenSigner(KEY, "person").sign({"event": "dunes", "person": "p"})
    assert EVENTS.of(token) == TokenEvent(None, "dunes")
    assert SignedPersonTokens(KEY, "dunes", "duin").recall(token) == "p"


def test_what_was_not_signed_here_leads_nowhere() -> None:
    forged = Invitations(b"x" * 32, "duin", ManualClock()).make(Role.HOST, 1)
    odd = TokenSigner(KEY, "invitation").sign({"event": 5})
    for token in (None, "", "x", forged, odd, TokenSigner(KEY, "other").sign({"event": "duin"})):
        assert EVENTS.of(token) == TokenEvent()
