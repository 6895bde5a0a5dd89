"""What a copy of an event takes along: zones and activities, never anything about people."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping

from island_server.core.activities.board import Board, Put
from island_server.core.activities.draft import Draft
from island_server.protocol.activity_keeping import (
    Damaged,
    pack_activity,
    pack_names,
    unpack_activity,
)
from island_server.realtime.desks.activity_shelf import INDEX, PICTURES
from island_server.realtime.desks.zone_book import ZONES, copied_page

_log = logging.getLogger("island_server")

COPIED = (ZONES, "activity:", "picture:")
"""How the keys begin of what is looked at. Bans, blocks, reports and rounds are about people."""


def copied_shelf(shelf: Mapping[str, bytes], wall_ms: int) -> dict[str, bytes]:
    """What the shelf of a copy holds, out of that of the event that is copied.

    Activities begin anew as drafts of other ids, without answers and without keys. What is damaged
    is left out.
    """
    copied = dict[str, bytes]()
    for key, data in shelf.items():
        if key.startswith(ZONES):
            try:
                copied[key] = copied_page(data, wall_ms)
            except ValueError as error:
                _log.warning("zones of %s are damaged, and not copied: %s", key, error)
    return {**copied, **_activities(shelf, wall_ms)}


def _activities(shelf: Mapping[str, bytes], wall_ms: int) -> dict[str, bytes]:
    board = Board()
    for draft in _drafts(shelf):
        board.apply(Put(secrets.token_hex(6), draft), wall_ms)
    pictures = [name for name in sorted(board.pictures()) if f"picture:{name}" in shelf]
    copied = {f"activity:{activity.id}": pack_activity(activity) for activity in board}
    if copied:
        copied[INDEX] = pack_names([activity.id for activity in board])
        copied[PICTURES] = pack_names(pictures)
    return {**copied, **{f"picture:{name}": shelf[f"picture:{name}"] for name in pictures}}


def _drafts(shelf: Mapping[str, bytes]) -> list[Draft]:
    found = []
    for key, data in shelf.items():
        if key.startswith("activity:") and key.count(":") == 1:
            try:
                found.append(unpack_activity(data, None))
            except Damaged as error:
                _log.warning("%s is damaged, and not copied: %s", key, error)
    return [activity.draft for activity in found if not activity.is_deleted]
