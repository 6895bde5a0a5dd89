"""Who may do what, the only place where it stands: by message, by HTTP request, and to whom.

Whoever receives a message asks `may`, whoever receives a request `may_request`, before anything
else is done with it; whoever lets somebody act on somebody asks `may_act_on`. docs/permissions.md
is written from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from island_server.core.events import Role

_ORDER = (Role.ATTENDEE, Role.HOST, Role.ORGANISER)

NEEDED: Mapping[str, Role] = MappingProxyType(
    {
        "walk": Role.ATTENDEE,
        "go": Role.ATTENDEE,
        "approach": Role.ATTENDEE,
        "chat": Role.ATTENDEE,
        "react": Role.ATTENDEE,
        "wave": Role.ATTENDEE,
        "status": Role.ATTENDEE,
        "profile": Role.ATTENDEE,
        "devices": Role.ATTENDEE,
        "conversation": Role.ATTENDEE,
        "path": Role.ATTENDEE,
        "door": Role.ATTENDEE,
        "media_answer": Role.ATTENDEE,
        "media_restart": Role.ATTENDEE,
        "clock": Role.ATTENDEE,
        "leave": Role.ATTENDEE,
        "call_choice": Role.ATTENDEE,
        "willing": Role.ATTENDEE,
        "help": Role.ATTENDEE,
        "help_take": Role.ATTENDEE,
        "help_done": Role.ATTENDEE,
        "greet": Role.ATTENDEE,
        "announce": Role.HOST,
        "call": Role.HOST,
        "call_end": Role.HOST,
        "call_places": Role.HOST,
        "countdown": Role.HOST,
        "countdown_extend": Role.HOST,
        "countdown_end": Role.HOST,
        "rounds_open": Role.HOST,
        "round_start": Role.HOST,
        "round_extend": Role.HOST,
        "round_end": Role.HOST,
        "rounds_close": Role.HOST,
        "greeter": Role.HOST,
        "activity_answer": Role.ATTENDEE,
        "activity_token": Role.ATTENDEE,
        "activity_ask": Role.ATTENDEE,
        "activity_vote": Role.ATTENDEE,
        "activity_put": Role.HOST,
        "activity_do": Role.HOST,
        "activity_hide": Role.HOST,
        "mute": Role.HOST,
        "ask_lower": Role.HOST,
        "remove": Role.HOST,
        "ban": Role.HOST,
        "lock_island": Role.HOST,
        "slow_chat": Role.HOST,
        "close_zone": Role.HOST,
        "hide_message": Role.HOST,
        "undo_deed": Role.HOST,
        "report": Role.ATTENDEE,
        "take_report": Role.HOST,
        "block": Role.ATTENDEE,
        "unblock": Role.ATTENDEE,
        "zone_edit": Role.HOST,
        "zone_check": Role.HOST,
        "zone_remove": Role.HOST,
        "zone_restore": Role.HOST,
        "zone_editing": Role.HOST,
        "zone_template": Role.HOST,
        "hand": Role.ATTENDEE,
        "stage_answer": Role.ATTENDEE,
        "stage_set": Role.HOST,
        "stage_bring": Role.HOST,
        "stage_send_down": Role.HOST,
        "stage_lower": Role.HOST,
        "stage_countdown": Role.HOST,
        "talk_topic": Role.ATTENDEE,
        "talk_open": Role.ATTENDEE,
        "listen": Role.ATTENDEE,
        "talks": Role.ATTENDEE,
        "knock": Role.ATTENDEE,
        "knock_answer": Role.ATTENDEE,
        "follow": Role.ATTENDEE,
        "guide": Role.ATTENDEE,
        "status_text": Role.ATTENDEE,
        "card_offer": Role.ATTENDEE,
        "card": Role.ATTENDEE,
    }
)
"""The least role for each message."""

NEEDED_FOR_REQUESTS: Mapping[str, Role] = MappingProxyType(
    {
        "maps": Role.ORGANISER,
        "attendance": Role.ORGANISER,
        "events": Role.ORGANISER,
        "activities": Role.HOST,
        "zones": Role.HOST,
        "access": Role.ORGANISER,
        "waiting": Role.HOST,
    }
)
"""The least role for what is asked over HTTP with an invitation."""

REQUEST_PATHS: Mapping[str, str | None] = MappingProxyType(
    {
        "/api/entry": None,
        "/api/maps": "maps",
        "/api/attendance": "attendance",
        "/api/activities": "activities",
        "/api/trail": None,
        "/api/zones": "zones",
        "/api/access": "access",
        "/api/waiting": "waiting",
        "/api/sign-in": None,
        "/api/v1/events": "events",
        "/api/v1/openapi.json": None,
    }
)
"""What a request needs, by the beginning of its path; None: whoever has a link, for /api/trail the
token of a person, and for /api/sign-in an account with the organisers' provider. To answer at an
activity, or to read the description of the API, needs nothing; programs ask /api/v1/events by a
token of their own.

What begins otherwise is a page, a picture or a map, for everybody.
"""


def is_at_least(role: Role, needed: Role) -> bool:
    """Whether `role` includes `needed`: an organiser may all that a host may, and so on."""
    return _ORDER.index(role) >= _ORDER.index(needed)


def may(role: Role, command: str) -> bool:
    """Whether this role may send this command; nobody may send what is not in the table."""
    needed = NEEDED.get(command)
    return needed is not None and is_at_least(role, needed)


def may_act_on(role: Role, other: Role) -> bool:
    """Whether somebody of this role may mute, remove or ban somebody of the other.

    Hosts may not act on hosts or organisers; organisers may act on everybody.
    """
    return role is Role.ORGANISER or (role is Role.HOST and other is Role.ATTENDEE)


def may_request(role: Role, request: str) -> bool:
    """Whether this role may ask this over HTTP; nobody may ask what is not in the table."""
    needed = NEEDED_FOR_REQUESTS.get(request)
    return needed is not None and is_at_least(role, needed)
