"""Bodies of requests, read with limits."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

READ_TIMEOUT_S = 10.0


async def read_json_map(request: web.Request, max_bytes: int) -> dict[str, object]:
    """The JSON object in the body.

    Raises:
        web.HTTPException: 413 over `max_bytes`, 415 if it is not sent as JSON (so that no form of
            another site can send it), 400 if it is no JSON object or takes too long to come.
    """
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    body = bytearray()
    try:
        async with asyncio.timeout(READ_TIMEOUT_S):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > max_bytes:
                    raise web.HTTPRequestEntityTooLarge(max_bytes, len(body))
        value = json.loads(body)
    except (TimeoutError, ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(value, dict):
        raise web.HTTPBadRequest
    return value
