"""Walking: commands in, exact paths out."""

from __future__ import annotations

import pytest

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core import ways
from island_server.core.ids import AvatarId
from island_server.core.interest import Interest
from island_server.core.motion import Run, path_end
from island_server.core.rules import Rules
from island_server.core.units import DX, DY
from tests.core.island import NE, SE, E, Isle, N, S, W

FIELD = ("..........",) * 3


def moved(
    t_ms: int, t0_ms: int, at: tuple[int, int], *runs: tuple[int, int], facing: int
) -> ev.Moved:
    return ev.Moved(t_ms, AvatarId(1), t0_ms, *at, facing, tuple(Run(*run) for run in runs))


def test_a_walk_is_one_event_and_reaches_each_tile_at_its_time() -> None:
    isle = Isle("a.......")
    assert isle.walk("a", (E, 3)) == [moved(0, 0, (0, 0), (E, 3), facing=E)]
    for t_ms, x in [(199, 0), (200, 1), (399, 1), (400, 2), (599, 2), (600, 3), (9000, 3)]:
        assert isle.until(t_ms) == []
        assert isle.tile("a") == (x, 0)
    assert isle.world.next_due_ms() is None


def test_who_turns_in_the_middle_of_a_step_finishes_it_first() -> None:
    isle = Isle("a.........", *FIELD)
    isle.walk("a", (E, 5))
    isle.until(250)
    turn = isle.walk("a", (S, 2), at=(2, 0))
    assert turn == [moved(250, 200, (1, 0), (E, 1), (S, 2), facing=S)]
    isle.until(400)
    assert isle.tile("a") == (2, 0)
    isle.until(800)
    assert isle.tile("a") == (2, 2)


def test_who_stops_stops_on_the_tile_that_the_browser_predicts() -> None:
    isle = Isle("a.........")
    isle.walk("a", (E, 9))
    isle.until(250)
    assert isle.walk("a", at=(4, 0)) == [moved(250, 200, (1, 0), (E, 3), facing=E)]


def test_who_would_stop_on_a_tile_already_passed_finishes_the_step_under_way() -> None:
    isle = Isle("a.........")
    isle.walk("a", (E, 9))
    isle.until(450)
    assert isle.walk("a", at=(1, 0)) == [moved(450, 400, (2, 0), (E, 1), facing=E)]


def test_a_tile_too_far_ahead_on_the_old_path_is_not_believed() -> None:
    isle = Isle("a..............", rules=Rules(max_ahead_steps=3))
    isle.walk("a", (E, 14))
    assert isle.walk("a", at=(4, 0)) == [moved(0, 0, (0, 0), (E, 1), facing=E)]
    isle = Isle("a..............", rules=Rules(max_ahead_steps=3))
    isle.walk("a", (E, 14))
    assert isle.walk("a", at=(3, 0)) == [moved(0, 0, (0, 0), (E, 3), facing=E)]


def test_a_held_key_walks_until_something_is_in_the_way() -> None:
    isle = Isle("a....#...")
    assert isle.walk("a", (E, 0)) == [moved(0, 0, (0, 0), (E, 4), facing=E)]


def test_a_path_ends_before_the_first_wall_and_nothing_follows_behind_it() -> None:
    isle = Isle("a..#....", "........")
    walk = isle.walk("a", (E, 5), (S, 1))
    assert walk == [moved(0, 0, (0, 0), (E, 2), facing=E)]


def test_corners_are_not_cut() -> None:
    assert Isle("a#", "..").walk("a", (SE, 1)) == [moved(0, 0, (0, 0), facing=SE)]
    assert Isle("a.", "..").walk("a", (SE, 1)) == [moved(0, 0, (0, 0), (SE, 1), facing=SE)]


def test_who_walks_against_a_wall_turns_and_stays() -> None:
    isle = Isle("a#")
    assert isle.walk("a", (E, 0)) == [moved(0, 0, (0, 0), facing=E)]
    assert isle.walk("a", (E, 0)) == []


def test_a_wish_that_changes_nothing_is_no_event() -> None:
    assert Isle("a...").walk("a") == []


def test_a_path_is_cut_at_the_most_steps() -> None:
    isle = Isle("a.........", rules=Rules(max_path_steps=4))
    assert isle.walk("a", (E, 9)) == [moved(0, 0, (0, 0), (E, 4), facing=E)]
    assert isle.walk("a", (E, 3), at=(1, 0))[0].runs == (Run(E, 4),)  # type: ignore[union-attr]


def test_a_path_never_has_more_turns_than_a_record_can_hold() -> None:
    """Regression: 255 runs spliced onto a path under way made a record that could not be packed."""
    isle = Isle("..........", "....a.....", "..........")
    interest = Interest(isle.world)
    interest.note(isle.log)
    isle.walk("a", (E, 1), (W, 1), (E, 1), (W, 1), (E, 1))
    turns = [(E if i % 2 else W, 1) for i in range(255)]
    (event,) = isle.walk("a", *turns, at=(5, 1))
    assert isinstance(event, ev.Moved)
    assert len(event.runs) == isle.world.rules.max_runs
    assert isle.world.rest(isle["a"]) == path_end(4, 1, event.runs)
    assert event.facing == event.runs[-1].direction
    interest.note([event])
    assert interest.flush(10)


def test_a_way_with_very_many_turns_is_cut_too() -> None:
    width = 520
    rows = [list("#" * width) for _ in range(3)]
    for x in range(width):
        rows[1 if x % 4 in (0, 1) else 0][x] = "."
        if x % 2:
            rows[0][x] = rows[1][x] = "."
    rows[1][0] = "a"
    isle = Isle(*("".join(row) for row in rows))
    (event,) = isle.do(cmd.GoTo(isle["a"], width - 1, 0))
    assert isinstance(event, ev.Moved)
    assert len(event.runs) == 255


def test_who_stands_elsewhere_than_the_browser_thinks_walks_to_the_same_goal() -> None:
    isle = Isle("a.........", *FIELD)
    assert isle.walk("a", (S, 2), at=(3, 0)) == [moved(0, 0, (0, 0), (SE, 2), (E, 1), facing=E)]


def test_a_goal_that_cannot_be_reached_from_where_one_really_is_leaves_one_standing() -> None:
    isle = Isle("a.#...", "..#...")
    assert isle.walk("a", (E, 2), at=(3, 0)) == []


def test_a_held_key_goes_the_same_way_from_where_one_really_is() -> None:
    isle = Isle("a....", ".....", ".....")
    assert isle.walk("a", (S, 0), at=(2, 0)) == [moved(0, 0, (0, 0), (S, 2), facing=S)]


def test_the_server_finds_the_way() -> None:
    isle = Isle("a#..", "....")
    assert isle.do(cmd.GoTo(isle["a"], 2, 0)) == [
        moved(0, 0, (0, 0), (S, 1), (E, 2), (N, 1), facing=N)
    ]


def test_a_new_goal_while_walking_begins_at_the_end_of_the_step_under_way() -> None:
    isle = Isle("a.........", *FIELD)
    isle.do(cmd.GoTo(isle["a"], 9, 0))
    isle.until(300)
    assert isle.do(cmd.GoTo(isle["a"], 2, 3)) == [moved(300, 200, (1, 0), (E, 1), (S, 3), facing=S)]


def test_a_new_goal_ends_a_path_that_would_come_by_here_again() -> None:
    """Regression: the walker first walked the rest of its loop back to where it was."""
    isle = Isle("a.........", *FIELD)
    isle.walk("a", (E, 3), (W, 3))
    isle.until(200)
    assert isle.do(cmd.GoTo(isle["a"], 2, 3)) == [moved(200, 200, (1, 0), (E, 1), (S, 3), facing=S)]


@pytest.mark.parametrize("goal", [(2, 0), (3, 0), (99, 0), (0, 5)])
def test_where_no_way_leads_one_is_told_blocked(goal: tuple[int, int]) -> None:
    isle = Isle("a.#.", "..#.")
    assert isle.do(cmd.GoTo(isle["a"], *goal)) == [ev.CommandRejected(0, isle["a"], "blocked")]


def test_where_no_way_leads_is_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    isle = Isle("a" + "." * 5 + "#.", "." * 6 + "#.")
    monkeypatch.setattr(ways, "find_path", None)
    assert isle.rejection(cmd.GoTo(isle["a"], 7, 0)) == "blocked"


def test_from_land_on_which_nobody_arrives_ways_are_found_as_well() -> None:
    isle = Isle("..#a..", "..#...")
    assert isle.do(cmd.GoTo(isle["a"], 5, 0)) == [moved(0, 0, (3, 0), (E, 2), facing=E)]
    assert isle.rejection(cmd.GoTo(isle["a"], 0, 0)) == "blocked"


def test_one_who_approaches_stops_on_a_free_tile_beside_the_other() -> None:
    isle = Isle("a....b", "......")
    isle.do(cmd.Approach(isle["a"], isle["b"]))
    assert isle.world.rest(isle["a"]) == (4, 0)


def test_one_approaches_where_the_other_will_stand() -> None:
    isle = Isle("a....b..", "........")
    isle.walk("b", (E, 2))
    isle.do(cmd.Approach(isle["a"], isle["b"]))
    assert isle.world.rest(isle["a"]) == (6, 0)


def test_one_who_approaches_goes_beside_nobody_else_if_there_is_room() -> None:
    isle = Isle("a...cb", "......")
    isle.do(cmd.Approach(isle["a"], isle["b"]))
    assert isle.world.rest(isle["a"]) == (4, 1)


def test_one_already_beside_the_other_stays() -> None:
    isle = Isle("ab")
    assert not [e for e in isle.do(cmd.Approach(isle["a"], isle["b"])) if isinstance(e, ev.Moved)]


def test_one_behind_a_wall_cannot_be_approached() -> None:
    isle = Isle("a.#b", "..#.")
    assert isle.rejection(cmd.Approach(isle["a"], isle["b"])) == "blocked"


@pytest.mark.parametrize("target", [1, 99])
def test_oneself_and_nobody_cannot_be_approached(target: int) -> None:
    isle = Isle("a...")
    assert isle.rejection(cmd.Approach(isle["a"], AvatarId(target))) == "unknown_avatar"


def test_a_diagonal_takes_its_own_time_on_the_way() -> None:
    isle = Isle("....", "....", "a...")
    isle.walk("a", (NE, 2), (E, 1))
    for t_ms, tile in [(282, (0, 2)), (283, (1, 1)), (566, (2, 0)), (765, (2, 0)), (766, (3, 0))]:
        isle.until(t_ms)
        assert isle.tile("a") == tile


@pytest.mark.parametrize("direction", range(8))
def test_every_direction_leads_where_it_points(direction: int) -> None:
    isle = Isle("...", ".a.", "...")
    isle.walk("a", (direction, 1))
    isle.until(300)
    assert isle.tile("a") == (1 + DX[direction], 1 + DY[direction])
