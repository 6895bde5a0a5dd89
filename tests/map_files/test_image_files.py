from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from island_server.errors import MapError
from island_server.map_files.image_files import ImageFile, read_images, wanted_images
from island_server.map_files.image_sizes import image_size
from island_server.map_files.limits import MapLimits
from island_server.map_files.load import parse_map
from island_server.map_files.references import folder_of
from tests.map_files.made_maps import made_map, objects, png, tile_layer, tileset, written
from tests.map_files.whole_maps import whole_map

KINDS = [("PNG", "png", {}), ("GIF", "gif", {}), ("JPEG", "jpg", {"progressive": True})]
KINDS += [("JPEG", "jpg", {"exif": b"Exif\0\0" + bytes(60_000)}), ("WEBP", "webp", {})]
KINDS += [("WEBP", "webp", {"lossless": True})]


def picture(kind: str, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (77, 33)).save(stream, kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize(("kind", "suffix", "options"), KINDS)
def test_the_size_stands_in_the_first_bytes(
    kind: str, suffix: str, options: dict[str, object]
) -> None:
    content = picture(kind, **options)
    assert image_size(content) == (suffix, 77, 33)
    assert image_size(content[:8]) is None


def test_a_webp_with_transparency_has_a_size_too() -> None:
    content = picture("WEBP", "RGBA", exif=b"Exif\0\0" + bytes(20))
    assert content[12:16] == b"VP8X"
    assert image_size(content) == ("webp", 77, 33)


@given(st.sampled_from([picture(kind, **options) for kind, _, options in KINDS]), st.data())
def test_broken_images_have_no_size_or_some(content: bytes, data: st.DataObject) -> None:
    broken = bytearray(content[: data.draw(st.integers(0, 200))])
    for at in data.draw(st.lists(st.integers(0, 199), max_size=4)):
        if at < len(broken):
            broken[at] ^= 0xFF
    found = image_size(bytes(broken))
    assert found is None or found.suffix in {"png", "gif", "jpg", "webp"}


def read(folder: Path, *names: str, **limits: int) -> tuple[dict[str, ImageFile], list[str]]:
    place = folder_of(folder / "m.tmj", MapLimits(), folder)
    return read_images(dict.fromkeys(names, "layer 'x'"), place, "m.tmj", MapLimits(**limits))


def test_images_keep_their_kind_and_names_stay_apart(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name, kind in (("a.png", "PNG"), ("sub/a.png", "PNG"), ("b é.x", "WEBP"), ("a.jpg", "GIF")):
        (tmp_path / name).write_bytes(picture(kind))
    found, warnings = read(tmp_path, "a.png", "sub/a.png", "b é.x", "a.jpg")
    assert warnings == []
    assert [one.name for one in found.values()] == ["a.png", "a-2.png", "b--.webp", "a.gif"]
    assert {(one.width, one.height) for one in found.values()} == {(77, 33)}


@pytest.mark.parametrize(
    ("name", "content", "limits", "message"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, "is no PNG, JPEG, GIF or WebP"),
        ("a.png", b"GIF89a", {}, "is no PNG"),
        ("a.png", b"", {}, "is no PNG"),
        ("a.png", png(64), {"image_px": 40}, "is 64 x 32 px, at most 40 are read"),
        ("a.png", png(64), {"image_bytes": 20}, "is too large"),
        ("a.png", png(64), {"images_bytes": 20}, "is too large"),
        ("gone.png", None, {}, "does not exist"),
        ("../up.png", None, {}, "lies outside the folders"),
        ("http://example.org/a.png", None, {}, "is an address"),
        ("\\\\server\\a.png", None, {}, "is an absolute path"),
        ("a" * 2000, None, {}, "has too long a name"),
    ],
)
def test_what_cannot_be_had_is_warned_of(
    tmp_path: Path, name: str, content: bytes | None, limits: dict[str, int], message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    found, warnings = read(tmp_path, name, **limits)
    assert found == {}
    assert len(warnings) == 1
    assert warnings[0].startswith("m.tmj: layer 'x': image '")
    assert message in warnings[0]
    assert warnings[0].endswith("a stand-in is drawn")


def test_only_images_that_may_be_drawn_are_wanted(tmp_path: Path) -> None:
    assert wanted_images(parse_map(whole_map(tmp_path))) == {
        "tiles.png": "tileset 'ground'",
        "art/more.png": "tileset 'more'",
    }


def test_hidden_layers_objects_and_the_frames_of_an_animation_count(tmp_path: Path) -> None:
    frames = [{"tileid": 0, "duration": 9}, {"tileid": 1, "duration": 9}]
    moving = {"firstgid": 5, "name": "m", "tilewidth": 32, "tileheight": 32}
    moving["tiles"] = [
        {"id": 0, "image": "a.png", "animation": frames},
        {"id": 1, "image": "b.png"},
        {"id": 2, "image": "c.png"},
    ]
    hidden = tile_layer("hidden", "..", visible=False) | {"data": [0, 5]}
    sign = objects({"gid": 20}, name="o")
    layers = tile_layer("ground", "  "), hidden, sign
    sets = [tileset(image="unused.png"), moving, tileset(firstgid=20, image="sign.png")]
    tiled = parse_map(written(tmp_path, made_map(*layers, tilesets=sets)))
    assert list(wanted_images(tiled)) == ["a.png", "b.png", "sign.png"]


def test_a_root_below_the_map_makes_no_sense(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    with pytest.raises(MapError, match="lies outside the folder"):
        folder_of(tmp_path / "m.tmj", MapLimits(), tmp_path / "below")


def test_without_a_root_two_folders_up_are_allowed(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert folder_of(deep / "m.tmj", MapLimits()).root == (tmp_path / "a").resolve()
    assert folder_of(deep / "m.tmj", MapLimits(reference_levels=99)).root == Path("/")
