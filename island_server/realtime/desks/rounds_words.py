"""What somebody is told of the rounds on their island."""

from __future__ import annotations

from island_server.core.ids import PersonId
from island_server.core.round_series import RoundSeries, RunningRound
from island_server.realtime.desks.audience import is_host
from island_server.realtime.island_loop import IslandLoop
from island_server.realtime.sessions import Session


def told_to(
    session: Session, series: RoundSeries | None, loop: IslandLoop, ready: int, now_ms: int
) -> dict[str, object] | None:
    """The `rounds` message for somebody: what concerns them, and for hosts the plan as well."""
    if series is None:
        return None
    plan, running = series.plan, series.running
    told: dict[str, object] = {
        "size": plan.size,
        "minutes": plan.minutes,
        "willing": session.person in series.memory.willing,
        "round": series.number,
        "running": running is not None,
        "left_ms": 0 if running is None else max(0, running.ends_ms - now_ms),
        "group": None if running is None else _group(session.person, running, loop),
    }
    if is_host(session):
        told |= {
            "ready": ready,
            "where": plan.where.value,
            "zones": list(plan.zones),
            "question": plan.question,
        }
    return told


def _group(person: PersonId, running: RunningRound, loop: IslandLoop) -> dict[str, object] | None:
    number = running.group_of(person)
    if number is None:
        return {"with": [], "question": ""} if person in running.left_over else None
    sessions = [loop.sessions.of_person(other) for other in running.groups[number]]
    others = [it.avatar for it in sessions if it is not None and it.person != person]
    return {"with": others, "question": running.questions[number]}
