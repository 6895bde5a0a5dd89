from __future__ import annotations

import io
import random
from contextlib import suppress

import pytest
from PIL import Image

from island_server.core.activities import limits
from island_server.core.activities.pictures import check_picture
from island_server.errors import ReasonError


def picture(kind: str, width: int = 30, height: int = 20, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, kind, **options)
    return file.getvalue()


def reason(data: bytes) -> str:
    with pytest.raises(ReasonError) as caught:
        check_picture(data)
    return caught.value.reason


@pytest.mark.parametrize(
    ("kind", "suffix", "options"),
    [
        ("PNG", "png", {}),
        ("GIF", "gif", {}),
        ("JPEG", "jpeg", {}),
        ("JPEG", "jpeg", {"progressive": True, "comment": b"x" * 300}),
        ("WEBP", "webp", {}),
        ("WEBP", "webp", {"lossless": True}),
        ("WEBP", "webp", {"exif": b"Exif\0\0"}),
    ],
)
def test_a_picture_is_known_by_its_bytes(
    kind: str, suffix: str, options: dict[str, object]
) -> None:
    assert check_picture(picture(kind, **options)) == (suffix, 30, 20)


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"<html>", b"\xff\xd8"]
)
def test_anything_else_is_refused(data: bytes) -> None:
    assert reason(data) == "picture_form"


def test_a_picture_of_too_many_bytes_or_pixels_is_refused() -> None:
    assert reason(picture("PNG") + bytes(limits.PICTURE_BYTES)) == "picture_size"
    assert reason(picture("PNG", width=limits.PICTURE_SIDE_PX + 1, height=1)) == "picture_size"


@pytest.mark.parametrize("kind", ["PNG", "GIF", "JPEG", "WEBP"])
def test_a_damaged_picture_is_taken_or_refused_but_never_more(kind: str) -> None:
    whole, chance = picture(kind), random.Random(kind)
    for length in range(min(len(whole), 60)):
        damaged = bytearray(whole[:length])
        if damaged:
            damaged[chance.randrange(length)] = chance.randrange(256)
        with suppress(ReasonError):
            check_picture(bytes(damaged))
