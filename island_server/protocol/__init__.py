"""The messages of docs/protocol.md: what may come in, and how things are said.

In come plain maps decoded from msgpack; out come typed, bounded messages or a `ProtocolError` with
a reason code. The other way, `server_messages` turns the state of the world into plain maps. No
sockets here.
"""

from __future__ import annotations

VERSION = 1
"""Raised whenever a client of the former version would go wrong."""
