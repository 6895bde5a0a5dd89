"""What is drawn of an object layer: tile objects and texts, as docs/protocol.md section 6 has them.

Tiled gives a tile object's anchor (lower left unless its tileset says otherwise), about which it is
turned. Browsers get its upper left corner before it is turned, and the anchor as the pivot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from island_server.map_files.normalise_numbers import plain
from island_server.map_files.normalise_tilesets import Art, natural_size
from island_server.map_files.tiled_model import (
    FLIP_BITS,
    GID_BITS,
    ObjectLayer,
    Shape,
    Text,
    TiledObject,
    Tileset,
)

_FLIP_DIAGONAL = 0x2000_0000
_MOST_LETTER_PX = 1_000
_SIDES = {"left": 0.0, "right": 1.0}
_HEIGHTS = {"top": 0.0, "bottom": 1.0}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to draw, in pixels; `gid` is 0 for a text. The pivot counts from (x, y)."""

    x: float
    y: float
    width: float
    height: float
    rotation: float = 0.0
    pivot_x: float = 0.0
    pivot_y: float = 0.0
    opacity: float = 1.0
    gid: int = 0
    text: Text | None = None

    def packed(self) -> dict[str, object]:
        """Code it for browsers."""
        place: dict[str, object] = {
            "x": plain(self.x),
            "y": plain(self.y),
            "width": plain(self.width),
            "height": plain(self.height),
            "rotation": plain(math.fmod(self.rotation, 360)),
            "pivot": [plain(self.pivot_x), plain(self.pivot_y)],
            "opacity": plain(self.opacity, 3),
        }
        return place | (_packed_text(self.text) if self.text else {"gid": self.gid})


def items_of(layer: ObjectLayer, art: Art) -> tuple[Item, ...]:
    """Give what is drawn of a layer, in the order of drawing."""
    things = [thing for thing in layer.objects if thing.visible and thing.opacity > 0]
    if not layer.by_index:
        things.sort(key=lambda thing: thing.y)
    found = (_item(thing, art) for thing in things)
    return tuple(item for item in found if item)


def _item(thing: TiledObject, art: Art) -> Item | None:
    if thing.shape is Shape.TILE:
        tileset = art.tileset_of(thing.gid)
        return _tile_item(thing, tileset) if tileset else None
    if thing.shape is Shape.TEXT and thing.text and thing.text.text.strip():
        if thing.width < 1 or thing.height < 1:
            return None
        return Item(
            thing.x,
            thing.y,
            thing.width,
            thing.height,
            thing.rotation,
            opacity=thing.opacity,
            text=thing.text,
        )
    return None


def _tile_item(thing: TiledObject, tileset: Tileset) -> Item:
    natural_width, natural_height = natural_size((thing.gid & GID_BITS) - tileset.first, tileset)
    width = thing.width or natural_width
    height = thing.height or natural_height
    anchor_x, anchor_y = _anchor(tileset.object_alignment)
    left, top = -anchor_x * width, -anchor_y * height
    scale_x, scale_y = width / natural_width, height / natural_height
    if tileset.keeps_aspect:
        scale_x = scale_y = min(scale_x, scale_y)
    drawn_width, drawn_height = natural_width * scale_x, natural_height * scale_y
    left += (width - drawn_width) / 2 + tileset.offset_x * scale_x
    top += (height - drawn_height) / 2 + tileset.offset_y * scale_y
    if thing.gid & _FLIP_DIAGONAL:
        # Tiled lays the swapped sides at the lower left corner.
        top += drawn_height - drawn_width
        drawn_width, drawn_height = drawn_height, drawn_width
    return Item(
        x=thing.x + left,
        y=thing.y + top,
        width=drawn_width,
        height=drawn_height,
        rotation=thing.rotation,
        pivot_x=-left,
        pivot_y=-top,
        opacity=thing.opacity,
        gid=thing.gid & (FLIP_BITS | GID_BITS),
    )


def _anchor(alignment: str) -> tuple[float, float]:
    """Give the anchor in parts of an object's size: "topleft", "bottom", "center"..."""
    name = "bottomleft" if alignment == "unspecified" else alignment
    across = next((part for side, part in _SIDES.items() if name.endswith(side)), 0.5)
    down = next((part for side, part in _HEIGHTS.items() if name.startswith(side)), 0.5)
    return across, down


def _packed_text(text: Text) -> dict[str, object]:
    return {
        "text": text.text,
        "font": text.font,
        "size": min(max(text.size_px, 1), _MOST_LETTER_PX),
        "colour": text.colour,
        "bold": text.bold,
        "italic": text.italic,
        "underline": text.underline,
        "strikeout": text.strikeout,
        "wrap": text.wrap,
        "align": [text.horizontal, text.vertical],
    }
