"""Single fields of a zone, right and wrong."""

from __future__ import annotations

from typing import Any

import pytest

from island_server.core.zone_effects import (
    Effect,
    Focus,
    Info,
    Sound,
    Tab,
    Tooltip,
    Trigger,
    Website,
)
from island_server.core.zone_fields import field_problems
from island_server.core.zone_limits import DEFAULT_LIMITS, ZoneLimits
from island_server.core.zone_problems import Code, Weight

FILES = ("us.png", "guide.pdf", "sea.ogg")
NOW_MS = 1_000_000


def codes(field: str, value: Any, limits: ZoneLimits = DEFAULT_LIMITS) -> list[str]:
    found = field_problems(field, value, limits, FILES, NOW_MS)
    assert all(problem.field == field for problem in found)
    return [problem.code.value for problem in found]


def page(**more: Any) -> Website:
    return Website(**{"url": "https://example.org/", "trigger": Trigger.ENTER, **more})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("names", {"nl": "Tafel"}),
        ("names", {"en": "<script>alert(1)</script>", "nl": "Jij & ik"}),
        ("descriptions", {}),
        ("descriptions", {"nl": "x" * 500}),
        ("spans", ((0, 0, 3), (0, 3, 4), (1, 0, 3))),
        ("spans", ((0, 0, 60_000),)),
        ("capacity", None),
        ("capacity", 2),
        ("capacity", 500),
        ("max_people", 0),
        ("max_people", None),
        ("colour", ""),
        ("colour", "#0a7e8c"),
        ("icon", "table"),
        ("icon", ""),
        ("host", "Anna"),
        ("question", "?" * 300),
        ("hours", ()),
        ("hours", ((1, 2), (2, NOW_MS + 1))),
        ("stage", None),
        ("group", "crew"),
        ("closed", True),
        ("portal", None),
        ("effects", ()),
        ("effects", (page(allow=("camera",)), Tab("guide.pdf"), Sound("sea.ogg", 0), Focus(4))),
        (
            "effects",
            (Tooltip("Mind the step"), Info("Us"), Info("", "us.png"), Info("", "", "guide.pdf")),
        ),
    ],
)
def test_what_is_right_has_no_problem(field: str, value: Any) -> None:
    assert codes(field, value) == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("names", {}, "empty"),
        ("names", {"nl": ""}, "empty"),
        ("names", {"nl": "x" * 81}, "too_long"),
        ("names", {"fy": "Tafel"}, "unknown_word"),
        ("descriptions", {"nl": "x" * 501}, "too_long"),
        ("spans", (), "empty"),
        ("spans", ((0, 3, 3),), "out_of_order"),
        ("spans", ((0, 5, 3),), "out_of_order"),
        ("spans", ((0, 0, 3), (0, 2, 5)), "out_of_order"),
        ("spans", ((1, 0, 3), (0, 0, 3)), "out_of_order"),
        ("spans", ((0, 0, 1_000_000),), "too_large"),
        ("spans", tuple((y, 0, 1000) for y in range(1000)), "too_large"),
        ("spans", tuple((y, 0, 1) for y in range(1001)), "too_many"),
        ("capacity", 1, "too_small"),
        ("capacity", -3, "too_small"),
        ("capacity", 501, "too_large"),
        ("max_people", -1, "too_small"),
        ("max_people", 5001, "too_large"),
        ("colour", "red", "unknown_word"),
        ("colour", "#0A7E8C;x", "unknown_word"),
        ("icon", "skull", "unknown_word"),
        ("host", "x" * 81, "too_long"),
        ("group", "x" * 81, "too_long"),
        ("stage", "x" * 81, "too_long"),
        ("question", "x" * 301, "too_long"),
        ("hours", ((2, 1),), "out_of_order"),
        ("hours", ((1, 1),), "out_of_order"),
        ("hours", ((5, 8), (1, 2)), "out_of_order"),
        ("hours", ((1, 5), (4, 8)), "out_of_order"),
        ("hours", tuple((n, n + 1) for n in range(21)), "too_many"),
        ("effects", (Focus(),) * 9, "too_many"),
        ("effects", (Info(),), "nothing_to_show"),
        ("effects", (Info("x" * 2001),), "too_long"),
        ("effects", (Tooltip("x" * 301),), "too_long"),
        ("effects", (Tooltip("x", -1),), "too_small"),
        ("effects", (Tooltip("x", 10**7),), "too_large"),
        ("effects", (Tab("https://example.org/" + "x" * 2000),), "too_long"),
        ("effects", (Tab("guide.pdf", "x" * 81),), "too_long"),
        ("effects", (page(label="x" * 81),), "too_long"),
        ("effects", (page(width_percent=5),), "too_small"),
        ("effects", (page(width_percent=95),), "too_large"),
        ("effects", (page(allow=("payment",)),), "unknown_word"),
        ("effects", (Sound("sea.ogg", 1.5),), "too_large"),
        ("effects", (Sound("sea.ogg", float("nan")),), "too_small"),
        ("effects", (Focus(9),), "too_large"),
        ("effects", (Info("", "us.gif"),), "unknown_file"),
    ],
)
def test_what_is_wrong_is_told_by_its_code(field: str, value: Any, code: str) -> None:
    assert codes(field, value) == [code]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://example.org/1",
        "http://example.org/",
        "//example.org/",
        "/api/zones",
        "../../api/leave",
        "..\\us.png",
        "https://",
        "https:///path",
        "https://anna:secret@example.org/",
        "https://exa mple.org/",
        "https://example.org/\u202etxt",
        "HTTPS://example.org/",
        "",
    ],
)
def test_only_pages_over_https_and_files_of_the_map_are_opened(address: str) -> None:
    effects: list[Effect] = [page(url=address), Tab(address), Sound(address)]
    if address:
        effects += [Info("x", address), Info("x", "", address)]
    for effect in effects:
        assert codes("effects", (effect,)) == ["forbidden_address"]


def test_hours_that_are_all_over_are_allowed_with_a_warning() -> None:
    (problem,) = field_problems("hours", ((1, 2),), DEFAULT_LIMITS, FILES, NOW_MS)
    assert (problem.code, problem.weight) == (Code.IN_THE_PAST, Weight.WARNING)
