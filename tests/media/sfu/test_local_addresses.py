from __future__ import annotations

from island_server.media.sfu.local_addresses import announceable, local_addresses

LOCAL = ["127.0.0.1", "192.0.2.1", "169.254.1.1", "::1", "2001:db8::1", "fe80::1%eth0", "192.0.2.1"]


def test_a_wildcard_stands_for_its_family_with_loopback_last() -> None:
    assert announceable(["0.0.0.0"], LOCAL) == ["192.0.2.1", "127.0.0.1"]
    assert announceable(["::"], LOCAL) == ["2001:db8::1", "::1"]


def test_a_given_host_stands_for_itself() -> None:
    assert announceable(["198.51.100.7"], LOCAL) == ["198.51.100.7"]


def test_there_are_not_too_many() -> None:
    assert len(announceable(["0.0.0.0"], [f"192.0.2.{n}" for n in range(100)])) == 8


def test_this_machine_has_loopback() -> None:
    assert "127.0.0.1" in local_addresses()
