from __future__ import annotations

from island_server.core.ids import AvatarId
from island_server.media.sfu.level_meter import LevelMeter

ONE = AvatarId(1)


def test_only_changes_that_matter_are_told() -> None:
    meter = LevelMeter(step=6)
    told = [meter.changes([(ONE, level)]).get(ONE) for level in (127, 30, 33, 24, 25, 127, 127)]
    assert told == [None, 30, None, 24, None, 127, None]


def test_falling_silent_is_told_however_small_the_step() -> None:
    meter = LevelMeter(step=6)
    meter.changes([(ONE, 121)])
    assert meter.changes([(ONE, 127)]) == {ONE: 127}


def test_one_who_left_starts_silent() -> None:
    meter = LevelMeter(step=6)
    meter.changes([(ONE, 30)])
    meter.forget(ONE)
    meter.forget(ONE)
    assert meter.changes([(ONE, 30)]) == {ONE: 30}
