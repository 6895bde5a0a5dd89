"""The server's own messages: standard loggers, rendered by structlog for people or for machines.

Never personal data: no names, addresses or talk. Libraries that would write such things are kept
quiet, tracebacks show no values of variables, and anything that looks like a token is struck out.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Literal, TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

_TOKEN = re.compile(r"eyJ[\w-]+(\.[\w-]*)*")
_QUIET = ("aiohttp.access", "asyncio", "socketio", "engineio", "aiortc", "aioice", "aiosqlite")


def setup_logging(
    log_format: Literal["console", "json"],
    level: Literal["debug", "info", "warning", "error"],
    stream: TextIO | None = None,
) -> None:
    """Send every standard logger to `stream` (default: standard error), one entry a line.

    Replaces what an earlier call set up. Libraries speak from warnings on, whatever the level;
    aiohttp's access log, which holds addresses and links, not at all.
    """
    handler = logging.StreamHandler(sys.stderr if stream is None else stream)
    handler.setFormatter(_formatter(log_format, colours=handler.stream.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in (*_QUIET, "sqlalchemy", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("aiohttp.access").disabled = True


def _formatter(log_format: str, *, colours: bool) -> logging.Formatter:
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    plain = structlog.processors.ExceptionRenderer(
        structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=20)
    )
    rendered: list[Processor] = (
        [plain, strike_out_tokens, structlog.processors.JSONRenderer()]
        if log_format == "json"
        else [
            structlog.processors.format_exc_info,
            strike_out_tokens,
            structlog.dev.ConsoleRenderer(
                colors=colours, exception_formatter=structlog.dev.plain_traceback
            ),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered],
    )


def strike_out_tokens(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """Replace whatever looks like a signed token, however deep; the last guard, not the first."""
    return {key: _struck(value) for key, value in entry.items()}


def _struck(value: object) -> object:
    if isinstance(value, str):
        return _TOKEN.sub("[token]", value)
    if isinstance(value, dict):
        return {key: _struck(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_struck(part) for part in value]
    return value
