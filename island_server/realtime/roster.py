"""The people list: everybody's name, and roughly where they are."""

from __future__ import annotations

from collections.abc import Iterable

from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.interest import Interest
from island_server.core.state import IslandState
from island_server.protocol import server_messages as say


class Roster:
    """Knows what everybody has been told of everybody, and tells what is new."""

    def __init__(self, state: IslandState, interest: Interest) -> None:
        self._state = state
        self._interest = interest
        self._told: dict[AvatarId, list[object]] = {}
        self._changed: dict[AvatarId, None] = {}
        self._gone: list[AvatarId] = []
        self._status: dict[AvatarId, str] = {}
        """What people say of themselves; kept nowhere else."""

    def note(self, events: Iterable[ev.Event]) -> None:
        """Remember who came, changed or went."""
        for event in events:
            match event:
                case (
                    ev.Entered(avatar=avatar)
                    | ev.ProfileChanged(avatar=avatar)
                    | ev.AvailabilityChanged(avatar=avatar)
                ):
                    self._changed[avatar] = None
                case ev.Left(avatar=avatar):
                    self._changed.pop(avatar, None)
                    self._told.pop(avatar, None)
                    self._status.pop(avatar, None)
                    self._gone.append(avatar)
                case _:
                    pass

    def set_status(self, avatar: AvatarId, text: str) -> None:
        """Let somebody say this of themselves until they leave; empty: nothing."""
        self._status[avatar] = text
        self._changed[avatar] = None

    def everybody(self) -> list[list[object]]:
        """The whole list as it is now, for a newcomer.

        Whoever is otherwise than the others were told will be told anew to all, even if it is by
        then as it was.
        """
        people = {avatar: self._person(avatar) for avatar in self._state.avatars}
        for avatar, person in people.items():
            if self._told.get(avatar) != person:
                self._told.pop(avatar, None)
        return list(people.values())

    def flush(self, *, whereabouts: bool) -> say.Map | None:
        """What is new since the last flush, or None; `whereabouts`: also who is elsewhere."""
        candidates = self._state.avatars if whereabouts else self._changed
        put = []
        for avatar in candidates:
            person = self._person(avatar)
            if person != self._told.get(avatar):
                self._told[avatar] = person
                put.append(person)
        gone, self._gone = self._gone, []
        self._changed.clear()
        return say.roster(put, gone) if put or gone else None

    def _person(self, avatar: AvatarId) -> list[object]:
        cell, status = self._interest.cell(avatar), self._status.get(avatar, "")
        return say.person(self._state.avatars[avatar], cell, status)
