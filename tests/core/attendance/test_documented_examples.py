"""The figures that docs/attendance.md works out by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from island_server.core.attendance.comparison import Comparison, compare
from island_server.core.attendance.insight import Insight, insight
from island_server.core.ids import ZoneId
from tests.core.attendance.worded import ANSWERS, HOME, log_of, tell

PAGE = Path(__file__).parents[3] / "docs" / "attendance.md"
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(PAGE.read_text(encoding="utf-8"))


class Example(NamedTuple):
    log: str
    zones: str
    question: str
    answer: str


def examples() -> list[Example]:
    found: list[Example] = []
    log = zones = ""
    for kind, about, text in BLOCKS:
        if kind == "log":
            log, zones = text, about.removeprefix("zones=")
        elif kind == "figures":
            for line in text.splitlines():
                question, answer = line.split(": ", maxsplit=1)
                found.append(Example(log, zones, question, answer))
    return found


def seen(log: str, zones: str = "") -> Insight:
    names = [ZoneId(name) for name in zones.split(",") if name]
    return insight(log_of(log), zones=[(HOME, name) for name in names])


@pytest.mark.parametrize("example", examples(), ids=lambda it: it.question)
def test_a_figure_is_what_the_documentation_works_out(example: Example) -> None:
    assert tell(seen(example.log, example.zones), example.question) == example.answer


def test_the_documentation_has_an_example_of_every_figure() -> None:
    asked = {example.question.split()[0] for example in examples()}
    assert set(ANSWERS) - asked == {"unplaced"}


def figure(it: Comparison, name: str) -> str:
    if name in ("returned", "new", "lost"):
        return ", ".join(getattr(it, name))
    row = next(row for row in it.figures if row.figure == name)
    numbers = (row.former, row.latter, row.difference)
    return ", ".join(f"{n:.0f}" if n == int(n) else f"{n:.2f}" for n in numbers)


def test_two_events_are_compared_as_the_documentation_works_out() -> None:
    logs = {about: text for kind, about, text in BLOCKS if kind == "log"}
    compared = compare(seen(logs["former"]), seen(logs["latter"]))
    told = next(text for kind, _, text in BLOCKS if kind == "comparison")
    rows = [line.split(": ") for line in told.splitlines()]
    assert {name: figure(compared, name) for name, _ in rows} == dict(rows)
    assert {str(row.figure) for row in compared.figures} <= {name for name, _ in rows}
