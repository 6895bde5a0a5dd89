from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.errors import ProtocolError
from island_server.protocol.text import (
    MAX_CHAT_CHARACTERS,
    MAX_NAME_CHARACTERS,
    clean_chat,
    clean_name,
)

RLO, PDF, ZWJ, ZWSP, BOM = "\u202e", "\u202c", "\u200d", "\u200b", "\ufeff"
FAMILY = f"\N{MAN}{ZWJ}\N{WOMAN}{ZWJ}\N{GIRL}"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Anna", "Anna"),
        ("  Anna   de \t Vries\n", "Anna de Vries"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("&amp; 'quote\"", "&amp; 'quote\""),
        (f"{RLO}annA{PDF}", "annA"),
        (f"An{ZWSP}na{BOM}", "Anna"),
        ("An\x00na\x1b[31m", "Anna[31m"),
        ("Zoe\u0308", "Zo\u00eb"),
        (FAMILY, FAMILY),
        ("\u0639\u0644\u064a", "\u0639\u0644\u064a"),
        (f"{RLO} Anna {PDF}", "Anna"),
        (f"Anna {RLO} Bo", "Anna Bo"),
        ("a\u2028b", "a b"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_name_is_one_line_without_tricks(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "\n\t", "x" * 41, "x" * 10_000, RLO, f"{ZWJ}{ZWJ}", f"{ZWJ} {ZWJ}", ZWSP, "\x00",
     f"{RLO} {PDF}", "\u00a0\u3000", "\ue000"],
)  # fmt: skip
def test_a_name_of_nothing_or_of_too_much_is_refused(typed: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        clean_name(typed)
    assert refused.value.reason == "name"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("hello", "hello"),
        ("  two\n lines  \n", "two\n lines"),
        ("a\r\nb\rc", "a\nb\nc"),
        (f"no {RLO}tricks", "no tricks"),
        ("<b>bold</b>", "<b>bold</b>"),
        (f"{RLO}\nhello\n{RLO}", "hello"),
        ("x" * 500, "x" * 500),
        (FAMILY, FAMILY),
    ],
)
def test_a_chat_message_keeps_its_lines(typed: str, shown: str) -> None:
    assert clean_chat(typed) == shown


@pytest.mark.parametrize(
    "typed", ["", " \n ", "x" * 501, RLO, f"{RLO}\n{RLO}", ZWJ, f"{ZWJ}\n{ZWJ}"]
)
def test_a_chat_message_of_nothing_or_of_too_much_is_refused(typed: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        clean_chat(typed)
    assert refused.value.reason == "text"


@given(st.text(max_size=60))
def test_a_name_that_is_taken_is_fit_to_be_shown(typed: str) -> None:
    try:
        name = clean_name(typed)
    except ProtocolError:
        return
    assert 1 <= len(name) <= MAX_NAME_CHARACTERS
    assert name == " ".join(name.split())
    assert any(unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Zs") for c in name)
    assert not set(name) & {RLO, PDF, ZWSP, BOM, "\n", "\x00"}
    assert clean_name(name) == name


@given(st.text(max_size=600))
def test_a_chat_message_that_is_taken_is_fit_to_be_shown(typed: str) -> None:
    try:
        text = clean_chat(typed)
    except ProtocolError:
        return
    assert 1 <= len(text) <= MAX_CHAT_CHARACTERS
    assert text == text.strip()
    assert all(c == "\n" or c in "\u200c\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
               for c in text)  # fmt: skip
    assert clean_chat(text) == text
