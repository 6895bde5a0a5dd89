from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from island_server.logging_setup import setup_logging

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.L1xiP2lYlLhIuHbSw7TKZE6NLzRCiQtFWKEdhDZlhE8"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("aiohttp.access").disabled = False


def test_json_is_one_object_a_line() -> None:
    stream = io.StringIO()
    setup_logging("json", "info", stream)
    logging.getLogger("island_server.web").info("serving %s", "nes", extra={"island": "ameland"})
    entry = json.loads(stream.getvalue())
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {
        "event": "serving nes",
        "island": "ameland",
        "level": "info",
        "logger": "island_server.web",
    }


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_tracebacks_show_no_values_and_tokens_are_struck_out(log_format: str) -> None:
    stream = io.StringIO()
    setup_logging(log_format, "info", stream)  # type: ignore[arg-type]

    def fail(name: str) -> None:
        raise ValueError(f"bad link {TOKEN}")

    try:
        fail("Grietje")
    except ValueError:
        logging.getLogger("x").exception("at /join/%s", TOKEN)
    text = stream.getvalue()
    assert "ValueError" in text
    assert "Grietje" not in text.replace('fail("Grietje")', "")
    assert "bad link [token]" in text
    assert "at /join/[token]" in text
    assert "eyJ" not in text


def test_the_level_holds_for_us_and_libraries_speak_from_warnings_on() -> None:
    stream = io.StringIO()
    setup_logging("console", "debug", stream)
    logging.getLogger("island_server").debug("ours")
    logging.getLogger("engineio.server").info("received packet")
    logging.getLogger("aiohttp.access").warning("127.0.0.1 GET /join/x")
    text = stream.getvalue()
    assert "ours" in text
    assert "packet" not in text
    assert "127.0.0.1" not in text


def test_setting_up_again_replaces_the_former() -> None:
    first, second = io.StringIO(), io.StringIO()
    setup_logging("console", "info", first)
    setup_logging("console", "info", second)
    logging.getLogger("x").warning("once")
    assert first.getvalue() == ""
    assert second.getvalue().count("once") == 1
