"""Text that people type: what is taken, and in which form."""

from __future__ import annotations

import unicodedata

from island_server.errors import ProtocolError

MAX_NAME_CHARACTERS = 40
MAX_CHAT_CHARACTERS = 500
_JOINERS = "\u200c\u200d"
"""Zero-width joiners: parts of emoji and of some scripts, harmless."""


def clean_name(name: str) -> str:
    """A display name: one line, no control or bidirectional override characters.

    Markup is left as it is: it is only ever shown as text. Raises `ProtocolError("name")` if
    nothing is left or it is too long.
    """
    return clean_line(name, MAX_NAME_CHARACTERS, "name")


def clean_line(text: str, most: int, reason: str) -> str:
    """One line of any text, cleaned as a name is.

    Raises `ProtocolError(reason)` if nothing is left or it has more than `most` characters.
    """
    text = " ".join(_clean(" ".join(text.split())).split())
    if _is_empty(text) or len(text) > most:
        raise ProtocolError(reason, f"1 to {most} characters")
    return text


def clean_optional(text: str, most: int, reason: str) -> str:
    """One line of text that may be empty, cleaned as a name is.

    Raises `ProtocolError(reason)` if it has more than `most` characters.
    """
    text = " ".join(_clean(" ".join(text.split())).split())
    if len(text) > most:
        raise ProtocolError(reason, f"at most {most} characters")
    return "" if _is_empty(text) else text


def clean_chat(text: str) -> str:
    """A chat message: lines kept, other control characters dropped.

    Raises `ProtocolError("text")` if nothing is left or it is too long.
    """
    text = clean_words(text)
    if _is_empty(text) or len(text) > MAX_CHAT_CHARACTERS:
        raise ProtocolError("text", f"1 to {MAX_CHAT_CHARACTERS} characters")
    return text


def clean_words(text: str) -> str:
    """Text of some lines that may be empty: other control characters than line ends dropped."""
    return "\n".join(_clean(line).rstrip() for line in text.splitlines()).strip()


def _clean(line: str) -> str:
    kept = "".join(
        character
        for character in line
        if character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cs")
    )
    return unicodedata.normalize("NFC", kept)


def _is_empty(text: str) -> bool:
    return all(character in _JOINERS or character.isspace() for character in text)
