"""What people are called in an exported log."""

from __future__ import annotations

import re
from typing import Protocol

from island_server.core.ids import PersonId
from island_server.errors import StoreError

_PSEUDONYM = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")


class Naming(Protocol):
    """How an export calls people, such as `core.attendance.pseudonyms.Pseudonyms` does."""

    @property
    def has_names(self) -> bool:
        """Whether people are told by id, name and look; else by their labels alone."""

    def label(self, person: PersonId) -> str:
        """What somebody is called where names are not told: always the same, nobody else's."""


class Keys:
    """The key of each person in one export.

    That is the id if names are told, else the label; whoever was imported under a pseudonym keeps
    it, so that an export of an import is what was imported.
    """

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._keys: dict[PersonId, str] = {}
        self._taken: dict[str, PersonId] = {}

    def of(self, person: PersonId) -> str:
        """The key. Raises `StoreError` if it is somebody else's already."""
        key = self._keys.get(person)
        if key is None:
            key = self._keys[person] = self._new(person)
            if self._taken.setdefault(key, person) != person:
                raise StoreError(f"two people of this event have the pseudonym {key}")
        return key

    def _new(self, person: PersonId) -> str:
        if self._naming.has_names or is_pseudonym(person):
            return person
        return self._naming.label(person)


def is_pseudonym(person: PersonId) -> bool:
    """Whether somebody is known by a pseudonym only, because their log was imported so."""
    return _PSEUDONYM.fullmatch(person) is not None
