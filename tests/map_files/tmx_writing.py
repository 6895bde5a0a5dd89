"""Writes a map in memory as TMX, so that Tiled can draw the very map that a test has made."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from island_server.map_files.tiled_model import (
    ImageLayer,
    Layer,
    LayerStyle,
    ObjectLayer,
    TiledMap,
    TiledObject,
    TileLayer,
    Tileset,
)


def write_tmx(
    tiled: TiledMap, path: Path, group: str = "", around: LayerStyle | None = None
) -> None:
    """Write a map. Layers called `GROUP/...` are put in a group with the style `around`."""
    size = {"width": tiled.width, "height": tiled.height}
    grid = {"tilewidth": tiled.tile_width, "tileheight": tiled.tile_height}
    top = _tag("map", None, version="1.8", orientation="orthogonal", **size, **grid)
    top.set("renderorder", "right-down")
    if tiled.background:
        top.set("backgroundcolor", tiled.background)
    for tileset in tiled.tilesets:
        _write_tileset(top, tileset)
    inside: ET.Element | None = None
    for layer in tiled.layers:
        if around is None or not layer.name.startswith(f"{group}/"):
            inside = None
            _write_layer(top, layer, layer.name, layer.style, tiled.width)
            continue
        if inside is None:
            inside = _tag("group", top, name=group, **_style(around))
        own = LayerStyle(
            opacity=layer.style.opacity / around.opacity,
            tint=layer.style.tint,
            offset_x=layer.style.offset_x - around.offset_x,
            offset_y=layer.style.offset_y - around.offset_y,
        )
        _write_layer(inside, layer, layer.name.removeprefix(f"{group}/"), own, tiled.width)
    ET.ElementTree(top).write(path, encoding="utf-8", xml_declaration=True)


def _write_tileset(top: ET.Element, tileset: Tileset) -> None:
    node = _tag(
        "tileset",
        top,
        firstgid=tileset.first,
        name=tileset.name,
        tilewidth=tileset.tile_width,
        tileheight=tileset.tile_height,
        tilecount=tileset.count,
        columns=tileset.columns if tileset.image else 0,
        margin=tileset.margin,
        spacing=tileset.spacing,
        objectalignment=tileset.object_alignment,
    )
    if tileset.offset_x or tileset.offset_y:
        _tag("tileoffset", node, x=tileset.offset_x, y=tileset.offset_y)
    if tileset.image:
        image = _tag("image", node, source=tileset.image)
        if tileset.transparent:
            image.set("trans", tileset.transparent.removeprefix("#"))
    for tile in sorted({*tileset.tile_images, *tileset.animations}):
        own = _tag("tile", node, id=tile)
        if tile in tileset.tile_images:
            picture = tileset.tile_images[tile]
            _tag("image", own, source=picture.image, width=picture.width, height=picture.height)
        if tile in tileset.animations:
            animation = _tag("animation", own)
            for frame in tileset.animations[tile]:
                _tag("frame", animation, tileid=frame.tile, duration=frame.ms)


def _write_layer(
    parent: ET.Element, layer: Layer, name: str, style: LayerStyle, width: int
) -> None:
    match layer:
        case TileLayer():
            height = len(layer.gids) // width
            node = _tag("layer", parent, name=name, width=width, height=height, **_style(style))
            _tag("data", node, encoding="csv").text = ",".join(map(str, layer.gids))
        case ImageLayer():
            repeat = {"repeatx": int(layer.repeat_x), "repeaty": int(layer.repeat_y)}
            node = _tag("imagelayer", parent, name=name, **repeat, **_style(style))
            _tag("image", node, source=layer.image)
        case ObjectLayer():
            order = "index" if layer.by_index else "topdown"
            node = _tag("objectgroup", parent, name=name, draworder=order, **_style(style))
            for number, thing in enumerate(layer.objects, 1):
                _write_object(node, thing, number)


def _write_object(parent: ET.Element, thing: TiledObject, number: int) -> None:
    box = {"x": thing.x, "y": thing.y, "width": thing.width, "height": thing.height}
    node = _tag("object", parent, id=number, rotation=thing.rotation, **box)
    node.set("visible", str(int(thing.visible)))
    if thing.gid:
        node.set("gid", str(thing.gid))
    if thing.text:
        text = thing.text
        _tag(
            "text",
            node,
            fontfamily=text.font,
            pixelsize=text.size_px,
            color=text.colour,
            bold=int(text.bold),
            italic=int(text.italic),
            underline=int(text.underline),
            strikeout=int(text.strikeout),
            wrap=int(text.wrap),
            halign=text.horizontal,
            valign=text.vertical,
        ).text = text.text


def _style(style: LayerStyle) -> dict[str, object]:
    found: dict[str, object] = {
        "visible": int(style.visible),
        "opacity": style.opacity,
        "offsetx": style.offset_x,
        "offsety": style.offset_y,
    }
    return found | ({"tintcolor": style.tint} if style.tint else {})


def _tag(kind: str, parent: ET.Element | None, /, **attributes: object) -> ET.Element:
    texts = {key: str(value) for key, value in attributes.items()}
    return ET.Element(kind, texts) if parent is None else ET.SubElement(parent, kind, texts)
