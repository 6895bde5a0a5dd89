"""Raised hands: an order that everybody can trust."""

from __future__ import annotations

from island_server.core.ids import AvatarId, ZoneId
from island_server.core.stage_hands import PAUSE_MS, Place, StageHands

HALL, YARD = ZoneId("hall"), ZoneId("yard")
ANNA, BO, CEES = AvatarId(1), AvatarId(2), AvatarId(3)


def raised(*avatars: AvatarId) -> StageHands:
    hands = StageHands()
    for avatar in avatars:
        assert hands.raise_hand(HALL, avatar, 0) is True
    return hands


def test_who_raised_a_hand_first_is_first() -> None:
    hands = raised(BO, ANNA, CEES)
    assert hands.queues() == {HALL: [BO, ANNA, CEES]}
    assert hands.places()[CEES] == Place(HALL, 3)


def test_a_hand_that_is_up_keeps_its_place() -> None:
    hands = raised(BO, ANNA)
    assert hands.raise_hand(HALL, BO, PAUSE_MS) is False
    assert hands.queues() == {HALL: [BO, ANNA]}


def test_a_hand_taken_down_and_up_again_is_last() -> None:
    hands = raised(BO, ANNA)
    assert hands.lower(BO)
    assert hands.places() == {ANNA: Place(HALL, 1)}
    assert hands.raise_hand(HALL, BO, PAUSE_MS) is True
    assert hands.queues() == {HALL: [ANNA, BO]}


def test_nobody_waves_a_hand_up_and_down() -> None:
    hands = raised(BO)
    assert hands.lower(BO)
    assert not hands.lower(BO)
    assert hands.raise_hand(HALL, BO, PAUSE_MS - 1) is None
    assert hands.queues() == {}


def test_one_has_one_hand_for_all_stages() -> None:
    hands = raised(BO, ANNA)
    assert hands.raise_hand(YARD, BO, PAUSE_MS) is True
    assert hands.queues() == {HALL: [ANNA], YARD: [BO]}
    assert hands.is_up(YARD, BO)
    assert not hands.is_up(HALL, BO)


def test_hands_that_may_not_be_up_go_down_and_others_move_up() -> None:
    hands = raised(BO, ANNA, CEES)
    hands.keep(lambda avatar, stage: (avatar, stage) != (BO, HALL))
    assert hands.queues() == {HALL: [ANNA, CEES]}


def test_who_is_gone_is_forgotten_with_their_pause() -> None:
    hands = raised(BO)
    hands.forget(BO)
    assert hands.queues() == {}
    assert hands.raise_hand(HALL, BO, 1) is True
