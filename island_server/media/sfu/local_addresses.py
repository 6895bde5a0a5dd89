"""Which addresses of this machine to announce when the operator names none."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

import ifaddr

_ANNOUNCED_MAX = 8


def local_addresses() -> list[str]:
    """Every IP address of this machine's interfaces."""
    return [
        ip.ip if isinstance(ip.ip, str) else ip.ip[0]
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    ]


def announceable(hosts: Sequence[str], local: Iterable[str]) -> list[str]:
    """The addresses to announce for sockets bound to `hosts`, best first, at most eight.

    A wildcard host stands for the local addresses of its family. Loopback comes last: browsers on
    the same machine need it, no other can use it. Link-local addresses are left out.
    """
    candidates: list[str] = []
    for host in hosts:
        bound = ipaddress.ip_address(host)
        if not bound.is_unspecified:
            candidates.append(host)
            continue
        candidates += [
            address
            for address in local
            if ipaddress.ip_address(address).version == bound.version
            and not ipaddress.ip_address(address).is_link_local
        ]
    unique = list(dict.fromkeys(candidates))
    unique.sort(key=lambda address: ipaddress.ip_address(address).is_loopback)
    return unique[:_ANNOUNCED_MAX]
