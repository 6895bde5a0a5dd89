"""The `island` command: serve an island, make invitation links, let bots walk."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from island_server import invitation_cli, log_file_cli, log_insight_cli
from island_server.app import RunningIsland, running_island
from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.bots.rehearsing import RehearsalSettings
from island_server.core.events import Role
from island_server.errors import IslandError
from island_server.event_cli import event_cli
from island_server.log_cli import log_cli
from island_server.logging_setup import setup_logging
from island_server.map_cli import map_cli
from island_server.rehearsal_cli import Replayed, rehearse
from island_server.settings import Settings, load_settings, unknown_variables
from island_server.token_cli import token_cli

cli = typer.Typer(
    name="island",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Eiland: a virtual island where people meet. Settings are ISLAND_* variables.",
)
invitation_cli.register(cli)
cli.add_typer(map_cli, name="map")
cli.add_typer(log_cli, name="log")
cli.add_typer(event_cli, name="event")
cli.add_typer(token_cli, name="token")
log_insight_cli.register(log_cli)
log_file_cli.register(log_cli)


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen at.")] = None,
    port: Annotated[int | None, typer.Option(help="TCP port; 0 lets the system choose.")] = None,
    map_name: Annotated[
        str | None, typer.Option("--map", help="Name of a map, or the path of a map file.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Folder for everything kept.")] = None,
) -> None:
    """Serve an island until it is stopped with Ctrl-C or SIGTERM."""
    settings = load_settings(host=host, port=port, map=map_name, data_dir=data_dir)
    setup_logging(settings.log_format, settings.log_level)
    for warning in unknown_variables():
        typer.echo(f"island: {warning}", err=True)
    _run(_serve(settings))


@cli.command()
def bots(  # noqa: PLR0913, PLR0917 - options of a command
    count: Annotated[int, typer.Argument(min=1, max=5000, help="How many walk about.")] = 20,
    url: Annotated[str | None, typer.Option(help="Address of the island.")] = None,
    token: Annotated[
        str | None, typer.Option(help="Token of an invitation; else made from the data folder.")
    ] = None,
    seconds: Annotated[float | None, typer.Option(help="Stop after this long.")] = None,
    seed: Annotated[int, typer.Option(help="Same seed, same walks.")] = 1,
    replay: Annotated[
        str | None,
        typer.Option(
            metavar="FILE_OR_EVENT",
            help="Instead, rehearse a recorded event: an export as JSON Lines, or an event of the"
            " data folder. One bot for each avatar, under pseudonyms.",
        ),
    ] = None,
    speed: Annotated[
        float,
        typer.Option(
            min=1,
            max=60,
            help="How many times faster it is rehearsed. The island lets nobody walk faster: above"
            " 1, bots go straight to where the recorded avatar is at that moment.",
        ),
    ] = 1,
    begin: Annotated[
        str | None,
        typer.Option("--from", metavar="HH:MM", help="Rehearse from this time of day on."),
    ] = None,
    island: Annotated[
        str | None, typer.Option(help="Rehearse only what was on this island.")
    ] = None,
) -> None:
    """Let bots walk about and meet, to try an island with a crowd; or rehearse a recorded event."""
    settings = load_settings()
    token = token or invitation_cli.invitations_of(settings).make(Role.ATTENDEE, 1)
    if replay is not None:
        live = RehearsalSettings(url or invitation_cli.base_url(settings), token, speed)
        _run(_rehearse(settings, Replayed(replay, begin, island), live))
        return
    crowd = Crowd(CrowdSettings(url or invitation_cli.base_url(settings), token, count, seed))
    _run(_walk(crowd, seconds))


def main() -> None:
    """Run the command; a known error is one clear line each and exit status 1."""
    try:
        cli()
    except IslandError as error:
        for line in str(error).splitlines():
            typer.echo(f"island: {line}", err=True)
        sys.exit(1)


async def _serve(settings: Settings) -> None:
    stop = _stop_on_signals()
    async with running_island(settings) as island:
        _say_where(island, settings)
        waiting = [asyncio.create_task(event.wait()) for event in (stop, island.failed)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        typer.echo("Stopping: everybody is told, and the log is finished.")
    if island.failed.is_set():
        raise IslandError("the island stopped by a fault of its own; the lines above tell which")


async def _walk(crowd: Crowd, seconds: float | None) -> None:
    stop = _stop_on_signals()
    async with crowd:
        typer.echo(f"{len(crowd)} bots walk about. Ctrl-C ends it.")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
    typer.echo(crowd.report())


async def _rehearse(settings: Settings, replayed: Replayed, live: RehearsalSettings) -> None:
    await rehearse(settings, replayed, live, _stop_on_signals())


def _say_where(island: RunningIsland, settings: Settings) -> None:
    for warning in island.warnings:
        typer.echo(f"island: map: {warning}", err=True)
    typer.echo(f"\n{settings.event_name} is open at {island.url}\n")
    for role in Role:
        link = island.link(role, settings.invitation_days)
        typer.echo(f"  {role.value:<10} {link}")
    typer.echo(
        f"\nVoice and picture: UDP and TCP port {island.media_port}. "
        f"Kept in {settings.data_dir.resolve()}. Ctrl-C stops."
    )


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop where there is one."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)
