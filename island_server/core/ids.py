"""Identifiers. Small integers travel on the wire; people are known by an opaque string."""

from __future__ import annotations

from typing import NewType

AvatarId = NewType("AvatarId", int)
"""One body on one island, 1..2**32-1, never reused within a run of the server's islands."""

PersonId = NewType("PersonId", str)
"""The person behind an avatar, the same over reconnects; random, carries no meaning."""

ConversationId = NewType("ConversationId", int)
"""One conversation, 1..2**32-1, never reused within a run of the server's islands."""

ISLAND_SHIFT = 22
"""Avatars and conversations of island n of a server are numbered from n << 22 on."""

MAX_ISLANDS = 1 << (32 - ISLAND_SHIFT)
"""How many islands a server can number."""


def island_number(avatar: AvatarId) -> int:
    """Which of a server's islands an avatar is on."""
    return avatar >> ISLAND_SHIFT


ZoneId = NewType("ZoneId", str)
"""A zone's name, unique on its island."""

DoorId = NewType("DoorId", str)
"""A door's name, unique on its island."""
