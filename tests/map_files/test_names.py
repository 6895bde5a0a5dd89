from __future__ import annotations

import pytest

from island_server.map_files.names import plain_name, spoken_name


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("jitsiChillZone", "Chill zone"),
        ("to-conference", "To conference"),
        ("urlCoffee", "Coffee"),
        ("exitWC", "Exit WC"),
        ("rtlplus-germany", "Rtlplus germany"),
        ("HTMLPage", "HTML page"),
        ("Lectures", "Lectures"),
        ("table 3 (blue)", "table 3 (blue)"),
        ("jitsi", "Jitsi"),
        ("---", "---"),
        ("6play", "6play"),
        ("Überseehafen", "Überseehafen"),
        ("", ""),
    ],
)
def test_technical_names_are_read_as_words(name: str, spoken: str) -> None:
    assert spoken_name(name) == spoken


@pytest.mark.parametrize(
    ("stem", "plain"),
    [
        ("Floor_Bravo", "floor-bravo"),
        ("Café 't Hoekje", "cafe-t-hoekje"),
        ("地図", "map"),
        ("-", "map"),
    ],
)
def test_maps_have_plain_names(stem: str, plain: str) -> None:
    assert plain_name(stem) == plain
