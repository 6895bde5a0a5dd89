"""All figures can be written as JSON, and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from island_server.core.attendance.comparison import compare
from island_server.core.attendance.insight import insight
from island_server.core.attendance.plain_figures import plain
from island_server.core.attendance.shared_figures import shared_figures
from island_server.core.logged import Logged
from tests.core.attendance.random_logs import logs
from tests.core.attendance.worded import log_of


def test_figures_keep_their_names_and_zones_their_islands() -> None:
    text = "09:00 anna comes\n09:00 anna into cafe\n09:05 anna out of cafe\n09:10 anna goes"
    told: Any = plain(insight(log_of(text)))
    assert (told["unique"], told["person_ms"], told["unplaced"]) == (1, 600_000, 0)
    (anna,) = told["people"]
    assert (anna["presence"]["person"], anna["talk_share"]) == ("anna", 0.0)
    assert anna["presence"]["stays"][0]["ending"] == "told"
    assert anna["presence"]["islands_ms"] == {"isle": 600_000}
    assert anna["presence"]["zones_ms"] == [{"key": ["isle", "cafe"], "value": 300_000}]
    assert told["zones"][0]["silence"] == "alone"


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no figures: object"):
        plain(object())


@given(logs())
def test_all_figures_are_the_same_after_json(log: list[Logged]) -> None:
    seen = insight(log)
    for figures in (seen, shared_figures(seen), compare(seen, seen)):
        told = plain(figures)
        assert json.loads(json.dumps(told)) == told
