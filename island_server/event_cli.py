"""`island event`: plan events, copy, change and archive them, hand them over; also beside a server.

A server that runs looks at the plans every second.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated, Any, Literal

import typer

from island_server.core.events import Role
from island_server.event_planning import EventPlanning
from island_server.event_ports import EventPlan, EventScope, NewEvent
from island_server.planning_commands import moment, shown, with_planning
from island_server.protocol.event_messages import CopyDraft, PlanChanges, PlanDraft, parse_body

event_cli = typer.Typer(no_args_is_help=True, help="Plan events, and see which there are.")

_ALL = EventScope(None)

Name = Annotated[str, typer.Argument(help="What people read.")]
EventArgument = Annotated[str, typer.Argument(metavar="EVENT", help="Short name of an event.")]
MapOption = Annotated[str | None, typer.Option("--map", help="Name of a map of the library.")]
Begins = Annotated[
    str | None, typer.Option(help="When it begins: `2026-12-01 15:00`; `none` for no beginning.")
]
Ends = Annotated[str | None, typer.Option(help="When it ends, in the same form.")]
Zone = Annotated[
    str | None, typer.Option(help="Time zone of these times, such as Europe/Amsterdam.")
]
Log = Annotated[Literal["presence", "movement"] | None, typer.Option(help="What the log holds.")]
Days = Annotated[int | None, typer.Option(help="Days after which the log is deleted.")]
Description = Annotated[str | None, typer.Option(help="A few words for the door.")]
Languages = Annotated[
    str | None, typer.Option(help="Languages of the door, the first one first: `en,nl`.")
]
Capacity = Annotated[int | None, typer.Option(help="Most people at once.")]


@event_cli.command("list")
def list_events(
    archived: Annotated[bool, typer.Option("--archived", help="Also those put away.")] = False,
) -> None:
    """All events: short name, when, and what they are called."""

    async def show(planning: EventPlanning) -> None:
        for plan in planning.listed(_ALL):
            if archived or plan.archived_ms is None:
                typer.echo(_line(plan))

    with_planning(show)


@event_cli.command()
def show(event: EventArgument) -> None:
    """All that was planned for one event."""

    async def tell(planning: EventPlanning) -> None:
        plan = planning.find(_ALL, event)
        for name, value in _facts(plan):
            typer.echo(f"{name:<12} {value}")

    with_planning(tell)


@event_cli.command()
def create(  # noqa: PLR0913, PLR0917 - options of a command
    name: Name,
    map_name: MapOption = None,
    begins: Begins = None,
    ends: Ends = None,
    zone: Zone = None,
    description: Description = None,
    log: Log = None,
    retention_days: Days = None,
    languages: Languages = None,
    capacity: Capacity = None,
    series: Annotated[str | None, typer.Option(help="Series; else it stands alone.")] = None,
    template: Annotated[
        Literal["reception", "world_cafe", "poster_market", "plenary_breakouts"] | None,
        typer.Option(help="Zones to begin with."),
    ] = None,
    count: Annotated[int, typer.Option(help="How many tables, posters or break-outs.")] = 6,
    seats: Annotated[int, typer.Option(help="For how many people each.")] = 6,
) -> None:
    """Plan an event; prints the link for its organiser, which is shown only this once."""
    sent = _given(
        name=name,
        map=map_name or "nes",
        description=description,
        log=log,
        retention_days=retention_days,
        languages=_listed(languages),
        capacity=capacity,
        series=series,
        template=template and {"name": template, "count": count, "seats": seats},
        **_period(begins, ends, zone),
    )
    draft = parse_body(PlanDraft, sent)
    with_planning(lambda planning: _say_new(planning.create(_ALL, draft)))


@event_cli.command()
def copy(
    event: EventArgument, name: Name, begins: Begins = None, ends: Ends = None, zone: Zone = None
) -> None:
    """Plan an event like another one: its zones, and its activities without answers."""
    draft = parse_body(CopyDraft, {"name": name, **_period(begins, ends, zone)})
    with_planning(lambda planning: _say_new(planning.copy(_ALL, event, draft)))


@event_cli.command()
def edit(  # noqa: PLR0913, PLR0917 - options of a command
    event: EventArgument,
    name: Annotated[str | None, typer.Option(help="What people read.")] = None,
    map_name: MapOption = None,
    begins: Begins = None,
    ends: Ends = None,
    zone: Zone = None,
    description: Description = None,
    log: Log = None,
    retention_days: Days = None,
    languages: Languages = None,
    capacity: Capacity = None,
) -> None:
    """Change what was planned; what is not given stays."""
    sent = _given(
        name=name,
        map=map_name,
        description=description,
        log=log,
        retention_days=retention_days,
        languages=_listed(languages),
        capacity=capacity,
    )
    changes = parse_body(PlanChanges, {**sent, **_period(begins, ends, zone)})

    async def change(planning: EventPlanning) -> None:
        typer.echo(_line(await planning.edit(_ALL, event, changes)))

    with_planning(change)


@event_cli.command()
def archive(
    event: EventArgument,
    undo: Annotated[bool, typer.Option("--undo", help="Take it out again.")] = False,
) -> None:
    """Put an event away: nobody is let in, and its log stays for as long as was said."""

    async def put_away(planning: EventPlanning) -> None:
        typer.echo(_line(await planning.archive(_ALL, event, archived=not undo)))

    with_planning(put_away)


@event_cli.command()
def invite(
    event: EventArgument,
    role: Annotated[Role, typer.Argument(help="What the holder may do.")] = Role.ATTENDEE,
    days: Annotated[float | None, typer.Option(help="Days for which the link is valid.")] = None,
) -> None:
    """Make an invitation link to an event."""

    async def make(planning: EventPlanning) -> None:
        typer.echo(planning.invite(_ALL, event, role, days))

    with_planning(make)


@event_cli.command("hand-over")
def hand_over(
    event: EventArgument,
    revoke: Annotated[
        bool, typer.Option("--revoke", help="Make all earlier organiser links void.")
    ] = False,
) -> None:
    """Make a link for another organiser."""
    with_planning(lambda planning: _say_new(planning.hand_over(_ALL, event, revoke=revoke)))


async def _say_new(making: Awaitable[NewEvent]) -> None:
    made = await making
    typer.echo(_line(made.plan))
    typer.echo(f"  organiser  {made.link}")


def _period(begins: str | None, ends: str | None, zone: str | None) -> dict[str, Any]:
    """What was given of a period, as it is sent."""
    given = {"starts_ms": begins, "ends_ms": ends}
    return {key: moment(text, zone) for key, text in given.items() if text is not None}


def _given(**fields: object) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None}


def _listed(languages: str | None) -> list[str] | None:
    if languages is None:
        return None
    return [word.strip() for word in languages.split(",") if word.strip()]


def _line(plan: EventPlan) -> str:
    begins, away = shown(plan.starts_ms), "" if plan.archived_ms is None else "  (put away)"
    return f"{plan.id:<32} {begins:<22} {plan.name}{away}"


def _facts(plan: EventPlan) -> list[tuple[str, object]]:
    return [
        ("event", plan.id),
        ("name", plan.name),
        ("description", plan.description or "-"),
        ("map", plan.map),
        ("series", plan.series),
        ("begins", shown(plan.starts_ms)),
        ("ends", shown(plan.ends_ms)),
        ("log", f"{plan.log}, {plan.retention_days} days"),
        ("languages", ", ".join(plan.languages) or "all"),
        ("capacity", plan.capacity or "as the server"),
        ("put away", shown(plan.archived_ms)),
    ]
