"""Results of activities to take along: CSV for a spreadsheet, JSON for programs.

No person is in it, other than as a pseudonym with what they answered under their own name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from island_server.core.activities.activity import Activity
from island_server.core.activities.choices import Choices
from island_server.core.activities.draft import Kind, ScoreBy
from island_server.core.activities.questions import Questions
from island_server.core.activities.quiz import Quiz
from island_server.core.activities.words import Words
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.ids import PersonId

COLUMNS = ("activity", "kind", "title", "anonymous", "phase", "what", "item", "value", "hidden")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""

Given = tuple[PersonId | None, str]
"""Who gave what, in words."""


def as_json(activities: Sequence[Activity], pseudonyms: Pseudonyms, now_ms: int) -> object:
    """Everything, as plain data."""
    return [
        {
            "id": it.id,
            "kind": it.draft.kind.value,
            "title": it.draft.title,
            "anonymous": it.draft.is_anonymous,
            "phase": it.phase.value,
            "answers": it.results(now_ms).answers,
            "rows": [
                {"item": item, "count": count, "hidden": hidden}
                for item, count, hidden in _rows(it, pseudonyms, now_ms)
            ],
            "given": [
                {"person": person, "answer": answer} for person, answer in _given(it, pseudonyms)
            ],
        }
        for it in activities
    ]


def as_csv(activities: Sequence[Activity], pseudonyms: Pseudonyms, now_ms: int) -> str:
    """Rows of results (`what` is "result"), and of what each person gave ("answer")."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for it in activities:
        draft = it.draft
        head = (it.id, draft.kind.value, draft.title, _yes(draft.is_anonymous), it.phase.value)
        for item, count, hidden in _rows(it, pseudonyms, now_ms):
            writer.writerow(map(_cell, (*head, "result", item, str(count), _yes(hidden))))
        for person, answer in _given(it, pseudonyms):
            writer.writerow(map(_cell, (*head, "answer", person, answer, "no")))
    return file.getvalue()


def _rows(
    activity: Activity, pseudonyms: Pseudonyms, now_ms: int
) -> Iterator[tuple[str, int, bool]]:
    draft = activity.draft
    is_by_person = draft.kind is Kind.QUIZ and draft.score_by is ScoreBy.PERSON
    for row in activity.results(now_ms).rows:
        key = pseudonyms.of(PersonId(row.key)) if is_by_person else row.key
        yield row.label or key, row.count, row.is_hidden


def _given(activity: Activity, pseudonyms: Pseudonyms) -> list[tuple[str, str]]:
    """Under pseudonyms and in their order, which tells nothing of the order of the answers."""
    return sorted(
        (pseudonyms.of(person), answer)
        for person, answer in _by_person(activity)
        if person is not None
    )


def _by_person(activity: Activity) -> Iterator[Given]:
    draft = activity.draft
    match activity.tally:
        case Choices(by_person=people):
            for person, chosen in people.items():
                yield person, "; ".join(draft.options[number].text for number in chosen)
        case Words(by_person=words):
            for person, given in words.items():
                yield person, "; ".join(given)
        case Questions(asked=asked):
            for question in asked:
                yield question.asker, question.text
        case Quiz(given=given_to):
            for number, answers in enumerate(given_to):
                options = draft.questions[number].options
                for person, answer in answers.items():
                    yield person, f"{number + 1}: {options[answer.option]}"
        case _:
            pass


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
