"""Receiving an upload: a multipart form, written to a folder as it comes, within limits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from aiohttp import BodyPartReader, hdrs, web
from aiohttp.http_exceptions import BadHttpMessage

from island_server.errors import ReasonError

CHUNK_BYTES = 256 * 1024
IDLE_S = 30.0
"""How long nothing may come."""
UPLOAD_S = 1800.0
"""How long an upload may take."""
FORM_BYTES = 1024
"""Room for one file's head in the form."""


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Limits on one upload: the whole of it, and how many files."""

    upload_bytes: int
    files: int


class UploadRefused(ReasonError):
    """An upload that is refused before it is a map; `status` is that of HTTP."""

    def __init__(self, status: int, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.status = status


async def receive_files(
    request: web.Request, folder: Path, limits: UploadLimits
) -> dict[str, Path]:
    """Write the files of a form to a folder; gives where each lies, by the name it was given.

    Memory is that of one chunk. Raises `UploadRefused`; `OSError` if the disk refuses.
    """
    _check_head(request, limits)
    files: dict[str, Path] = {}
    left = limits.upload_bytes
    try:
        async with asyncio.timeout(UPLOAD_S):
            form = await request.multipart()
            while (part := await asyncio.wait_for(form.next(), IDLE_S)) is not None:
                if not isinstance(part, BodyPartReader):
                    raise _not_understood()
                if part.filename is None:
                    continue
                if part.filename in files or len(files) >= limits.files:
                    raise UploadRefused(400, "bad_package", "too many files, or one of them twice")
                files[part.filename] = path = folder / f"{len(files)}.part"
                left -= await _write(part, path, limits, left)
    except TimeoutError:
        raise UploadRefused(408, "upload_slow", "the upload took too long") from None
    except (ValueError, RuntimeError, BadHttpMessage, ConnectionError, web.RequestPayloadError):
        raise _not_understood() from None
    return files


def _check_head(request: web.Request, limits: UploadLimits) -> None:
    """Refuse what can be refused unread. With its length known, everything else is bounded."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType
    if request.content_length is None:
        raise UploadRefused(411, "bad_message", "the length of the upload is not told")
    if request.content_length > limits.upload_bytes + limits.files * FORM_BYTES:
        raise _too_large(limits)


async def _write(part: BodyPartReader, path: Path, limits: UploadLimits, left: int) -> int:
    """Write one file; gives its size."""
    size = 0
    with path.open("xb") as file:
        while chunk := await asyncio.wait_for(part.read_chunk(CHUNK_BYTES), IDLE_S):
            size += len(chunk)
            if size > left:
                raise _too_large(limits)
            await asyncio.to_thread(file.write, chunk)
    if part.headers.get(hdrs.CONTENT_LENGTH, str(size)) != str(size):
        raise _not_understood()
    return size


def _too_large(limits: UploadLimits) -> UploadRefused:
    most = limits.upload_bytes
    return UploadRefused(413, "upload_too_large", f"at most {most} bytes are taken at once")


def _not_understood() -> UploadRefused:
    return UploadRefused(400, "bad_message", "the upload is not understood, or not whole")
