"""How long reading map files takes, held against pytiled-parser on the same files in the same run.

Makes its own large maps, or takes those of a folder. Each file is read by both in turn, several
times; what counts is the CPU time of the whole process, the median per file, added up over the
files that both read. Ours reads more: properties of groups, limits, references, cut infinite maps.

    python -m tests.benchmarks.maps [--folder DIR] [--rounds N] [--verbose]
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import statistics
import sys
import tempfile
import time
import zlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytiled_parser

from island_server.errors import MapError
from island_server.map_files.load import parse_map

SUFFIXES = frozenset({".tmj", ".json", ".tmx"})
SIDE, LAYERS, TILES = 200, 14, 1_000
CHUNK = 16


@dataclass(frozen=True, slots=True)
class Result:
    """The CPU time that each reader needs for one file, the median, in ms."""

    file: Path
    ours_ms: float
    theirs_ms: float


def main() -> int:
    """Print a line per file if asked to, and last one JSON object."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", type=Path, help="read the maps below this folder instead")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--verbose", action="store_true")
    given = asked.parse_args()
    if given.folder is not None:
        found = sorted(path for path in given.folder.rglob("*") if path.suffix in SUFFIXES)
        report(found, given.rounds, verbose=given.verbose)
    else:
        with tempfile.TemporaryDirectory() as folder:
            report(list(made_maps(Path(folder))), given.rounds, verbose=True)
    return 0


def report(files: list[Path], rounds: int, *, verbose: bool) -> None:
    """Measure files and print the outcome."""
    readable = [path for path in files if reads(ours, path)]
    shared = [path for path in readable if reads(theirs, path)]
    results = [measure(path, rounds) for path in shared]
    for result in results if verbose else ():
        kib = result.file.stat().st_size / 1024
        sys.stdout.write(
            f"{result.file.name:28} {kib:7.0f} KiB  ours {result.ours_ms:7.1f} ms"
            f"  pytiled-parser {result.theirs_ms:7.1f} ms\n"
        )
    ours_ms = sum(result.ours_ms for result in results)
    theirs_ms = sum(result.theirs_ms for result in results)
    outcome = {
        "ours_cpu_ms": round(ours_ms, 1),
        "pytiled_parser_cpu_ms": round(theirs_ms, 1),
        "ratio": round(ours_ms / theirs_ms, 3) if theirs_ms else None,
        "largest_ours_cpu_ms": round(max((r.ours_ms for r in results), default=0.0), 1),
        "files": len(files),
        "files_ours_reads": len(readable),
        "files_both_read": len(shared),
    }
    sys.stdout.write(json.dumps(outcome) + "\n")


def ours(path: Path) -> object:
    return parse_map(path)


def theirs(path: Path) -> object:
    return pytiled_parser.parse_map(path)


def reads(reader: Callable[[Path], object], path: Path) -> bool:
    try:
        reader(path)
    except MapError:
        return False
    except Exception:  # noqa: BLE001  # it throws whatever it stumbles over
        return False
    return True


def measure(path: Path, rounds: int) -> Result:
    times: dict[Callable[[Path], object], list[float]] = {ours: [], theirs: []}
    for _ in range(max(rounds, 5)):
        for reader, taken in times.items():
            begun = time.process_time()
            reader(path)
            taken.append(1_000 * (time.process_time() - begun))
    return Result(path, statistics.median(times[ours]), statistics.median(times[theirs]))


def made_maps(folder: Path) -> Iterator[Path]:
    """Write maps of 14 layers of 200 x 200 cells with objects and tiles that have properties."""
    chance = random.Random(3)
    layers = [cells(chance) for _ in range(LAYERS)]
    fixed = {"infinite": False, "layers": [*map(listed, layers), things(chance)]}
    packed = {"infinite": False, "layers": [*map(zipped, layers), things(chance)]}
    endless = {"infinite": True, "layers": [*map(chunked, layers), things(chance)]}
    for name, document in (("array", fixed), ("zlib", packed), ("infinite", endless)):
        path = folder / f"{name}.tmj"
        path.write_text(json.dumps(head() | document), encoding="utf-8")
        yield path
    for name, encoding in (("csv", "csv"), ("base64", "base64"), ("zlib", "zlib")):
        path = folder / f"{name}.tmx"
        path.write_text(xml([as_xml(layer, encoding) for layer in layers]), encoding="utf-8")
        yield path


def cells(chance: random.Random) -> array[int]:
    """Make runs of the same tile, a third of them empty, some flipped."""
    found = array("I")
    while len(found) < SIDE * SIDE:
        gid = chance.choice([0, chance.randint(1, TILES), chance.randint(1, TILES)])
        flips = chance.choice([0, 0, 0, 0x8000_0000]) if gid else 0
        found.extend([gid | flips] * chance.randint(1, 12))
    return found[: SIDE * SIDE]


def head() -> dict[str, object]:
    tiles = [{"id": n, "properties": collides()} for n in range(0, TILES, 2)]
    tileset = {"firstgid": 1, "name": "t", "image": "t.png", "imagewidth": 1280}
    tileset |= {"imageheight": 800, "tilecount": TILES, "columns": 40, "margin": 0, "spacing": 0}
    tileset |= {"tilewidth": 32, "tileheight": 32, "tiles": tiles, "type": "tileset"}
    size = {"width": SIDE, "height": SIDE, "tilewidth": 32, "tileheight": 32}
    form = {"type": "map", "version": "1.10", "tiledversion": "1.10.2", "renderorder": "right-down"}
    more = {"orientation": "orthogonal", "nextlayerid": 99, "nextobjectid": 999}
    return {**form, **size, **more, "compressionlevel": -1, "tilesets": [tileset]}


def collides() -> list[dict[str, object]]:
    return [{"name": "collides", "type": "bool", "value": True}]


def layer_head() -> dict[str, object]:
    place = {"x": 0, "y": 0, "width": SIDE, "height": SIDE, "opacity": 1, "visible": True}
    return {"type": "tilelayer", "name": "layer", "id": 1, **place}


def listed(layer: array[int]) -> dict[str, object]:
    return layer_head() | {"data": layer.tolist()}


def zipped(layer: array[int]) -> dict[str, object]:
    return layer_head() | {"data": base64zip(layer), "encoding": "base64", "compression": "zlib"}


def chunked(layer: array[int]) -> dict[str, object]:
    chunks = [
        {"x": x, "y": y, "width": CHUNK, "height": CHUNK, "data": part(layer, x, y)}
        for y in range(0, SIDE - CHUNK + 1, CHUNK)
        for x in range(0, SIDE - CHUNK + 1, CHUNK)
    ]
    return layer_head() | {"chunks": chunks, "startx": 0, "starty": 0}


def part(layer: array[int], x: int, y: int) -> list[int]:
    rows = range(y * SIDE + x, (y + CHUNK) * SIDE + x, SIDE)
    return [gid for row in rows for gid in layer[row : row + CHUNK]]


def things(chance: random.Random) -> dict[str, object]:
    box = {"width": 64, "height": 64, "rotation": 0, "visible": True, "type": "area"}
    objects = [
        {"id": n, "name": f"area {n}", "x": chance.randint(0, 6000), "y": 32, **box}
        | {"properties": [{"name": "silent", "type": "bool", "value": True}]}
        for n in range(500)
    ]
    place = {"x": 0, "y": 0, "opacity": 1, "visible": True, "draworder": "topdown"}
    return {"type": "objectgroup", "name": "floorLayer", "id": 2, "objects": objects, **place}


def base64zip(layer: array[int]) -> str:
    return base64.b64encode(zlib.compress(layer.tobytes())).decode()


def as_xml(layer: array[int], encoding: str) -> str:
    if encoding == "csv":
        rows = (",".join(map(str, layer[y : y + SIDE])) for y in range(0, SIDE * SIDE, SIDE))
        return '<data encoding="csv">\n' + ",\n".join(rows) + "\n</data>"
    if encoding == "zlib":
        return f'<data encoding="base64" compression="zlib">{base64zip(layer)}</data>'
    return f'<data encoding="base64">{base64.b64encode(layer.tobytes()).decode()}</data>'


def xml(data: list[str]) -> str:
    wall = '<properties><property name="collides" type="bool" value="true"/></properties>'
    tiles = "".join(f'<tile id="{n}">{wall}</tile>' for n in range(0, TILES, 2))
    layers = "".join(
        f'<layer id="{n}" name="l{n}" width="{SIDE}" height="{SIDE}">{cells}</layer>'
        for n, cells in enumerate(data)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<map version="1.10" tiledversion="1.10.2" orientation="orthogonal" width="{SIDE}"'
        f' height="{SIDE}" tilewidth="32" tileheight="32" infinite="0" renderorder="right-down"'
        ' nextlayerid="99" nextobjectid="99"><tileset firstgid="1" name="t" tilewidth="32"'
        f' tileheight="32" tilecount="{TILES}" columns="40"><image source="t.png" width="1280"'
        f' height="800"/>{tiles}</tileset>{layers}</map>\n'
    )


if __name__ == "__main__":
    raise SystemExit(main())
