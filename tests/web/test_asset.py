from __future__ import annotations

import gzip

import pytest

from island_server.web.asset import REVALIDATE, Asset, accepted_codings, content_type


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", {""}),
        ("gzip", {"gzip"}),
        ("gzip, deflate, br", {"gzip", "deflate", "br"}),
        ("GZIP;q=0.5, br;q=0, zstd;q=0.000", {"gzip"}),
        ("br;q=1.0", {"br"}),
    ],
)
def test_codings_of_weight_zero_are_not_accepted(header: str, codings: set[str]) -> None:
    assert accepted_codings(header) == codings


def test_types_go_by_the_suffix() -> None:
    assert content_type("a.PNG") == "image/png"
    assert content_type("a.b.js") == "text/javascript"
    assert content_type("noise") == "application/octet-stream"


def test_text_is_compressed_and_pictures_are_not() -> None:
    body = b"tile " * 1000
    text = Asset.make("a.js", body, REVALIDATE)
    assert [coding for coding, _ in text.encoded] == ["gzip"]
    assert gzip.decompress(text.encoded[0][1]) == body
    assert Asset.make("a.png", body, REVALIDATE).encoded == ()


def test_a_form_that_is_not_smaller_is_not_kept() -> None:
    assert Asset.make("a.js", b"x", REVALIDATE, {"br": b"xyz"}).encoded == ()


def test_the_tag_depends_on_the_content_only() -> None:
    assert Asset.make("a", b"1", "x").etag == Asset.make("b", b"1", "y").etag
    assert Asset.make("a", b"1", "x").etag != Asset.make("a", b"2", "x").etag
