"""Who is told what of the activities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from island_server.core.activities.activity import Activity
from island_server.core.activities.board import Board
from island_server.core.events import Role
from island_server.core.ids import PersonId
from island_server.protocol.activity_form import (
    activity_map,
    has_results_for_everybody,
    is_for_everybody,
    own_part,
    results_map,
)
from island_server.protocol.server_messages import Map
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.sessions import Session
from island_server.realtime.socket_io import pack


@dataclass(frozen=True, slots=True)
class _Told:
    """What the others know of an activity."""

    everybody: bool
    results: Map | None


class ActivityTelling:
    """Sends activities and results to the browsers of all islands, once to each audience."""

    def __init__(self, islands: Archipelago, board: Board) -> None:
        self._islands = islands
        self._board = board
        self._told: dict[str, _Told] = {}

    def greet(self, session: Session, island: str, now_ms: int) -> None:
        """Tell somebody who comes all that is theirs to know."""
        for_hosts = _is_host(session)
        visible = [it for it in self._board if for_hosts or is_for_everybody(it)]
        session.send(
            "activities",
            {
                "island": island,
                "list": [activity_map(it, for_hosts=for_hosts) for it in visible],
                "own": [own_part(it, session.person) for it in visible],
            },
        )
        for activity in visible:
            if for_hosts or has_results_for_everybody(activity):
                session.send("activity_results", self._results(activity, now_ms, for_hosts))

    def tell(self, activity: Activity, now_ms: int) -> None:
        """Tell all how an activity is now, and its results."""
        self._tell_hosts("activity", activity_map(activity, for_hosts=True))
        self._tell_hosts("activity_results", self._results(activity, now_ms, for_hosts=True))
        former = self._told.get(activity.id)
        is_visible = is_for_everybody(activity)
        self._told[activity.id] = _Told(is_visible, None)
        if is_visible:
            self._tell_others("activity", activity_map(activity, for_hosts=False))
            self.tell_results(activity, now_ms)
        elif former is None or former.everybody:
            self._tell_others("activity_gone", {"id": activity.id})

    def tell_results(self, activity: Activity, now_ms: int) -> None:
        """Tell hosts the results, and the others if they may know them and there is news."""
        self._tell_hosts("activity_results", self._results(activity, now_ms, for_hosts=True))
        if not has_results_for_everybody(activity):
            return
        results = self._results(activity, now_ms, for_hosts=False)
        former = self._told.get(activity.id)
        if former is None or former.results != results:
            self._told[activity.id] = _Told(everybody=True, results=results)
            self._tell_others("activity_results", results)

    def tell_gone(self, identity: str) -> None:
        """Tell all that an activity is no more."""
        self._told.pop(identity, None)
        self._tell_hosts("activity_gone", {"id": identity})
        self._tell_others("activity_gone", {"id": identity})

    def _results(self, activity: Activity, now_ms: int, for_hosts: bool) -> Map:
        results = activity.results(now_ms)
        return results_map(activity, results, self._name_of, for_hosts=for_hosts)

    def _name_of(self, person: PersonId) -> str:
        found = self._islands.find(person)
        if found is None:
            return ""
        island, session = found
        return island.loop.world.state.avatars[session.avatar].name

    def _tell_hosts(self, event: str, data: Map) -> None:
        packed = pack(event, data)
        for session in self._sessions():
            if _is_host(session):
                session.send_packed(packed)

    def _tell_others(self, event: str, data: Map) -> None:
        packed = pack(event, data)
        for session in self._sessions():
            if not _is_host(session):
                session.send_packed(packed)

    def _sessions(self) -> Iterable[Session]:
        for island in self._islands:
            yield from island.loop.sessions


def _is_host(session: Session) -> bool:
    return session.role is not Role.ATTENDEE
