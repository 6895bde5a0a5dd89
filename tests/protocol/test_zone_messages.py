"""Messages about zones: what is taken, in which form, and what is answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.ids import AvatarId, ZoneId
from island_server.core.zone_effects import Info, Portal
from island_server.core.zone_problems import Code, Problem, warning
from island_server.core.zones import Zone, ZoneKind
from island_server.errors import ProtocolError
from island_server.protocol import zone_messages as msg
from island_server.protocol.client_messages import parse_message

from .junk import objects

PLAIN = Zone(ZoneId("z"), ZoneKind.PLACE, {"nl": "Plein"}, {}, ((0, 0, 1),))


def changes(**fields: Any) -> dict[str, Any]:
    message = parse_message("zone_edit", ({"zone": None, "fields": fields},), msg.ZONE_MESSAGES)
    assert isinstance(message, msg.ZoneEdit)
    return message.fields.changes()


def test_only_what_was_sent_is_changed_and_nil_is_something() -> None:
    assert changes() == {}
    assert changes(capacity=None, stage=None, portal=None) == {
        "capacity": None,
        "stage": None,
        "portal": None,
    }


def test_fields_come_in_the_types_of_a_zone() -> None:
    found = changes(
        kind="table",
        spans=[[1, 2, 3]],
        hours=[[1, 2]],
        portal={"island": "texel"},
        effects=[{"effect": "info", "text": "Us"}],
    )
    zone = replace(PLAIN, **found)
    assert zone.kind is ZoneKind.TABLE
    assert (zone.spans, zone.hours) == (((1, 2, 3),), ((1, 2),))
    assert (zone.portal, zone.effects) == (Portal("texel", ""), (Info("Us"),))


def test_texts_lose_what_cannot_be_shown_and_keep_what_looks_like_markup() -> None:
    found = changes(
        names={"nl": "  <b>Tafel</b>\u202e \n 1 "},
        descriptions={"en": "one\r\ntwo\x00"},
        question="Why\nnow?",
        effects=[{"effect": "tooltip", "text": "mind\x07 the step"}],
    )
    assert found["names"] == {"nl": "<b>Tafel</b> 1"}
    assert found["descriptions"] == {"en": "one\ntwo"}
    assert found["question"] == "Why now?"
    assert found["effects"][0].text == "mind the step"


def refusal(event: str, value: object) -> str | None:
    """The reason for which a message is refused; None if it is taken."""
    try:
        message = parse_message(event, (value,), msg.ZONE_MESSAGES)
        if isinstance(message, msg.ZoneEdit | msg.ZoneCheck):
            message.fields.changes()
    except ProtocolError as error:
        return error.reason
    return None


@given(st.sampled_from(sorted(msg.ZONE_MESSAGES)), objects)
def test_whatever_comes_is_a_message_or_none(event: str, value: object) -> None:
    assert refusal(event, value) in (None, "bad_message")


@given(st.sampled_from(sorted(msg.SentFields.__struct_fields__)), objects)
def test_whatever_comes_in_a_field_is_a_change_or_none(field: str, value: object) -> None:
    assert refusal("zone_check", {"zone": None, "fields": {field: value}}) in (None, "bad_message")


def test_a_portal_is_open_if_it_leads_to_an_island_that_is_here() -> None:
    def is_open(island: str) -> bool:
        zone = replace(PLAIN, portal=Portal(island, ""))
        found: bool = msg.zone(zone, {"texel"})["portal"]["open"]
        return found

    assert [is_open(island) for island in ("texel", "", "atlantis")] == [True, True, False]
    assert msg.zone(PLAIN, {"texel"})["portal"] is None


def test_problems_say_field_code_weight_and_the_other_zone() -> None:
    found = [Problem("spans", Code.OVERLAPS, zone=ZoneId("a")), warning("hours", Code.IN_THE_PAST)]
    assert msg.problems(found) == [
        {"field": "spans", "code": "overlaps", "weight": "error", "zone": "a"},
        {"field": "hours", "code": "in_the_past", "weight": "warning", "zone": None},
    ]


def test_editors_are_pairs() -> None:
    assert msg.zone_editors({AvatarId(3): ZoneId("z")}) == {"editors": [[3, "z"]]}


@pytest.mark.parametrize(
    ("count", "seats"), [(0, 5), (61, 5), (6, 1), (6, 13), ("6", 5), (6, None)]
)
def test_a_template_has_bounds(count: Any, seats: Any) -> None:
    wanted = {"template": "world_cafe", "count": count, "seats": seats}
    with pytest.raises(ProtocolError, match="bad_message"):
        parse_message("zone_template", (wanted,), msg.ZONE_MESSAGES)
