"""ICE, lite (RFC 8445 section 2.5): we only answer connectivity checks (STUN, RFC 8489).

Requests that are not for us, or whose MESSAGE-INTEGRITY is wrong, are not answered at all: an error
would only tell a stranger that someone is home. A transaction that was seen from another address is
a replay.
"""

from __future__ import annotations

import secrets
import struct
from collections import OrderedDict
from dataclasses import dataclass, field

from aioice import stun

Address = tuple[str, int]
_TRANSACTIONS_MAX = 512


@dataclass(slots=True)
class IceCredentials:
    """Our side's user name fragment and password for one offer (RFC 8445 section 5.3)."""

    ufrag: str = field(default_factory=lambda: secrets.token_hex(4))
    password: str = field(default_factory=lambda: secrets.token_hex(16))
    transactions: OrderedDict[bytes, Address] = field(default_factory=OrderedDict)
    """Latest transaction ids and where they came from."""

    def is_replay(self, transaction: bytes, source: Address) -> bool:
        """Remember the transaction; True if it first came from elsewhere."""
        first_source = self.transactions.setdefault(transaction, source)
        if len(self.transactions) > _TRANSACTIONS_MAX:
            self.transactions.popitem(last=False)
        return first_source != source


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """A well-formed check for `ufrag`, not yet authenticated."""

    ufrag: str
    is_nominated: bool
    message: stun.Message


def parse_binding_request(datagram: bytes) -> BindingRequest | None:
    """Read a connectivity check; None for anything else, however broken."""
    try:
        message = stun.parse_message(datagram)
    except (ValueError, struct.error, IndexError):
        return None
    if message.message_class != stun.Class.REQUEST or message.message_method != stun.Method.BINDING:
        return None
    ufrag, colon, _ = str(message.attributes.get("USERNAME", "")).partition(":")
    if not colon:
        return None
    return BindingRequest(ufrag, "USE-CANDIDATE" in message.attributes, message)


def answer_binding_request(
    request: BindingRequest, credentials: IceCredentials, source: Address
) -> bytes | None:
    """The success response to an authentic check; None to any other."""
    message = request.message
    if not message.check_message_integrity(credentials.password.encode()):
        return None
    if credentials.is_replay(message.transaction_id, source):
        return None
    response = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.RESPONSE,
        transaction_id=message.transaction_id,
    )
    response.attributes["XOR-MAPPED-ADDRESS"] = source
    response.add_message_integrity(credentials.password.encode())
    return bytes(response)
