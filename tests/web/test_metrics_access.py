"""Numbers are for programs on this machine, and for who shows the token; a proxy opens nothing."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from island_server.web.metrics_access import may_read_metrics

TOKEN = "a token of the operator"


def asked(remote: str | None = "127.0.0.1", host: str = "localhost:8080", **more: str) -> bool:
    return may_read_metrics(request(remote, host, **more), None)


def request(remote: str | None, host: str, **more: str) -> web.Request:
    headers = {"Host": host, **{name.replace("_", "-"): value for name, value in more.items()}}
    return make_mocked_request("GET", "/metrics", headers=headers).clone(remote=remote)


@pytest.mark.parametrize("remote", ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_programs_on_this_machine_may_read_them(remote: str, host: str) -> None:
    assert asked(remote, host)


@pytest.mark.parametrize("remote", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1", ""])
def test_those_elsewhere_may_not(remote: str) -> None:
    assert not asked(remote)
    assert not asked(remote, "192.0.2.1:8080")


def test_one_whose_address_is_not_known_may_not() -> None:
    assert not asked(None)


@pytest.mark.parametrize(
    "header", ["Forwarded", "Via", "X_Forwarded_For", "X_Forwarded_Proto", "X_Real_IP"]
)
def test_what_a_proxy_on_this_machine_passes_on_is_not_from_here(header: str) -> None:
    assert not asked(**{header: "192.0.2.7"})
    assert not asked(**{header: "127.0.0.1"}), "whoever writes it may lie"


@pytest.mark.parametrize("host", ["island.example.org", "localhost.example.org", "", "[", "a b"])
def test_nor_is_what_was_asked_by_the_name_that_others_use(host: str) -> None:
    assert not asked(host=host)


@pytest.mark.parametrize("remote", ["192.0.2.7", "127.0.0.1"])
def test_who_shows_the_token_may_read_them_from_anywhere(remote: str) -> None:
    def shows(authorization: str, token: str | None = TOKEN) -> bool:
        asking = request(remote, "island.example.org", Authorization=authorization, Via="1.1 proxy")
        return may_read_metrics(asking, token)

    assert shows(f"Bearer {TOKEN}")
    assert not shows(f"Bearer {TOKEN[:-1]}")
    assert not shows("Bearer ")
    assert not shows("Bearer caf\u00e9")
    assert not shows(f"Basic {TOKEN}")
    assert not shows("Bearer ", None)
    assert not shows("Bearer None", None)


def test_with_a_token_this_machine_still_needs_none() -> None:
    assert may_read_metrics(request("127.0.0.1", "localhost:8080"), TOKEN)
    assert not may_read_metrics(request("127.0.0.1", "localhost", Authorization="Bearer x"), TOKEN)
