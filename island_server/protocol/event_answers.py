"""What is answered about events over HTTP: docs/protocol.md section 10, docs/openapi.yaml."""

from __future__ import annotations

from typing import Literal

import msgspec


class LiveAnswer(msgspec.Struct, kw_only=True):
    """An event at this moment; of one that nobody visits now all is zero."""

    is_open: bool
    people: int
    conversations: int
    peak: int
    arrivals_per_minute: int


class EventAnswer(msgspec.Struct, kw_only=True):
    """An event. Times are milliseconds since 1970, UTC."""

    id: str
    name: str
    description: str
    map: str
    series: str
    starts_ms: int | None
    ends_ms: int | None
    log: Literal["presence", "movement"]
    retention_days: int
    languages: list[str]
    capacity: int | None
    created_ms: int
    archived_ms: int | None
    is_default: bool
    phase: Literal["coming", "now", "past"]
    live: LiveAnswer


class EventsAnswer(msgspec.Struct, kw_only=True):
    """All events that one may manage, and the maps on which one can be."""

    ok: bool
    events: list[EventAnswer]
    maps: list[str]
    now_ms: int


class OneEventAnswer(msgspec.Struct, kw_only=True):
    """One event."""

    ok: bool
    event: EventAnswer


class NewEventAnswer(msgspec.Struct, kw_only=True):
    """An event and a link for its organiser, which is shown only this once."""

    ok: bool
    event: EventAnswer
    link: str


class FiguresAnswer(msgspec.Struct, kw_only=True):
    """An event at this moment."""

    ok: bool
    live: LiveAnswer


class LinkAnswer(msgspec.Struct, kw_only=True):
    """An invitation link."""

    ok: bool
    link: str


class ErrorAnswer(msgspec.Struct, kw_only=True):
    """Why it was not done: `reason` for programs, `error` in English for developers."""

    ok: bool
    error: str
    reason: str
    status: int
