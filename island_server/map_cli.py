"""`island map`: look at map files before anybody walks on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from island_server.errors import MapError
from island_server.map_files.findings import Findings
from island_server.map_files.inspection import inspect
from island_server.map_files.load import parse_map
from island_server.map_files.meaning import interpret
from island_server.map_files.names import plain_name
from island_server.map_files.report import examine, remark_on_map
from island_server.map_files.tiled_model import TiledMap

map_cli = typer.Typer(
    no_args_is_help=True, help="Look at map files, made with Tiled or for WorkAdventure."
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
