from __future__ import annotations

import pytest

from island_server.core.zone_effects import Portal
from island_server.map_files.exits import map_file_of, portal_of
from island_server.map_files.findings import Findings


def led(address: object) -> tuple[Portal | None, tuple[str, ...]]:
    findings = Findings()
    return portal_of(address, "main", "layer 'uit': exitUrl", findings), findings.texts()


@pytest.mark.parametrize(
    ("address", "island", "entry"),
    [
        ("office.tmj#kitchen", "office", "kitchen"),
        ("../other/Map One.json", "map-one", ""),
        ("./main.json#start", "", "start"),
        ("main.tmj", "", ""),
        ("../main.tmj#x", "main", "x"),
        ("#kitchen", "", "kitchen"),
        ("/_/global/host.github.io/repo/cloud-hub.json#portal-from", "cloud-hub", "portal-from"),
        ("/@/org/world/virtual-world#from-cinema", "virtual-world", "from-cinema"),
        ("/~/plex/lobby.wam", "lobby", ""),
        ("https://play.workadventu.re/_/global/x.org/a/beach.json?q=1", "beach", ""),
        ("https://play.workadventu.re/@/a/b/caf%C3%A9#from%20west", "cafe", "from west"),
        ("world://lobby/pcb.json#start_glitzer", "pcb", "start_glitzer"),
        ("office.tmj#desk&moveTo=10,20", "office", "desk"),
        ("office.tmj#moveTo=10,20", "office", ""),
        ("kaart.tmx", "kaart", ""),
        ("https://example.org", "example-org", ""),
    ],
)
def test_an_exit_names_an_island_and_an_entry(address: str, island: str, entry: str) -> None:
    assert led(address) == (Portal(island, entry), ())


@pytest.mark.parametrize("address", ["{{{ exitUrl }}}", "", " ", True, "javascript:x", "x" * 3000])
def test_what_is_no_map_is_left_out_and_named(address: object) -> None:
    portal, remarks = led(address)
    assert portal is None
    assert remarks[0].startswith("layer 'uit': exitUrl: ")


def test_only_a_relative_exit_has_a_file_beside_the_map() -> None:
    assert map_file_of("a%20b/office.tmj?x#y") == "a b/office.tmj"
    assert map_file_of("/_/global/x/office.tmj") == ""
    assert map_file_of("https://x.org/office.tmj") == ""
    assert map_file_of("#x") == ""
    assert map_file_of(7) == ""
