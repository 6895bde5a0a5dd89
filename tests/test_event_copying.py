from __future__ import annotations

import json

from island_server.core.activities.board import Board, Delete, Open, Put
from island_server.core.activities.draft import Draft, Kind, Option
from island_server.core.ids import PersonId
from island_server.event_copying import COPIED, copied_shelf
from island_server.protocol.activity_keeping import pack_activity, unpack_activity, unpack_names

NOW_MS = 1_750_000_000_000
POLL = Draft(Kind.POLL, "Tea?", options=(Option("yes"), Option("no")))
PICTURES = Draft(Kind.PICTURES, "Logo", options=(Option("a", "a.png"), Option("b", "b.png")))
ZONES = {
    "v": 1,
    "zones": [],
    "gone": ["podium"],
    "removed": [{"id": "h1"}],
    "next": 4,
    "looked_ms": 5,
}


def shelf_of(board: Board) -> dict[str, bytes]:
    return {f"activity:{activity.id}": pack_activity(activity) for activity in board}


def test_activities_begin_anew_as_drafts_without_answers() -> None:
    board = Board()
    for command in (Put("p", POLL), Put("v", PICTURES), Put("d", POLL), Open("p"), Delete("d")):
        board.apply(command, NOW_MS)
    board.find("p").choose((0,), PersonId("anna"), None)
    shelf = {
        **shelf_of(board),
        "activity:p:key": b"secret",
        "activity:p:asked": b"who",
        "picture:a.png": b"A",
        "picture:old.png": b"O",
        "activity:broken": b"?",
    }
    copied = copied_shelf(shelf, NOW_MS + 1)
    names = unpack_names(copied["activities"])
    found = [unpack_activity(copied[f"activity:{name}"], None) for name in names]
    assert [(it.draft, it.phase, it.results(NOW_MS).answers) for it in found] == [
        (POLL, "draft", 0),
        (PICTURES, "draft", 0),
    ]
    assert not {"p", "v", "d"} & set(names)
    assert unpack_names(copied["activities:pictures"]) == ["a.png"]
    assert {key for key in copied if key.startswith("picture:")} == {"picture:a.png"}
    assert not [key for key in copied if key.endswith((":key", ":asked"))]


def test_zones_go_along_but_not_those_that_were_taken_away() -> None:
    shelf = {"zones/nes": json.dumps(ZONES).encode(), "zones/broken": b"{"}
    copied = copied_shelf(shelf, NOW_MS)
    assert set(copied) == {"zones/nes"}
    kept = json.loads(copied["zones/nes"])
    assert kept == {**ZONES, "removed": [], "looked_ms": NOW_MS}


def test_nothing_about_people_is_even_looked_at() -> None:
    for key in (
        "order",
        "blocks",
        "gathering.met",
        "gathering.greeters",
        "gathering.announcements",
    ):
        assert not key.startswith(COPIED)
