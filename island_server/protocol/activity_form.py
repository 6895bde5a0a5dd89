"""Activities as browsers get them: docs/protocol.md, section 8."""

from __future__ import annotations

from collections.abc import Callable

from island_server.core.activities.activity import Activity, Phase
from island_server.core.activities.draft import Kind, Place, ScoreBy
from island_server.core.activities.questions import Questions
from island_server.core.activities.quiz import Quiz
from island_server.core.activities.results import Results
from island_server.core.ids import PersonId
from island_server.protocol.server_messages import Map

ROWS_TOLD = 100
"""Of more rows than these only the first are told; exports have all."""

NameOf = Callable[[PersonId], str]
"""The name of somebody who is on an island now; empty if they are not."""


def is_for_everybody(activity: Activity) -> bool:
    """Whether people who are no hosts are told of it."""
    if activity.is_deleted or activity.phase is Phase.DRAFT:
        return False
    return activity.phase is Phase.OPEN or activity.is_shown


def has_results_for_everybody(activity: Activity) -> bool:
    """Whether people who are no hosts are told its results."""
    is_live = activity.draft.kind is Kind.QUESTIONS and activity.phase is Phase.OPEN
    return is_for_everybody(activity) and (activity.is_shown or is_live)


def activity_map(activity: Activity, *, for_hosts: bool) -> Map:
    """An activity. Only hosts learn of a quiz what was not asked yet, and what is right."""
    draft, tally = activity.draft, activity.tally
    is_over = activity.phase is Phase.CLOSED
    at = tally.at if isinstance(tally, Quiz) else 0
    known = len(draft.questions) if for_hosts else at + 1
    return {
        "id": activity.id,
        "kind": draft.kind.value,
        "title": draft.title,
        "anonymous": draft.is_anonymous,
        "place": _place(draft.place),
        "options": [[it.text, it.picture, _place(it.place)] for it in draft.options],
        "most": draft.most,
        "questions": [
            [it.text, list(it.options), it.right if for_hosts or number < at or is_over else None]
            for number, it in enumerate(draft.questions[:known])
        ],
        "questions_in_all": len(draft.questions),
        "at": at,
        "score_by": draft.score_by.value,
        "phase": activity.phase.value,
        "shown": activity.is_shown,
        "deleted": activity.is_deleted,
        "key": activity.key,
    }


def own_part(activity: Activity, person: PersonId) -> list[object]:
    """What somebody did in an activity: `[id, has taken part, [question...]]`."""
    tally = activity.tally
    votes = tally.votes_of(person) if isinstance(tally, Questions) else []
    return [activity.id, activity.has_taken_part(person), votes]


def results_map(activity: Activity, results: Results, name_of: NameOf, *, for_hosts: bool) -> Map:
    """The results, the hidden rows for hosts only, and no person's id."""
    is_by_person = activity.draft.kind is Kind.QUIZ and activity.draft.score_by is ScoreBy.PERSON
    rows: list[list[object]] = []
    for row in results.rows:
        if len(rows) == ROWS_TOLD:
            break
        if for_hosts or not row.is_hidden:
            key = str(len(rows)) if is_by_person else row.key
            label = name_of(PersonId(row.key)) if is_by_person else row.label
            rows.append([key, label, row.count, row.is_hidden])
    tally = activity.tally
    taking_part = len(activity.asked) if activity.draft.is_anonymous else results.answers
    if isinstance(tally, Quiz) and activity.phase is Phase.OPEN:
        taking_part = tally.answers_now()
    return {
        "id": activity.id,
        "answers": results.answers,
        "taking_part": taking_part,
        "rows": rows,
        "rows_in_all": sum(for_hosts or not row.is_hidden for row in results.rows),
    }


def _place(place: Place | None) -> list[str] | None:
    return None if place is None else [place.island, place.zone]
