"""`island map`: look at map files before anybody walks on them, and keep those that are used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from island_server.clock import SystemClock
from island_server.errors import MapError
from island_server.event_maps import library_of
from island_server.map_files.findings import Findings
from island_server.map_files.inspection import inspect
from island_server.map_files.library import MapLibrary
from island_server.map_files.load import parse_map
from island_server.map_files.meaning import interpret
from island_server.map_files.names import plain_name
from island_server.map_files.report import examine, remark_on_map
from island_server.map_files.tiled_model import TiledMap
from island_server.map_ports import AddedMap, MapSummary
from island_server.settings import load_settings

map_cli = typer.Typer(
    no_args_is_help=True, help="The maps that an island can use: look at files, add, list, remove."
)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Map files.")]


@map_cli.command("inspect")
def inspect_files(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Print the facts of map files: size, walls, entry, zones. A file that is no map says why."""
    for file in files:
        document = _facts(file)
        if as_json:
            typer.echo(json.dumps(document, ensure_ascii=False))
        else:
            typer.echo("\n".join(_readable(document)))


@map_cli.command("report")
def report_file(file: Annotated[Path, typer.Argument(help="Map file.")]) -> None:
    """Say in plain language what is wrong with a map. Exit status 1: it cannot be used."""
    report = examine(file, parse_map)
    typer.echo("\n".join(report.lines()))
    if report.error:
        raise typer.Exit(1)


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
        typer.echo(f"{one.name:<24} {_summary(one)}{mark}")


@map_cli.command()
def remove(name: Annotated[str, typer.Argument(help="The name of a map that was added.")]) -> None:
    """Remove a map from the data folder."""
    library = library_of(load_settings())
    if name == library.chosen():
        raise MapError(f"{name}: is chosen for the event; choose another one first")
    library.remove(name)
    typer.echo(f"{name} is removed.")


def _facts(file: Path) -> dict[str, object]:
    try:
        tiled = parse_map(file)
        found = inspect(tiled, str(file), _warnings(tiled, file))
    except MapError as error:
        return {"file": str(file), "error": str(error)}
    return found.as_document()


def _warnings(tiled: TiledMap, file: Path) -> Iterator[str]:
    findings = Findings()
    yield from tiled.warnings
    try:
        yield from interpret(tiled, plain_name(file.stem)).warnings
    except MapError as error:
        yield str(error)
    remark_on_map(tiled, file, findings)
    yield from (f"{tiled.file}: {text}" for text in findings.texts())


def _readable(document: dict[str, object]) -> Iterator[str]:
    yield f"{document['file']}"
    for name, value in document.items():
        if name != "file":
            yield f"  {name}: {_plain(value)}"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list | tuple):
        return "; ".join(_plain(item) for item in value) or "none"
    return str(value)


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


def _summary(one: MapSummary) -> str:
    if one.problem is not None:
        return f"cannot be used: {one.problem}"
    whose = "of Eiland" if one.bundled else f"from {one.source}"
    return f"{one.width} x {one.height} tiles, {one.warnings} warnings, {whose}"
