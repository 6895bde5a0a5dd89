from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from island_server.map_files.addresses import usable_address
from island_server.map_files.findings import Findings


def kept(value: object) -> tuple[str | None, tuple[str, ...]]:
    findings = Findings()
    return usable_address(value, "layer 'x': openWebsite", findings), findings.texts()


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("HTTPS://example.org", "https://example.org"),
        ("//example.org/a", "https://example.org/a"),
        (" hello.html ", "hello.html"),
        ("./sounds/the%20sea.mp3", "sounds/the sea.mp3"),
        ("sounds\\sea.mp3", "sounds/sea.mp3"),
        ("a/../b.html?x=1#y", "b.html"),
        ("../shared/sea.mp3", "../shared/sea.mp3"),
    ],
)
def test_https_and_files_beside_the_map_are_kept(value: str, address: str) -> None:
    assert kept(value) == (address, ())


def test_http_becomes_https_with_a_remark() -> None:
    address, remarks = kept("http://example.org/a")
    assert address == "https://example.org/a"
    assert "changed to https" in remarks[0]


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "blob:https://example.org/x",
        "stream:rc3lounge",
        "/rooted.html",
        "https://",
        "https://[broken",
        "//",
        "{{{ websiteURL }}}",
        "https://e\u202example.org",
        "..",
        "x" * 3000,
        "",
        "%2fetc%2fpasswd",
        7,
        None,
        True,
    ],
)
def test_everything_else_is_left_out_and_named(value: object) -> None:
    address, remarks = kept(value)
    assert address is None
    assert len(remarks) == 1
    assert remarks[0].startswith("layer 'x': openWebsite: ")


def test_an_address_without_its_scheme_is_asked_about() -> None:
    address, remarks = kept("www.example.org/page")
    assert address == "www.example.org/page"
    assert "did you mean 'https://www.example.org/page'?" in remarks[0]


@given(st.text())
@settings(deadline=None)
def test_whatever_is_kept_is_https_or_no_address_at_all(value: str) -> None:
    address, _ = kept(value)
    if address is not None:
        head = address.split("/")[0]
        assert address.startswith("https://") or ":" not in head or not head.split(":")[0].isalpha()
        assert not address.startswith("/")
        assert address.isprintable()
