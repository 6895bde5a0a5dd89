"""The seats that zones give: whoever stands there has a part in a conversation of the zone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from island_server.core import events as ev
from island_server.core.ids import ZoneId
from island_server.core.rules import Rules
from island_server.core.zones import MEETING_KINDS, Zone, ZoneKind


class Seat(NamedTuple):
    """A zone's conversation, and the part one has in it while standing there."""

    kind: ev.ConversationKind
    zone: ZoneId
    capacity: int
    part: ev.Part
    may_lock: bool = False


def seats_by_zone(zones: Iterable[Zone], rules: Rules) -> dict[ZoneId, Seat]:
    """For each zone with a conversation of its own, the seat that it gives.

    A podium and the audiences of the same stage share one conversation, known by the podium.
    """
    zones = list(zones)
    podiums = {zone.stage: zone for zone in zones if zone.kind is ZoneKind.PODIUM}
    seats: dict[ZoneId, Seat] = {}
    for zone in zones:
        if zone.kind in MEETING_KINDS:
            is_table = zone.kind is ZoneKind.TABLE
            usual = rules.table_capacity if is_table else rules.meeting_capacity
            capacity = zone.capacity or usual
            seats[zone.id] = Seat(
                ev.ConversationKind.MEETING, zone.id, capacity, ev.Part.SPEAKER, zone.lockable
            )
        elif zone.kind in (ZoneKind.PODIUM, ZoneKind.AUDIENCE) and zone.stage in podiums:
            podium = podiums[zone.stage]
            part = ev.Part.SPEAKER if zone.kind is ZoneKind.PODIUM else ev.Part.LISTENER
            capacity = podium.capacity or rules.stage_capacity
            seats[zone.id] = Seat(ev.ConversationKind.STAGE, podium.id, capacity, part)
    return seats
