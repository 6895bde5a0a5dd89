"""Whether a path is kept is the walker's choice; the world only says so, and tells it anew."""

from __future__ import annotations

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core import snapshots
from island_server.core.ids import PersonId
from island_server.core.motion import Run
from tests.core.island import LOOK, E, Isle


def keep(isle: Isle, *, kept: bool) -> list[ev.Event]:
    return isle.do(cmd.KeepPath(isle["a"], kept))


def test_who_enters_says_whether_the_path_is_kept() -> None:
    isle = Isle("a...")
    events = isle.do(
        cmd.Enter(PersonId("b"), "B", LOOK, ev.Role.ATTENDEE, keeps_path=False),
    )
    entered = next(event for event in events if isinstance(event, ev.Entered))
    assert not entered.keeps_path
    assert [it.keeps_path for it in isle.world.state.avatars.values()] == [True, False]


def test_who_no_longer_wants_it_kept_walks_on_and_nothing_is_told_of_where() -> None:
    isle = Isle("a...")
    isle.walk("a", (E, 3))
    isle.until(250)
    assert keep(isle, kept=False) == [ev.PathKept(250, isle["a"], kept=False)]
    assert keep(isle, kept=False) == []
    isle.until(600)
    assert isle.tile("a") == (3, 0)


def test_who_wants_it_kept_again_is_told_from_the_tile_reached_last_on() -> None:
    isle = Isle("a...")
    keep(isle, kept=False)
    isle.walk("a", (E, 3))
    isle.until(250)
    a = isle["a"]
    assert keep(isle, kept=True) == [
        ev.PathKept(250, a, kept=True),
        ev.Moved(250, a, 200, 1, 0, E, (Run(E, 2),)),
    ]
    isle.until(399)
    assert isle.tile("a") == (1, 0)
    isle.until(600)
    assert isle.tile("a") == (3, 0)


def test_who_stands_still_is_told_to_stand_there() -> None:
    isle = Isle("a...")
    keep(isle, kept=False)
    isle.until(50)
    assert keep(isle, kept=True)[-1] == ev.Moved(50, isle["a"], 50, 0, 0, 4, ())


def test_a_snapshot_says_where_somebody_is_only_if_they_let_it() -> None:
    isle = Isle("a..b")
    keep(isle, kept=False)
    a, b = snapshots.take(isle.world.state).avatars
    assert (a.x, a.y, a.keeps_path) == (0, 0, False)
    assert (b.x, b.y, b.keeps_path) == (3, 0, True)
