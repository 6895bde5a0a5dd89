"""How much there may be of everything in an activity."""

from __future__ import annotations

ACTIVITIES_MAX = 100
"""Of an event, without those that are deleted."""
OPEN_MAX = 10
BIN_MAX = 10
"""Deleted activities that can be had back; the oldest goes first."""
TITLE_CHARACTERS = 200
OPTIONS_MIN, OPTIONS_MAX = 2, 12
OPTION_CHARACTERS = 120
WORDS_EACH_MAX = 5
"""Words that one person may hand in."""
WORD_CHARACTERS = 30
WORDS_MAX = 1000
"""Different words of one cloud; a word that would be one more is refused."""
QUIZ_QUESTIONS_MAX = 30
DRAFT_CHARACTERS = 4000
"""Of all texts of a draft together, so that it fits into one message."""
QUESTIONS_EACH_MAX = 5
QUESTIONS_MAX = 300
QUESTION_CHARACTERS = 280
PICTURES_MAX = 60
"""Uploaded for one event."""
PICTURE_BYTES = 512_000
PICTURE_SIDE_PX = 4096
RESULTS_GROUP = 5
"""While an anonymous activity is open, its results move on only by so many new answers."""
HAND_IN_GRACE_MS = 30_000
"""How long after the close an anonymous answer is taken for which leave was given before."""
HAND_IN_WAIT_MS = 8_000
"""A browser hands an anonymous answer in after a time drawn from 0 to this."""
