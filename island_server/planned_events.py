"""Which events are planned: that of the settings, and those of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from island_server.event_ports import EventPlan
from island_server.settings import Settings


def plan_of_settings(settings: Settings) -> EventPlan:
    """The event of the settings, which needs no record."""
    return EventPlan(
        id=settings.event_id,
        name=settings.event_name,
        map=settings.map,
        series=settings.series or settings.event_id,
        log=settings.log,
        retention_days=settings.retention_days,
        created_ms=0,
        is_default=True,
    )


def planned_events(settings: Settings, kept: Iterable[EventPlan]) -> dict[str, EventPlan]:
    """All plans by id, the event of the settings first.

    A record of its id tells only since when organiser links to it count.
    """
    found, default = {plan.id: plan for plan in kept}, plan_of_settings(settings)
    record = found.pop(default.id, None)
    if record is not None:
        default = replace(default, organisers_since_s=record.organisers_since_s)
    return {default.id: default, **found}
