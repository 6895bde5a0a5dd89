"""Who somebody is to a series of events: a random id, and the token with which they come back."""

from __future__ import annotations

import secrets

from island_server.access.signed_tokens import TokenSigner
from island_server.core.ids import PersonId


class SignedPersonTokens:
    """Makes somebody who comes back to an event of a series the same person.

    Implements `ports.PersonTokens`. The token holds the random id, the series (of an event on its
    own: its id) and the event at which it was given, nothing of the person. It is a secret, and
    valid for as long as the data folder keeps its signing key.
    """

    def __init__(self, key: bytes, series: str, event_id: str | None = None) -> None:
        self._signer = TokenSigner(key, "person")
        self._series = series
        self._event_id = event_id or series

    def new_person(self) -> PersonId:
        """A random id for somebody seen for the first time: 22 characters, 128 bits."""
        return PersonId(secrets.token_urlsafe(16))

    def issue(self, person: PersonId) -> str:
        """The secret with which this person comes back to this event."""
        claims = {"event": self._series, "at": self._event_id, "person": person}
        return self._signer.sign(claims)

    def recall(self, token: str | None) -> PersonId | None:
        """The person behind a token; `None` if it is missing, forged or of another series."""
        claims = self._signer.read(token) if token else None
        if claims is None or claims.get("event") != self._series:
            return None
        person = claims.get("person")
        return PersonId(person) if isinstance(person, str) else None
