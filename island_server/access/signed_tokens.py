"""Signed claims as one line of text: JWS compact form (RFC 7515), HMAC-SHA256.

Only this module and `oidc_provider` use joserfc.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

TOKEN_MAX_CHARACTERS = 1024
"""Longer ones are refused unread."""

_ALGORITHM = "HS256"
_HEADER = base64.urlsafe_b64encode(b'{"alg":"HS256"}').rstrip(b"=").decode() + "."


class TokenSigner:
    """Signs claims for one purpose, and reads back what it signed for that same purpose."""

    def __init__(self, key: bytes, purpose: str) -> None:
        self._key = OctKey.import_key(key)
        self._purpose = purpose

    def sign(self, claims: Mapping[str, object]) -> str:
        """The claims, which are readable by whoever holds the token, and a signature."""
        payload = json.dumps({"use": self._purpose, **claims}, separators=(",", ":"))
        return jws.serialize_compact({"alg": _ALGORITHM}, payload, self._key, [_ALGORITHM])

    def read(self, token: str) -> dict[str, object] | None:
        """The claims of a token signed here for this purpose; `None` for any other text.

        Other headers than ours are not even looked at: there is no choice of algorithm to abuse.
        """
        if len(token) > TOKEN_MAX_CHARACTERS or not token.startswith(_HEADER):
            return None
        try:
            signed = jws.deserialize_compact(token, self._key, [_ALGORITHM])
            claims = json.loads(signed.payload or b"null")
        except (JoseError, ValueError):
            return None
        if not _is_canonical(token) or not isinstance(claims, dict):
            return None
        return claims if claims.get("use") == self._purpose else None


def _is_canonical(token: str) -> bool:
    """Base64 lets one signature be spelled in several ways; only the one that we write is ours."""
    signature = token.rpartition(".")[2]
    spelled = base64.urlsafe_b64encode(base64.urlsafe_b64decode(signature + "=="))
    return spelled.rstrip(b"=").decode() == signature
