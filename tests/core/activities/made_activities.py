"""Drafts of every kind, and a board to try them on."""

from __future__ import annotations

from island_server.core.activities.board import Board, Open, Put
from island_server.core.activities.draft import (
    Draft,
    Kind,
    Option,
    Place,
    QuizQuestion,
    ScoreBy,
)
from island_server.core.ids import PersonId, ZoneId

ANNA, BO, CEES = PersonId("anna"), PersonId("bo"), PersonId("cees")
YES_ZONE, NO_ZONE = Place("map", ZoneId("yes")), Place("map", ZoneId("no"))
POLL = Draft(Kind.POLL, "Tea?", options=(Option("Yes"), Option("No"), Option("Perhaps")))
SECRET_POLL = Draft(Kind.POLL, "Tea?", is_anonymous=True, options=POLL.options)
PICTURES = Draft(Kind.PICTURES, "Which logo?", options=(Option("A", "a.png"), Option("B", "b.png")))
WORDS = Draft(Kind.WORDS, "How are you?", most=3)
SECRET_WORDS = Draft(Kind.WORDS, "How are you?", is_anonymous=True, most=3)
QUESTIONS = Draft(Kind.QUESTIONS, "What would you ask?")
FEET = Draft(
    Kind.FEET, "Where?", options=(Option("Yes", place=YES_ZONE), Option("No", place=NO_ZONE))
)
QUIZ = Draft(
    Kind.QUIZ,
    "What do you know?",
    questions=(
        QuizQuestion("1 + 1?", ("1", "2", "3"), 1),
        QuizQuestion("Capital?", ("Assen", "Den Haag", "Amsterdam"), 2),
    ),
)
TABLE_QUIZ = Draft(QUIZ.kind, QUIZ.title, questions=QUIZ.questions, score_by=ScoreBy.TABLE)
EVERY_KIND = (POLL, SECRET_POLL, PICTURES, WORDS, SECRET_WORDS, QUESTIONS, FEET, QUIZ, TABLE_QUIZ)


def opened(draft: Draft, board: Board | None = None) -> Board:
    """A board on which the draft is open, as "a"."""
    board = board or Board()
    board.apply(Put("a", draft), 1000)
    board.apply(Open("a", "f1" if draft.is_anonymous else ""), 2000)
    return board
