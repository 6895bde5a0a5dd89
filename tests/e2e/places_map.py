"""A hall and a garden as WorkAdventure's map makers write them, with all their files."""

from __future__ import annotations

import json
import struct
import wave
from pathlib import Path

from PIL import Image, ImageDraw

from tests.map_files.made_maps import Json, area, objects, properties

TILE = 32
FLOOR, RUG, WALL, SHUT, AJAR, GRASS, HEDGE, PATH, SIGN = range(1, 10)
COLOURS = (
    "#d8c9a8",
    "#b7d0c4",
    "#5b4a3f",
    "#8a4b2a",
    "#d8c9a8",
    "#8fb573",
    "#3f6b3a",
    "#cdbb90",
    "#d020d0",
)
"""Of the tiles, in their order; nothing else has that of the sign."""
SOLID = {WALL, SHUT, HEDGE, SIGN}
WIDTH, HEIGHT = 22, 13
ELSEWHERE = "https://news.example.org/today"
"""A page of another host; it has no address, and tests answer for it."""

PROGRAMME = """<!doctype html><html lang="en"><title>Programme</title>
<style>body { font: 16px/1.5 sans-serif; color: #223; background: #fff; padding: 16px }</style>
<h1>Programme</h1><p>10:00 Coffee. 11:00 <a href="#end">Walk</a>.</p><p id="end">Then lunch.</p>
"""


def write_maps(folder: Path) -> Path:
    """Write two maps that lead to each other and all they need; gives the main one."""
    folder.mkdir()
    _draw_tiles(folder / "tiles.png")
    _write_sound(folder / "sea.wav")
    (folder / "programme.html").write_text(PROGRAMME, encoding="utf-8")
    for name, document in (
        ("hall.tmj", _hall()),
        ("hall.wam", _editor()),
        ("garden.tmj", garden()),
    ):
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
    return folder / "hall.wam"


def garden() -> Json:
    """The map to which the hall leads, with an entry and a way back."""
    return _map(
        "The garden",
        _layer("ground", {(x, y): GRASS for x in range(20) for y in range(12)}, 20, 12),
        _layer("hedges", _walls(20, 12, HEDGE), 20, 12),
        _layer("start", {(2, 2): PATH}, 20, 12),
        _layer("gate", {(14, 8): PATH, (15, 8): PATH}, 20, 12, startLayer=True),
        _layer("back", {(x, 10): PATH for x in (14, 15)}, 20, 12, exitUrl="hall.tmj#side"),
        objects(),
    )


def _hall() -> Json:
    pantry = {(x, y): WALL for x in range(5) for y in (1, 5)} | {(4, y): WALL for y in range(1, 5)}
    doorway = (4, 3)
    pantry.pop(doorway)
    rugs = [(6, 1, 2), (10, 1, 2), (13, 1, 2), (13, 4, 2), (1, 9, 3), (6, 8, 3), (17, 7, 2)]
    floor = {(x, y): FLOOR for x in range(WIDTH) for y in range(HEIGHT)}
    laid = {(x + i, y + j): RUG for x, y, size in rugs for i in range(size) for j in range(size)}
    way_out = {(x, 11): PATH for x in (12, 13, 14)}
    door = {"name": "pantryDoor", "type": "variable", "x": 128, "y": 96, "point": True}
    layers = {"openLayer": "door/open", "closeLayer": "door/closed"}
    return _map(
        "The hall",
        _layer("floor", floor | laid),
        _layer("start", {(8, 5): PATH, (9, 7): PATH}),
        _layer("walls", _walls(WIDTH, HEIGHT, WALL) | pantry | {(19, 2): SIGN}),
        {
            "type": "group",
            "name": "door",
            "layers": [
                _layer("open", {doorway: AJAR}, visible=False),
                _layer("closed", {doorway: SHUT}),
            ],
        },
        _layer(
            "doorstep",
            {(3, 3): FLOOR, doorway: FLOOR, (5, 3): FLOOR},
            doorVariable="pantryDoor",
            openTriggerMessage="Open the pantry",
            closeTriggerMessage="Close the pantry",
            visible=False,
        ),
        _layer("way out", way_out, exitUrl="garden.tmj#gate"),
        objects(
            {**door, "properties": properties(door=True, default=False, **layers)},
            area(
                "Desk", 6, 1, 2, 2,
                openWebsite="programme.html",
                openWebsiteTrigger="onaction",
                openWebsiteTriggerMessage="Read the programme",
                openWebsiteWidth=40,
            ),
            area("News corner", 10, 1, 2, 2, openWebsite=ELSEWHERE),
            area("Radio", 13, 1, 2, 2, playAudio="sea.wav", audioVolume=0.3, audioLoop=True),
            area("Hush", 1, 9, 3, 3, silent=True),
            area("Lookout", 17, 1, 4, 4, focusable=True, zoomMargin=0.2),
            area(
                "Board room", 6, 8, 3, 3,
                jitsiRoom="board", jitsiTrigger="onaction", maxUsers=2,
            ),
            area("side", 17, 10, 2, 2, start=True),
        ),
    )  # fmt: skip


def _editor() -> Json:
    """What WorkAdventure's editor keeps beside the map."""
    rest = {"visible": True, "width": 2 * TILE, "height": 2 * TILE}
    tip = {"id": "t", "type": "tooltipPropertyData", "content": "Rixt, 1900", "duration": -1}
    staff = {"id": "r", "type": "restrictedRightsPropertyData", "readTags": ["staff"]}
    return {
        "version": "2.1.0",
        "mapUrl": "hall.tmj",
        "areas": [
            {"id": "statue", "name": "Statue", "x": 13 * TILE, "y": 4 * TILE, **rest}
            | {"properties": [tip]},
            {"id": "staff", "name": "Staff room", "x": 17 * TILE, "y": 7 * TILE, **rest}
            | {"properties": [staff | {"writeTags": []}]},
        ],
        "entities": {},
        "entityCollections": [],
    }


def _map(name: str, *layers: Json) -> Json:
    first = layers[0]
    tiles = [{"id": n - 1, "properties": properties(collides=True)} for n in sorted(SOLID)]
    sheet = {"firstgid": 1, "name": "house", "image": "tiles.png", "tilecount": 9, "columns": 9}
    made_by = "Drawn for a test by A. N. Other, CC0 1.0"
    size = {"tilewidth": TILE, "tileheight": TILE}
    return {
        "type": "map",
        "version": "1.10",
        "orientation": "orthogonal",
        "infinite": False,
        **size,
        "width": first["width"],
        "height": first["height"],
        "layers": list(layers),
        "tilesets": [
            sheet
            | size
            | {"imagewidth": 9 * TILE, "imageheight": TILE, "margin": 0, "spacing": 0}
            | {"tiles": tiles, "properties": properties(tilesetCopyright=made_by)}
        ],
        "properties": properties(
            mapName=name, mapCopyright="CC BY 4.0, see https://example.org/licence"
        ),
    }


def _layer(
    name: str,
    cells: dict[tuple[int, int], int],
    width: int = WIDTH,
    height: int = HEIGHT,
    *,
    visible: bool = True,
    **values: object,
) -> Json:
    data = [cells.get((x, y), 0) for y in range(height) for x in range(width)]
    layer: Json = {"type": "tilelayer", "name": name, "width": width, "height": height}
    return layer | {"data": data, "visible": visible, "properties": properties(**values)}


def _walls(width: int, height: int, tile: int) -> dict[tuple[int, int], int]:
    return {
        (x, y): tile
        for x in range(width)
        for y in range(height)
        if x in (0, width - 1) or y in (0, height - 1)
    }


def _draw_tiles(path: Path) -> None:
    sheet = Image.new("RGB", (len(COLOURS) * TILE, TILE))
    pen = ImageDraw.Draw(sheet)
    for n, colour in enumerate(COLOURS):
        left, right = n * TILE, n * TILE + TILE - 1
        pen.rectangle((left, 0, right, TILE - 1), fill=colour)
        if n + 1 == AJAR:
            pen.rectangle((left, 0, left + 5, TILE - 1), fill="#8a4b2a")
        if n + 1 == SHUT:
            pen.ellipse((right - 9, 14, right - 4, 19), fill="#f0d060")
    sheet.save(path)


def _write_sound(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(b"".join(struct.pack("<h", 900 * (n % 8 - 4)) for n in range(8_000)))
