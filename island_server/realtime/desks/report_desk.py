"""Reports: somebody tells the hosts about somebody. They are passed on, and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from island_server.core.ids import PersonId
from island_server.errors import ReasonError
from island_server.ports import Clock
from island_server.protocol import order_messages as msg
from island_server.protocol.client_messages import Message
from island_server.protocol.text import clean_words
from island_server.realtime.desk import Answer
from island_server.realtime.desks.people_here import PeopleHere, name_of
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.sessions import Session

REPORTS_PER_S = 0.05
REPORTS_BURST = 3
MOST_REPORTERS = 2000
"""Of more people than this, the rate of those who reported longest ago is forgotten."""


class ReportDesk:
    """Passes reports on to all hosts on all islands at once. Implements `desk.Desk`."""

    def __init__(self, people: PeopleHere, clock: Clock) -> None:
        self._people = people
        self._clock = clock
        self._last_report = 0
        self._rates: dict[PersonId, TokenBucket] = {}

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """To report, and to see to a report."""
        return msg.REPORT_MESSAGES

    def greet(self, _island: OpenIsland, _session: Session) -> None:
        """Nothing: reports of before are nowhere."""

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Pass a report on (`hosts`: to how many), or that a host sees to one."""
        match message:
            case msg.Report():
                return {"hosts": self._report(island, session, message)}
            case msg.TakeReport(report=report) if 0 < report <= self._last_report:
                taken = {"report": report, "by": name_of(island, session)}
                for host in self._people.hosts():
                    host.send("report_taken", taken)
                return {}
            case _:
                raise ReasonError("unknown_report")

    def _report(self, island: OpenIsland, session: Session, wish: msg.Report) -> int:
        there, other = self._people.find(wish.avatar)
        if other is session:
            raise ReasonError("forbidden")
        self._check_rate(session)
        self._last_report += 1
        state = there.loop.world.state.avatars[other.avatar]
        tile = there.loop.world.tile(other.avatar)
        report = {
            "report": self._last_report,
            "from": [session.avatar, name_of(island, session)],
            "about": [other.avatar, state.name],
            "island": there.name,
            "zone": state.zones[0] if state.zones else None,
            "x": tile.x,
            "y": tile.y,
            "why": wish.why.value,
            "text": clean_words(wish.text),
        }
        concerned = (session.person, other.person)
        hosts = [
            host
            for host in self._people.hosts()
            if host.wire is not None and host.person not in concerned
        ]
        for host in hosts:
            host.send("report", report)
        return len(hosts)

    def _check_rate(self, session: Session) -> None:
        now_ms = self._clock.now_ms()
        bucket = self._rates.pop(session.person, None)
        if bucket is None:
            bucket = TokenBucket(REPORTS_PER_S, REPORTS_BURST, now_ms)
        self._rates[session.person] = bucket
        if len(self._rates) > MOST_REPORTERS:
            del self._rates[next(iter(self._rates))]
        if not bucket.take(now_ms):
            raise ReasonError("rate")
