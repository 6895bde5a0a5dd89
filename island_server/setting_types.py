"""What settings can be: kinds of values, how each is checked, and what is said to be expected."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from island_server.core.events import Role


@dataclass(frozen=True, slots=True)
class Expected:
    """What a value must be, in words that follow "must be"."""

    words: str


def _comma_separated(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _ip_addresses(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        ipaddress.ip_address(value)
    return values


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    host = parts.hostname or ""
    plain = not (parts.query or parts.fragment or parts.username) and parts.path in ("", "/")
    known = parts.scheme in ("http", "https") and re.fullmatch(r"[a-z0-9.:-]+", host)
    if not known or not plain:
        raise ValueError
    _ = parts.port  # raises ValueError if it is no port
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _event_id(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", value):
        raise ValueError
    return value


def _name(value: str) -> str:
    value = " ".join(value.split())
    if not 1 <= len(value) <= 80 or not value.isprintable():
        raise ValueError
    return value


def _database_address(value: SecretStr) -> SecretStr:
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in ("postgresql", "postgresql+asyncpg") or not parts.path.strip("/"):
        raise ValueError
    return value


def _metrics_token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]{16,200}", value.get_secret_value()):
        raise ValueError
    return value


def _issuer(value: str) -> str:
    parts = urlsplit(value)
    is_local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise ValueError
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError
    return value


def _role_pairs(values: tuple[str, ...]) -> tuple[str, ...]:
    pairs = [tuple(map(str.strip, value.rpartition("=")[::2])) for value in values]
    if not all(claim and role in list(Role) for claim, role in pairs):
        raise ValueError
    return tuple(map("=".join, pairs))


DatabaseAddress = Annotated[
    SecretStr,
    AfterValidator(_database_address),
    Expected("an address such as postgresql://user:password@host/database"),
]
MetricsToken = Annotated[
    SecretStr,
    AfterValidator(_metrics_token),
    Expected("16 to 200 visible characters without spaces"),
]
ClientSecret = Annotated[SecretStr, Expected("the secret that the provider gave")]
SECRET_TYPES = (DatabaseAddress | None, MetricsToken | None, ClientSecret | None)
"""Values of these are told to nobody, not even if they are wrong."""
Port = Annotated[int, Field(ge=0, le=65535)]
Addresses = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(_comma_separated),
    AfterValidator(_ip_addresses),
    Expected("IP addresses with commas between them"),
]
WebAddress = Annotated[
    str,
    AfterValidator(_web_address),
    Expected("a web address without a path, such as https://island.example.org"),
]
Issuer = Annotated[
    str,
    AfterValidator(_issuer),
    Expected("an address such as https://login.example.org, as the provider itself says it"),
]
RolePairs = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(_comma_separated),
    AfterValidator(_role_pairs),
    Expected("pairs such as staff=host, board=organiser, with commas between them"),
]
EventId = Annotated[
    str,
    AfterValidator(_event_id),
    Expected("1 to 40 lower-case letters, digits and hyphens"),
]
Name = Annotated[str, AfterValidator(_name), Expected("1 to 80 characters")]
