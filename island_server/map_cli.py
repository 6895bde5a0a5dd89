"""`island map`: the maps that an island can use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from island_server.clock import SystemClock
from island_server.errors import MapError
from island_server.event_maps import library_of
from island_server.map_files.library import MapLibrary
from island_server.map_files.stored_map import plain_name
from island_server.ports import AddedMap, MapSummary
from island_server.settings import load_settings

map_cli = typer.Typer(no_args_is_help=True, help="The maps that an island can use.")


@map_cli.command()
def add(
    file: Annotated[Path, typer.Argument(help="A map file, a zip, or a folder with maps.")],
    name: Annotated[
        str | None, typer.Option(help="What to call it; else it is named after its file.")
    ] = None,
) -> None:
    """Check a map and copy it, with all that it refers to, into the data folder."""
    library = library_of(load_settings())
    added = _add(library, file, name)
    for one in added:
        _say_added(one)
    if not all(one.name for one in added):
        raise typer.Exit(1)


@map_cli.command(name="list")
def list_maps() -> None:
    """List the maps by name."""
    library = library_of(load_settings())
    chosen = library.chosen()
    for one in library.summaries():
        mark = "  (chosen for the event)" if one.name == chosen else ""
        typer.echo(f"{one.name:<24} {_facts(one)}{mark}")


@map_cli.command()
def remove(name: Annotated[str, typer.Argument(help="The name of a map that was added.")]) -> None:
    """Remove a map from the data folder."""
    library = library_of(load_settings())
    if name == library.chosen():
        raise MapError(f"{name}: is chosen for the event; choose another one first")
    library.remove(name)
    typer.echo(f"{name} is removed.")


def _add(library: MapLibrary, file: Path, name: str | None) -> list[AddedMap]:
    now_ms = SystemClock().wall_ms()
    if file.is_dir():
        return library.add_all(file, file.resolve().name, now_ms, name)
    if not file.is_file():
        raise MapError(f"{file}: there is no such file")
    if file.suffix.lower() == ".zip":
        return library.add_zip(file, now_ms, name)
    name = name or plain_name(file.stem)
    replaced = library.is_own(name)
    meta = library.add(file, file.parent, name, file.name, now_ms)
    return [AddedMap(file.name, name, replaced, tuple(meta.warnings))]


def _say_added(one: AddedMap) -> None:
    if one.name is None:
        typer.echo(f"island: {one.problem}", err=True)
        return
    for warning in one.warnings:
        typer.echo(f"{one.name}: {warning}", err=True)
    done = "replaced" if one.replaced else "added"
    typer.echo(
        f"{one.name} is {done}. Choose it on the organiser's page with the maps,"
        f" or with ISLAND_MAP={one.name} if no map was chosen there."
    )


def _facts(one: MapSummary) -> str:
    if one.problem is not None:
        return f"cannot be used: {one.problem}"
    whose = "of Eiland" if one.bundled else f"from {one.source}"
    return f"{one.width} x {one.height} tiles, {one.warnings} warnings, {whose}"
