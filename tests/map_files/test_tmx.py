"""What only XML has; that it else says the same as JSON is in test_map_reader.py."""

from __future__ import annotations

import pytest

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import TiledMap
from tests.map_files.read_maps import parse_tmj

HEAD = '<map version="1.0" orientation="orthogonal" width="2" height="1" tilewidth="32"'
SHEET = '<image source="t.png" trans="FF00ff" width="64" height="32"/>'


def parse(inside: str, more: str = "") -> TiledMap:
    text = f'<?xml version="1.0"?><!-- made --><{HEAD[1:]} tileheight="32" {more}>{inside}</map>'
    return parse_tmj(text.encode(), "m.tmx", MapLimits())


def property_of(inside: str) -> object:
    tiled = parse(f"<properties>{inside}</properties>")
    return tiled.properties.get("p", "left out")


@pytest.mark.parametrize(
    "data",
    [
        '<data><tile gid="3"/><tile gid="2147483650"/></data>',
        '<data encoding="csv">\n3,2147483650\n</data>',
        '<data encoding="base64">\n   AwAAAAIA\n AIA=\n  </data>',
        '<data encoding="csv"><chunk x="0" y="0" width="2" height="1">3,2147483650</chunk></data>',
        (
            "<data><chunk x='1' width='1' height='1'><tile gid='2147483650'/></chunk>"
            "<chunk width='1' height='1'><tile gid='3'/></chunk></data>"
        ),
    ],
)
def test_cells_may_be_written_in_many_ways(data: str) -> None:
    tiled = parse(f'<layer name="a">{data}</layer>')
    assert tiled.tile_layers[0].gids.tolist() == [3, 0x80000002]
    assert tiled.warnings == ()


def test_a_tile_element_without_a_gid_is_empty() -> None:
    tiled = parse("<layer><data><tile/><tile gid='1'><more/></tile></data></layer>")
    assert tiled.tile_layers[0].gids.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('<property name="p" value="x"/>', "x"),
        ('<property name="p">one\ntwo</property>', "one\ntwo"),
        ('<property name="p" type="int" value="-3"/>', -3),
        ('<property name="p" type="float" value="1e3"/>', 1000.0),
        ('<property name="p" type="bool" value="true"/>', True),
        ('<property name="p" type="bool" value="0"/>', False),
        ('<property name="p" type="bool" value="yes"/>', "left out"),
        ('<property name="p" type="object" value="7"/>', 7),
        ('<property name="p" type="color" value="#ff112233"/>', "#ff112233"),
        ('<property name="p" type="file" value="../a.png"/>', "../a.png"),
        ('<property name="p" type="float" value="nan"/>', "left out"),
        ('<property name="p" type="int" value="many"/>', "left out"),
        ('<property name="p" type="class" propertytype="X"><properties/></property>', "left out"),
        ('<property name="p" type="list"><item value="1"/></property>', "left out"),
        ('<property name="p"/>', ""),
    ],
)
def test_a_property_has_the_type_that_it_tells(written: str, value: object) -> None:
    found = property_of(written)
    assert found == value
    assert type(found) is type(value)


def test_a_colour_may_lack_its_hash_and_be_short() -> None:
    tileset = f'<tileset firstgid="1" tilewidth="32" tileheight="32">{SHEET}</tileset>'
    tiled = parse(tileset, 'backgroundcolor="#1af"')
    assert (tiled.background, tiled.tilesets[0].transparent) == ("#11aaff", "#ff00ff")
    assert (tiled.tilesets[0].columns, tiled.tilesets[0].count) == (2, 2)
    wrong = parse("", 'backgroundcolor="red"')
    assert wrong.background is None
    assert wrong.warnings == ("m.tmx: backgroundcolor: is no colour",)


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (
            '<layer width="a"><data>1,2</data></layer>',
            r"layers\[0\]\.width: must be a whole number",
        ),
        ('<layer offsetx="inf"/>', r"layers\[0\]\.offsetx: must be a number"),
        ('<layer visible="maybe"/>', r"layers\[0\]\.visible: must be true or false"),
        (
            '<objectgroup><object><polygon points="1,2 3"/></object></objectgroup>',
            r"layers\[0\]\.objects\[0\]\.polygon\.y: must be a number",
        ),
        (
            '<group><objectgroup><object x="1_x"/></objectgroup></group>',
            r"layers\[0\]\.layers\[0\]\.objects\[0\]\.x: must be a number, is a text",
        ),
        ('<layer><data encoding="csv">1,x</data></layer>', "commas between"),
        ("<layer><data>1,2,3</data></layer>", "holds 3 cells, the layer has 2"),
        ('<tileset firstgid="x"/>', r"tilesets\[0\]\.firstgid: must be a whole number"),
        ("<properties><property/></properties>", r"properties\[0\]\.name: must be a text"),
    ],
)
def test_complaints_name_the_place_as_json_has_it(inside: str, message: str) -> None:
    with pytest.raises(MapError, match=message) as caught:
        parse(inside)
    assert str(caught.value).startswith("m.tmx: ")


def test_unknown_elements_and_embedded_images_are_passed_over() -> None:
    tiled = parse(
        '<editorsettings><chunksize width="4"/></editorsettings>'
        '<tileset firstgid="1" tilewidth="32" tileheight="32" tilecount="1" columns="0">'
        '<grid width="1"/><wangsets/><tile id="0"><image format="png"><data>AAAA</data></image>'
        '<objectgroup><object id="1"/></objectgroup></tile></tileset><imagelayer name="i"/>'
    )
    assert tiled.tilesets[0].tile_images == {}
    assert [layer.name for layer in tiled.layers] == ["i"]
