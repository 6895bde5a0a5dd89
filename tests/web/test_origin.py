from __future__ import annotations

import pytest

from island_server.web.origin import allowed_origin

HOST = "island.example.org"
PUBLIC = "https://eiland.example.nl"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (None, HOST),
        ("https://island.example.org", HOST),
        ("https://Island.Example.ORG", HOST),
        ("https://island.example.org:443", HOST),
        ("https://island.example.org", "island.example.org:443"),
        ("http://localhost:8080", "localhost:8080"),
        ("http://[::1]:8080", "[::1]:8080"),
        (PUBLIC, "10.0.0.1:8080"),
    ],
)
def test_our_own_pages_may_open_the_socket(origin: str | None, host: str) -> None:
    assert allowed_origin(origin, host, PUBLIC)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "*",
        "https://evil.example.org",
        "https://island.example.org.evil.org",
        "https://island.example.org:8443",
        "http://eiland.example.nl",
        "https://island.example.org@evil.org",
        "https://evil.org/island.example.org",
        "https://evil.org#island.example.org",
        "https://island.example.org:port",
        "https://[island.example.org",
        "file://",
        "ws://island.example.org",
    ],
)
def test_other_pages_may_not(origin: str) -> None:
    assert not allowed_origin(origin, HOST, PUBLIC)


@pytest.mark.parametrize("host", [None, "", "[", "a/b"])
def test_without_a_usable_host_only_the_public_url_counts(host: str | None) -> None:
    assert not allowed_origin("https://island.example.org", host, None)
    assert allowed_origin(PUBLIC, host, PUBLIC)
