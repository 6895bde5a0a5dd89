"""`island token`: tokens with which programs manage events; also beside a server that runs."""

from __future__ import annotations

from typing import Annotated

import typer

from island_server.access.api_tokens import digest_of, new_identity, new_secret
from island_server.clock import SystemClock
from island_server.errors import IslandError
from island_server.event_ports import ApiToken
from island_server.planning_commands import shown, with_store
from island_server.protocol.event_messages import NAME_CHARACTERS
from island_server.protocol.text import clean_line
from island_server.settings import Settings
from island_server.store.planning_store import PlanningStore

token_cli = typer.Typer(no_args_is_help=True, help="Tokens for programs that manage events.")


@token_cli.command()
def create(
    name: Annotated[str, typer.Option(help="What it is for.")],
    series: Annotated[
        str | None, typer.Option(help="The only series that it reaches; else all events.")
    ] = None,
) -> None:
    """Make a token; it is shown only this once."""
    secret = new_secret()
    wall_ms = SystemClock().wall_ms()
    token = ApiToken(new_identity(), clean_line(name, NAME_CHARACTERS, "name"), series, wall_ms)

    async def keep(_settings: Settings, store: PlanningStore) -> None:
        await store.tokens.add(token, digest_of(secret))
        typer.echo(f"{token.id}  {secret}")

    with_store(keep)


@token_cli.command("list")
def list_tokens() -> None:
    """The tokens that count, without their secrets."""

    async def show(_settings: Settings, store: PlanningStore) -> None:
        for it in await store.tokens.tokens():
            reach = it.series or "all events"
            typer.echo(f"{it.id}  {shown(it.created_ms):<22} {reach:<24} {it.name}")

    with_store(show)


@token_cli.command()
def revoke(identity: Annotated[str, typer.Argument(metavar="TOKEN", help="Its short id.")]) -> None:
    """Let a token count no more, from the next request on."""

    async def forget(_settings: Settings, store: PlanningStore) -> None:
        if not await store.tokens.revoke(identity):
            raise IslandError(f"{identity}: there is no such token")
        typer.echo(f"{identity} does not count any more.")

    with_store(forget)
