"""What hosts and people say about activities: docs/protocol.md, section 8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec

from island_server.core.activities import limits
from island_server.core.activities.draft import (
    Draft,
    Kind,
    Option,
    Place,
    QuizQuestion,
    ScoreBy,
)
from island_server.core.ids import ZoneId
from island_server.protocol.client_messages import Message, Text
from island_server.protocol.text import clean_line

MAX_NAME_CHARACTERS = 200
KEY_HEX_DIGITS = 512

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME_CHARACTERS)]
Hex = Annotated[str, msgspec.Meta(pattern=f"^[0-9a-f]{{{KEY_HEX_DIGITS}}}$")]
Small = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
IslandName = Annotated[str, msgspec.Meta(max_length=MAX_NAME_CHARACTERS)]
WirePlace = tuple[IslandName, Name]


class WireOption(Message):
    """One answer to choose."""

    text: Text
    picture: Annotated[str, msgspec.Meta(max_length=MAX_NAME_CHARACTERS)] = ""
    place: WirePlace | None = None


class WireQuizQuestion(Message):
    """A question of a quiz."""

    text: Text
    options: Annotated[tuple[Text, ...], msgspec.Meta(max_length=limits.OPTIONS_MAX)]
    right: Small


class ActivityPut(Message):
    """Make an activity (`id` nil), or change one that has not opened."""

    id: Name | None
    kind: Kind
    title: Text
    anonymous: bool = False
    place: WirePlace | None = None
    options: Annotated[tuple[WireOption, ...], msgspec.Meta(max_length=limits.OPTIONS_MAX)] = ()
    most: Small = 1
    questions: Annotated[
        tuple[WireQuizQuestion, ...], msgspec.Meta(max_length=limits.QUIZ_QUESTIONS_MAX)
    ] = ()
    score_by: ScoreBy = ScoreBy.PERSON

    def as_draft(self, island: str) -> Draft:
        """The draft, its texts cleaned; places without an island are on this one.

        Raises `ProtocolError("activity_text")`.
        """
        options = (
            Option(_option(option.text), option.picture, _place(option.place, island))
            for option in self.options
        )
        questions = (
            QuizQuestion(_title(it.text), tuple(_option(text) for text in it.options), it.right)
            for it in self.questions
        )
        return Draft(
            self.kind,
            _title(self.title),
            is_anonymous=self.anonymous,
            place=_place(self.place, island),
            options=tuple(options),
            most=self.most,
            questions=tuple(questions),
            score_by=self.score_by,
        )


class ActivityDo(Message):
    """What a host does with an activity."""

    id: Name
    action: Literal["open", "close", "show", "conceal", "next", "copy", "delete", "restore"]


class ActivityHide(Message):
    """Take a word or a question out of sight, or show it again."""

    id: Name
    item: Text
    hidden: bool


class ActivityAnswer(Message):
    """Answer under one's own name: options, or words."""

    id: Name
    chosen: Annotated[tuple[Small, ...], msgspec.Meta(max_length=limits.OPTIONS_MAX)] = ()
    words: Annotated[tuple[Text, ...], msgspec.Meta(max_length=limits.WORDS_EACH_MAX)] = ()


class ActivityToken(Message):
    """Ask leave for an anonymous answer: have a blinded token signed."""

    id: Name
    blinded: Hex


class ActivityAsk(Message):
    """Ask a question."""

    id: Name
    text: Text


class ActivityVote(Message):
    """Vote for a question, or take that back."""

    id: Name
    question: Small
    wants: bool


MESSAGES: Mapping[str, type[Message]] = MappingProxyType(
    {
        "activity_put": ActivityPut,
        "activity_do": ActivityDo,
        "activity_hide": ActivityHide,
        "activity_answer": ActivityAnswer,
        "activity_token": ActivityToken,
        "activity_ask": ActivityAsk,
        "activity_vote": ActivityVote,
    }
)


class HandedIn(Message):
    """The body of an anonymous answer: `POST /api/activities/ID/answers`."""

    token: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    signature: Hex
    chosen: Annotated[tuple[Small, ...], msgspec.Meta(max_length=limits.OPTIONS_MAX)] = ()
    words: Annotated[tuple[Text, ...], msgspec.Meta(max_length=limits.WORDS_EACH_MAX)] = ()


def clean_words(words: Sequence[str]) -> list[str]:
    """Words as they are counted. Raises `ProtocolError("activity_answer")`."""
    return [clean_line(word, limits.WORD_CHARACTERS, "activity_answer") for word in words]


def _title(text: str) -> str:
    return clean_line(text, limits.TITLE_CHARACTERS, "activity_text")


def _option(text: str) -> str:
    return clean_line(text, limits.OPTION_CHARACTERS, "activity_text")


def _place(place: WirePlace | None, island: str) -> Place | None:
    return None if place is None else Place(place[0] or island, ZoneId(place[1]))
