"""The people list: two browsers that came at different times know the same people."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.interest import Interest
from island_server.protocol.server_messages import Map
from island_server.realtime.roster import Roster
from tests.core.afternoons import Afternoon, afternoons
from tests.core.island import E, Isle, W


class List:
    """A browser's people list, by docs/protocol.md."""

    def __init__(self, people: list[list[object]]) -> None:
        self.people: dict[object, list[object]] = {}
        self.learn({"put": people, "gone": []})

    def learn(self, news: Any) -> None:
        for person in news["put"]:
            self.people[person[0]] = person
        for avatar in news["gone"]:
            self.people.pop(avatar, None)


def watched(isle: Isle) -> tuple[Roster, Interest]:
    interest = Interest(isle.world)
    interest.note(isle.log)
    roster = Roster(isle.world.state, interest)
    roster.note(isle.log)
    return roster, interest


@given(afternoons(), st.sampled_from([90, 400]))
def test_everybody_knows_everybody_whenever_they_came(afternoon: Afternoon, every_ms: int) -> None:
    world = afternoon.world()
    interest = Interest(world)
    roster = Roster(world.state, interest)
    lists: list[List] = []

    def note(events: list[ev.Event]) -> None:
        interest.note(events)
        roster.note(events)
        if any(isinstance(event, ev.Entered) for event in events):
            lists.append(List(roster.everybody()))

    now_ms, next_flush_ms, flushes = 0, 0, 0
    for pause_ms, command in (*afternoon.wishes, (900, cmd.React(AvatarId(0), "clap"))):
        until_ms = now_ms + pause_ms
        while next_flush_ms <= until_ms:
            note(world.advance(next_flush_ms))
            interest.flush(next_flush_ms)
            flushes += 1
            news = roster.flush(whereabouts=flushes % 3 == 0)
            for each in lists if news else ():
                each.learn(news)
            if flushes % 3 == 0:
                for each in lists:
                    assert each.people == {p[0]: p for p in roster.everybody()}
            next_flush_ms += every_ms
        now_ms = until_ms
        note(world.apply(command, now_ms))


def test_nothing_new_is_nothing_said() -> None:
    isle = Isle("a..b")
    roster, _ = watched(isle)
    news = roster.flush(whereabouts=False)
    assert news is not None
    assert len(news["put"]) == 2  # type: ignore[arg-type]
    assert roster.flush(whereabouts=True) is None


def test_whereabouts_wait_for_their_second() -> None:
    isle = Isle("a" + "." * 30)
    roster, interest = watched(isle)
    roster.flush(whereabouts=True)
    isle.walk("a", (E, 20))
    interest.flush(0)
    isle.until(4000)
    interest.flush(4000)
    assert roster.flush(whereabouts=False) is None
    news: Map | None = roster.flush(whereabouts=True)
    assert news is not None
    assert [person[6:] for person in news["put"]] == [[1, 0]]  # type: ignore[attr-defined]


def test_who_came_and_went_between_two_flushes_is_told_gone() -> None:
    isle = Isle("a.")
    roster, _ = watched(isle)
    newcomer = List(roster.everybody())
    roster.note(isle.do(cmd.Leave(isle["a"], ev.LeaveReason.LEFT)))
    newcomer.learn(roster.flush(whereabouts=False))
    assert newcomer.people == {}


def test_a_newcomer_who_was_told_of_a_detour_is_told_of_the_return() -> None:
    """Regression: who was back where the others had been told needed no telling, it seemed."""
    isle = Isle("a" + "." * 30)
    roster, interest = watched(isle)
    roster.flush(whereabouts=True)
    isle.walk("a", (E, 16))
    interest.flush(0)
    isle.until(3200)
    interest.flush(3200)
    newcomer = List(roster.everybody())
    assert newcomer.people[isle["a"]][6] == 1
    isle.walk("a", (W, 1))
    interest.flush(3300)
    isle.until(3400)
    interest.flush(3400)
    newcomer.learn(roster.flush(whereabouts=True))
    assert newcomer.people[isle["a"]][6] == 0
