"""`island invite` and `island invitations`: links to the event of a data folder, made and revoked.

A server that runs beside needs two seconds to hear of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer

from island_server.access.invitations import Invitations, invitation_link
from island_server.access.kept_links import KeptLinks
from island_server.access.link_book import LinkBook
from island_server.access.signing_key import load_signing_key
from island_server.access_ports import LinkRecord, LinkWish
from island_server.clock import SystemClock
from island_server.core.events import Role
from island_server.errors import IslandError, ReasonError
from island_server.protocol.text import MAX_NAME_CHARACTERS, clean_line
from island_server.settings import Settings, load_settings
from island_server.store.sql_links import links_beside

LABEL_MAX_CHARACTERS = 80

_Done = TypeVar("_Done")
_Work = Callable[[KeptLinks], Awaitable[_Done]]

invitations_cli = typer.Typer(
    no_args_is_help=True, help="The invitation links that are written down."
)


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command()(invite)
    cli.add_typer(invitations_cli, name="invitations")


def invite(
    role: Annotated[Role, typer.Argument(help="What the holder may do.")] = Role.ATTENDEE,
    days: Annotated[float | None, typer.Option(help="Days for which the link is valid.")] = None,
    uses: Annotated[
        int | None, typer.Option(min=1, help="How many new people may come by it.")
    ] = None,
    label: Annotated[str, typer.Option(help="For your own list.")] = "",
    group: Annotated[
        list[str] | None, typer.Option(help="A named group of who comes by it; repeatable.")
    ] = None,
) -> None:
    """Make an invitation link to the event of this data folder."""
    settings = load_settings()
    valid_days = days or settings.invitation_days
    if uses is None and not label and not group:
        typer.echo(link_of(settings, invitations_of(settings).make(role, valid_days)))
        return
    wish = _wish(role, valid_days, label, tuple(group or ()), uses)

    async def make(links: KeptLinks) -> str:
        return links.token_of(await links.make(wish))

    typer.echo(link_of(settings, _with_links(settings, make)))


@invitations_cli.command("list")
def list_links() -> None:
    """List the links that are written down, and the revoked ones."""

    async def read(links: KeptLinks) -> list[LinkRecord]:
        return links.all()

    for record in _with_links(load_settings(), read):
        typer.echo(_line(record))


@invitations_cli.command()
def revoke(
    link: Annotated[str, typer.Argument(help="The id out of the list, or the link itself.")],
) -> None:
    """Let a link open nothing from now on. Who is inside stays."""

    async def end(links: KeptLinks) -> LinkRecord:
        token = link.strip().partition("#")[0].rstrip("/").rpartition("/")[2]
        return await (links.revoke_token(token) if "." in token else links.revoke(token))

    typer.echo(f"{_with_links(load_settings(), end).id} is revoked")


def invitations_of(settings: Settings) -> Invitations:
    """Makes links to the event of the settings."""
    return Invitations(load_signing_key(settings.data_dir), settings.event_id, SystemClock())


def base_url(settings: Settings) -> str:
    """Where browsers find the island."""
    return settings.public_url or f"http://localhost:{settings.port}"


def link_of(settings: Settings, token: str) -> str:
    """The link that a person opens."""
    return invitation_link(base_url(settings), token)


def _wish(
    role: Role, days: float, label: str, groups: tuple[str, ...], uses: int | None
) -> LinkWish:
    try:
        label = clean_line(label, LABEL_MAX_CHARACTERS, "--label") if label.strip() else ""
        groups = tuple(clean_line(group, MAX_NAME_CHARACTERS, "--group") for group in groups)
    except ReasonError as error:
        raise IslandError(str(error)) from None
    return LinkWish(role, days, label, groups, uses)


def _with_links(settings: Settings, work: _Work[_Done]) -> _Done:
    """Do something with the links in the database. Raises `IslandError`."""
    address = settings.database_url.get_secret_value() if settings.database_url else None

    async def run() -> _Done:
        async with links_beside(settings.data_dir, address, settings.event_id) as store:
            clock = SystemClock()
            book = LinkBook(store, clock)
            await book.load()
            return await work(KeptLinks(book, invitations_of(settings), clock))

    return asyncio.run(run())


def _line(record: LinkRecord) -> str:
    uses = f"{record.uses} of {record.uses_max}" if record.uses_max else f"{record.uses}"
    until = datetime.fromtimestamp(record.expires_ms / 1000, UTC)
    state = "revoked" if record.revoked_ms is not None else f"until {until:%Y-%m-%d}"
    groups = f" ({', '.join(record.groups)})" if record.groups else ""
    return f"{record.id}  {record.role.value:<9}  {uses:>8}  {state:<16}  {record.label}{groups}"
