"""An OpenID Connect provider as we ask it: what it offers, its keys, codes for claims.

Whatever it answers is checked and bounded; why it could not be used goes to the operator's log, and
people hear `sign_in_failed`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote_plus, urlencode, urlsplit

import aiohttp
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from island_server.errors import AccessDenied
from island_server.ports import Clock

_log = logging.getLogger("island_server.access")

ALGORITHMS = ("RS256", "ES256")
ANSWER_MAX_BYTES = 262_144
TIMEOUT_S = 10.0
KEPT_MS = 3_600_000
"""For how long what the provider offers, and its keys, are not asked for again."""
KEYS_AGAIN_MS = 10_000
"""A key that we do not know makes us ask for the keys again, this often at most."""
LEEWAY_S = 60
"""By so much clocks may differ."""

Claims = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Client:
    """As whom we ask. `secret` empty: a public client."""

    issuer: str
    id: str
    secret: str
    scopes: str


@dataclass(frozen=True, slots=True)
class _Offer:
    """What the provider says of itself."""

    authorize: str
    token: str
    keys: str
    userinfo: str
    takes_basic: bool


class OidcProvider:
    """Authorization code with PKCE (RFC 7636). Every method may raise `AccessDenied`."""

    def __init__(self, client: Client, http: aiohttp.ClientSession, clock: Clock) -> None:
        self._client = client
        self._http = http
        self._clock = clock
        self._offer: tuple[int, _Offer] | None = None
        self._keys: tuple[int, KeySet] | None = None

    async def address(self, back: str, state: str, nonce: str, verifier: str) -> str:
        """Where somebody signs in; `back`: where they are sent then."""
        offer = await self._offered()
        digest = hashlib.sha256(verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": back,
            "scope": self._client.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{offer.authorize}{'&' if '?' in offer.authorize else '?'}{urlencode(asked)}"

    async def claims(self, code: str, back: str, nonce: str, verifier: str) -> Claims:
        """Who signed in, by the code that they came back with."""
        offer = await self._offered()
        tokens = await self._redeem(offer, code, back, verifier)
        said = await self._read_id_token(offer, tokens.get("id_token"), nonce)
        access = tokens.get("access_token")
        if not offer.userinfo or not isinstance(access, str):
            return said
        more = await self._ask("GET", offer.userinfo, headers={"Authorization": f"Bearer {access}"})
        if more.get("sub") != said["sub"]:
            raise _failed("its userinfo is of somebody else")
        return {**more, **said}

    async def _redeem(self, offer: _Offer, code: str, back: str, verifier: str) -> Claims:
        client = self._client
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        headers = {}
        if client.secret and offer.takes_basic:
            pair = f"{quote_plus(client.id)}:{quote_plus(client.secret)}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        else:
            form["client_id"] = client.id
            form |= {"client_secret": client.secret} if client.secret else {}
        return await self._ask("POST", offer.token, headers=headers, data=form)

    async def _read_id_token(self, offer: _Offer, token: object, nonce: str) -> Claims:
        if not isinstance(token, str):
            raise _failed("it gave no id_token")
        claims = await self._verified(offer, token)
        audience = claims.get("aud")
        audiences = [audience] if isinstance(audience, str) else audience
        expires_s, now_s = claims.get("exp"), self._clock.wall_ms() / 1000
        authorized = claims.get("azp", self._client.id)
        if claims.get("iss") != self._client.issuer:
            raise _failed("the id_token is of another issuer")
        if not isinstance(audiences, list) or self._client.id not in audiences:
            raise _failed("the id_token is for another client")
        if authorized != self._client.id or (len(audiences) > 1 and "azp" not in claims):
            raise _failed("the id_token is for another party")
        if not isinstance(expires_s, int | float) or now_s > expires_s + LEEWAY_S:
            raise _failed("the id_token has expired")
        if claims.get("nonce") != nonce:
            raise _failed("the id_token is of another sign-in")
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise _failed("the id_token names nobody")
        return claims

    async def _verified(self, offer: _Offer, token: str) -> Claims:
        """The claims of a token that the provider signed; new keys are asked for once."""
        keys = await self._key_set(offer, KEPT_MS)
        try:
            return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError):
            keys = await self._key_set(offer, KEYS_AGAIN_MS)
        try:
            return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError) as error:
            raise _failed(f"the id_token is not signed as it should be ({error})") from None

    async def _key_set(self, offer: _Offer, kept_ms: int) -> KeySet:
        now_ms = self._clock.now_ms()
        if self._keys is None or now_ms - self._keys[0] >= kept_ms:
            told = await self._ask("GET", offer.keys)
            try:
                self._keys = now_ms, KeySet.import_key_set(cast(KeySetSerialization, told))
            except (JoseError, ValueError, KeyError, TypeError) as error:
                raise _failed(f"its keys cannot be read ({error})") from None
        return self._keys[1]

    async def _offered(self) -> _Offer:
        now_ms = self._clock.now_ms()
        if self._offer is None or now_ms - self._offer[0] >= KEPT_MS:
            issuer = self._client.issuer
            told = await self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != issuer:
                raise _failed("it calls itself otherwise than ISLAND_OIDC_ISSUER")
            self._offer = now_ms, _read_offer(told)
        return self._offer[1]

    async def _ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
    ) -> Claims:
        """A JSON object from the provider."""
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        try:
            async with self._http.request(
                method,
                address,
                headers=headers,
                data=data,
                allow_redirects=False,
                timeout=timeout,
            ) as response:
                body = await response.content.read(ANSWER_MAX_BYTES + 1)
                while len(body) <= ANSWER_MAX_BYTES and not response.content.at_eof():
                    body += await response.content.read(ANSWER_MAX_BYTES + 1)
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _failed(f"it cannot be reached ({type(error).__name__})") from None
        if len(body) > ANSWER_MAX_BYTES:
            raise _failed("it says too much")
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise _failed(f"it answers {status} and no JSON object")
        if status != 200:
            raise _failed(f"it answers {status} {str(told.get('error', ''))[:80]!r}")
        return told


def is_safe_address(address: object) -> bool:
    """Whether an address may be asked: https, or a provider on this very machine."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_local)
    )


def _read_offer(told: Claims) -> _Offer:
    addresses = [
        told.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
    ]
    userinfo = told.get("userinfo_endpoint", "")
    if not all(map(is_safe_address, addresses)) or (userinfo and not is_safe_address(userinfo)):
        raise _failed("its addresses are not all https")
    ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    takes_basic = not isinstance(ways, list) or "client_secret_basic" in ways
    authorize, token, keys = map(str, addresses)
    return _Offer(authorize, token, keys, str(userinfo), takes_basic)


def _failed(why: str) -> AccessDenied:
    _log.warning("the OpenID Connect provider cannot be used: %s", why)
    return AccessDenied("sign_in_failed")
