"""The whole of Ameland, measured from its coast and stretched 1.6 times from north to south."""

from __future__ import annotations

import numpy as np

from . import boats, buildings, furniture
from .island import Island, Sprite
from .noise import wobble
from .scatter import (
    SUMMER,
    TULIPS,
    bushes,
    chairs,
    flock,
    houses,
    pines,
    slender,
    sow,
    table_group,
    trees,
    wild,
)

WIDTH, HEIGHT = 200, 100
JOIN = ("Schuif aan: wie hier is, spreekt met elkaar.", "Join in: everyone here talks together.")

# (x, northern row, southern row) of the shore
PROFILE = (
    (24, 46, 50),
    (26, 31, 62),
    (30, 27, 69),
    (35, 26, 76),
    (40, 26, 79),
    (44, 28, 79),
    (49, 32, 79),
    (53, 35, 79),
    (58, 36, 78),
    (63, 37, 76),
    (67, 38, 73),
    (72, 38, 69),
    (76, 38, 64),
    (81, 38, 60),
    (86, 37, 60),
    (90, 37, 60),
    (95, 36, 61),
    (99, 36, 63),
    (104, 36, 64),
    (109, 36, 64),
    (113, 35, 63),
    (118, 34, 62),
    (122, 33, 60),
    (127, 32, 58),
    (132, 32, 56),
    (136, 31, 54),
    (141, 30, 52),
    (145, 29, 50),
    (150, 28, 48),
    (155, 28, 46),
    (159, 27, 43),
    (164, 27, 42),
    (168, 26, 42),
    (173, 25, 42),
    (178, 25, 42),
    (182, 26, 41),
    (187, 28, 38),
    (192, 32, 35),
)
_X, _NORTH, _SOUTH = zip(*PROFILE, strict=True)


def build() -> Island:
    """Draw the whole map."""
    island = Island(
        "ameland", WIDTH, HEIGHT, period=64,
        colors=192,
        properties={"mapName": "Ameland", "mapDescription": "Heel Ameland, van Bornrif tot de Hon"},
    )  # fmt: skip
    for y in range(HEIGHT + 1):
        for x in range(WIDTH + 1):
            island.rect(_ground(x, y), x, y, x, y)
    _patches(island)
    _ways(island)
    _quay(island)
    _nes(island)
    _theatre(island)
    _ballum(island)
    _hollum(island)
    _buren(island)
    _beach(island)
    _east(island)
    _wild(island)
    return island


# ---------------------------------------------------------------- ground
def _shore(x: int) -> tuple[float, float]:
    north = float(np.interp(x, _X, _NORTH)) + wobble(x, 1, 0.5)
    south = float(np.interp(x, _X, _SOUTH)) + wobble(x, 4, 0.6)
    return north, south


def _ground(x: int, y: int) -> str:
    north, south = _shore(x)
    aside = max(24 - x, x - 192, 0)
    over, under = y - north, south - y
    if aside or over < 0 or under < 0:
        return _water(x, aside, -over, -under)
    return _land(x, over, under, min(x - 23.5, 192.5 - x) * 1.6)


def _water(x: int, aside: int, over: float, under: float) -> str:
    """Choose between flats, shallows and the deep; `over` and `under` are rows off the coast."""
    out = float(np.hypot(max(over, under, 0), aside * 1.1)) + wobble(x, 9, 0.4)
    if under > 0 and under >= over:
        flats = 7.5 + wobble(x * 0.6, 9, 2)
        if aside == 0 and under < flats and abs(x - 103 + wobble(under * 3, 2, 1.2)) > 6.5:
            return "mud"
        out -= flats - 1 if aside == 0 else 3
    if out < 2.2:
        return "shallow"
    return "sea" if out < 5.5 else "deep"


def _land(x: int, over: float, under: float, end: float) -> str:
    if x > 176:
        depth = min(over, under, end)
        return "wet" if depth < 1.4 else "sand" if depth < 5 else "dune"
    west = x < 33 and min(over, end) < 7
    for limit, name in ((1.2, "wet"), (6.2 + wobble(x, 2, 0.8), "sand")):
        if over < limit or (west and name == "sand"):
            return name
    if over < 11 + wobble(x, 3, 1.1):
        return "dune"
    if x > 124:
        return "heath" if over < 13.5 + wobble(x, 5, 1.6) else "marsh"
    if over < 12.6 + wobble(x, 7, 1.0):
        return "heath"
    if under < 1.4:
        return "marsh"
    return "dike" if under < 3.6 else "meadow"


def _patches(island: Island) -> None:
    for x, y, rx, ry in ((39, 64, 13, 10), (62, 58, 9, 6), (102, 55, 15, 7), (116, 51, 8, 5)):
        island.disc("grass", x, y, rx, ry, ("meadow", "heath"))
    for x, y, rx, ry in (
        (46, 46, 8, 4),
        (90, 49, 6, 3),
        (112, 44, 6, 2.6),
        (68, 51, 6, 2.4),
        (52, 52, 4, 3),
    ):
        island.disc("forest", x, y, rx, ry, ("meadow", "heath", "grass", "dune"))
    for x, y, rx, ry in (
        (57, 66, 3, 1.6),
        (130, 50, 3, 1.4),
        (150, 42, 2.6, 1.2),
        (44, 40, 2.4, 1.3),
    ):
        island.disc("shallow", x, y, rx, ry, ("meadow", "marsh", "dune", "heath"))
    for points in (
        [(50, 82), (53, 86), (52, 90)],
        [(70, 72), (72, 77), (70, 82)],
        [(126, 58), (128, 62), (126, 67)],
        [(146, 49), (148, 54), (147, 59)],
        [(84, 62), (86, 66), (85, 70)],
    ):
        island.path("shallow", points, 0, ("mud",))


def _ways(island: Island) -> None:
    island.path("brick", [(39, 64), (50, 62), (62, 58), (80, 56), (102, 56), (116, 52)], 1)
    island.path("shell", [(116, 52), (126, 48), (138, 44), (150, 40), (166, 35)], 1)
    island.path("brick", [(39, 64), (36, 56), (34, 53)], 1)
    for points in (
        [(34, 53), (37, 34)],
        [(102, 50), (101, 38)],
        [(116, 50), (116, 38)],
        [(61, 56), (61, 40)],
        [(80, 56), (80, 41)],
    ):
        island.path("shell", points, 1)
    island.rect("plaza", 101, 58, 104, 75)
    island.rect("brick", 96, 50, 109, 58)
    island.rect("brick", 34, 61, 45, 67)
    island.rect("brick", 57, 56, 67, 60)
    island.rect("brick", 111, 49, 120, 54)
    island.rect("quay", 97, 74, 109, 78)
    island.rect("plaza", 51, 46, 66, 48)


# ---------------------------------------------------------------- places
def _put(island: Island, things: tuple[tuple[Sprite, int, int], ...]) -> None:
    for sprite, x, y in things:
        island.put(sprite, x, y)


def _tables(
    island: Island, prefix: str, places: tuple[tuple[int, int], ...], dutch: str, english: str
) -> None:
    colors = ("#c9564a", "#4d86b8", "#e0a83e", "#5f9a64")
    for number, (x, y) in enumerate(places):
        table_group(island, x, y, furniture.round_table(), colors[number % 4])
        name = f"{prefix}-{number + 1}"
        island.zone(
            name, (x - 1, y - 1, 4, 4), f"{dutch} {number + 1}", f"{english} {number + 1}", JOIN,
            jitsiRoom=name, maxUsers=6,
        )  # fmt: skip


def _lamps(island: Island, cells: tuple[tuple[int, int], ...]) -> None:
    lamp = furniture.lamp()
    for x, y in cells:
        island.put(lamp, x, y)


def _quay(island: Island) -> None:
    _put(island, (
        (boats.ferry(), 97, 83), (furniture.notice_board(), 99, 74), (furniture.desk(), 105, 74),
        (furniture.flag(furniture.DUTCH), 97, 75), (furniture.flag(furniture.AMELAND), 108, 75),
        (boats.sailing_boat("#7c5a43"), 112, 72), (boats.sailing_boat("#2f5f8c"), 92, 73),
    ))  # fmt: skip
    _lamps(island, ((100, 62), (105, 62), (100, 68), (105, 68)))
    island.zone(
        "start",
        (100, 75, 8, 3),
        "Veerdam Nes",
        "Nes ferry quay",
        (
            "Welkom op Ameland. Loop naar het noorden voor het plein.",
            "Welcome to Ameland. Walk north to the square.",
        ),
        start=True,
    )


def _nes(island: Island) -> None:
    gable, _yellow, blue, _green, _red, _white = houses()
    _put(
        island,
        (
            (buildings.tower(), 97, 49),
            (buildings.church(), 103, 49),
            (buildings.mill(turning=False), 87, 54),
            (gable, 93, 48),
            (blue, 106, 61),
            (furniture.fountain(), 102, 55),
            (furniture.planter(SUMMER), 100, 53),
            (furniture.planter(TULIPS), 105, 53),
        ),
    )
    _lamps(island, ((100, 50), (105, 50), (100, 58), (105, 58)))
    _tables(island, "tafel-nes", ((97, 52), (97, 56), (107, 52)), "Tafel Nes", "Nes table")
    island.zone("plein-nes", (100, 51, 6, 6), "Plein van Nes", "Nes square", focusable=True)


def _theatre(island: Island) -> None:
    island.disc("plaza", 80, 49, 8.2, 5.6)
    island.put(furniture.stage(8, 3), 76, 47)
    island.put(furniture.screen(), 77, 45)
    island.put(furniture.lectern(), 77, 46)
    seats = chairs("#c9564a")
    for row, y in enumerate((49, 50, 51, 52)):
        for x in range(75 + row % 2, 86):
            if x not in (79, 80, 81):
                island.put(seats["up"], x, y)
    island.zone(
        "podium", (76, 46, 8, 2), "Podium", "Stage", speakerMegaphone="plenair", focusable=True
    )
    island.zone(
        "publiek", (73, 48, 15, 6), "Duinpan", "Dune bowl theatre", listenerMegaphone="plenair"
    )


def _ballum(island: Island) -> None:
    gable, yellow, _, green, _, white = houses()
    _put(
        island,
        (
            (green, 57, 55),
            (gable, 64, 55),
            (white, 57, 64),
            (yellow, 63, 64),
            (buildings.barn(6), 68, 56),
            (furniture.signpost(), 61, 50),
            (furniture.bicycle("#3f6a8c"), 66, 60),
        ),
    )
    table = furniture.long_table(3)
    island.put(table, 60, 58)
    seats = chairs("#2f6ca3")
    for x in (60, 61, 62):
        island.put(seats["down"], x, 56)
        island.put(seats["up"], x, 59)
    island.zone(
        "raadzaal-ballum",
        (59, 56, 5, 4),
        "Raadzaal Ballum",
        "Ballum council table",
        jitsiRoom="raadzaal-ballum",
        maxUsers=12,
    )
    island.zone("vliegveld", (52, 46, 14, 2), "Vliegveld Ballum", "Ballum airfield", focusable=True)
    plane = boats.aeroplane()
    island.put(plane, 53, 47)
    island.put(plane, 59, 47)
    kiosk = buildings.kiosk("#d0574a")
    island.put(kiosk, 63, 71)
    island.zone(
        "reddingshuis",
        (62, 72, 6, 3),
        "Ballumerbocht",
        "Lifeboat station",
        jitsiRoom="ballumerbocht",
        maxUsers=8,
    )


def _hollum(island: Island) -> None:
    gable, yellow, blue, green, red, white = houses()
    _put(
        island,
        (
            (buildings.church(), 36, 60),
            (gable, 30, 61),
            (yellow, 31, 67),
            (blue, 34, 73),
            (green, 39, 72),
            (gable, 44, 73),
            (red, 47, 67),
            (white, 47, 61),
            (yellow, 44, 60),
            (buildings.lighthouse(), 32, 52),
            (furniture.bench(), 36, 52),
            (buildings.barn(6), 50, 72),
        ),
    )
    _lamps(island, ((34, 62), (45, 62), (34, 67), (45, 67)))
    _tables(island, "tafel-hollum", ((36, 63), (42, 63)), "Tafel Hollum", "Hollum table")
    island.zone(
        "vuurtoren",
        (32, 53, 5, 3),
        "Vuurtoren Bornrif",
        "Bornrif lighthouse",
        ("Een goed gesprek onder vier ogen.", "A good talk for two."),
        jitsiRoom="vuurtoren",
        maxUsers=2,
    )


def _buren(island: Island) -> None:
    gable, yellow, _, green, red, _ = houses()
    _put(
        island,
        (
            (buildings.barn(6), 111, 48),
            (gable, 118, 48),
            (green, 121, 53),
            (red, 112, 59),
            (yellow, 118, 59),
        ),
    )
    _tables(island, "werkplaats-buren", ((112, 51), (117, 51)), "Werkplaats", "Workshop")


def _beach(island: Island) -> None:
    island.rect("deck", 95, 36, 108, 41)
    island.put(buildings.pavilion(6), 98, 37)
    for number, x in enumerate((96, 105)):
        table_group(
            island, x, 39, furniture.parasol_table(("#d2574a", "#3f86b4")[number]), "#f1e7d0"
        )
    island.zone(
        "strandpaviljoen",
        (95, 38, 13, 4),
        "Strandpaviljoen",
        "Beach pavilion",
        ("Koffie met uitzicht op zee.", "Coffee with a view of the sea."),
        jitsiRoom="strandpaviljoen",
        maxUsers=16,
    )
    island.put(furniture.campfire(), 112, 39)
    island.zone(
        "kampvuur",
        (110, 37, 6, 4),
        "Kampvuur",
        "Camp fire",
        ("Kruip om het vuur en vertel.", "Gather round the fire and tell."),
        jitsiRoom="kampvuur",
        maxUsers=10,
    )
    for number, x in enumerate((86, 90, 118, 122)):
        y = int(_shore(x)[0]) + 4
        island.put(
            furniture.beach_chair(("#3f86b4", "#d2574a", "#6aa05a", "#e0a83e")[number]), x, y
        )
        island.zone(
            f"strandkorf-{number + 1}",
            (x - 1, y, 4, 2),
            f"Strandkorf {number + 1}",
            f"Beach basket {number + 1}",
            ("Voor een gesprek met z'n drieën.", "For a talk with three."),
            jitsiRoom=f"strandkorf-{number + 1}",
            maxUsers=3,
        )
    picnic = furniture.picnic_table()
    island.put(picnic, 130, 46)
    island.put(picnic, 150, 44)
    for number, (x, y) in enumerate(((130, 46), (150, 44))):
        island.zone(
            f"picknick-{number + 1}",
            (x - 1, y - 2, 5, 4),
            f"Picknicktafel {number + 1}",
            f"Picnic table {number + 1}",
            jitsiRoom=f"picknick-{number + 1}",
            maxUsers=6,
        )
    for number in range(6):
        x = 34 + number * 3
        hut = furniture.beach_hut(("#3f86b4", "#d2574a", "#6aa05a", "#e0a83e")[number % 4])
        island.put(hut, x, int(_shore(x)[0]) + 5)


def _east(island: Island) -> None:
    island.put(furniture.bench(), 141, 42)
    island.zone(
        "het-oerd",
        (134, 31, 38, 11),
        "Het Oerd",
        "Het Oerd nature reserve",
        (
            "Hier wordt niet gepraat; niemand stoort je.",
            "No talking here; nobody will disturb you.",
        ),
        silent=True,
    )
    for y in range(20, 60):
        island.block(176, y)
        if island.terrain(176, y) in ("sand", "wet", "dune", "heath", "marsh", "mud"):
            island.put(furniture.posts(1), 176, y)


def _wild(island: Island) -> None:
    sow(island, trees() + pines() + slender(), "forest", 0.7, 5)
    sow(island, wild("marram"), "dune", 0.3, 6)
    sow(island, flock(), "dike", 0.05, 7, margin=1)
    sow(island, flock(), "meadow", 0.02, 17, margin=2)
    sow(island, wild("meadow"), "meadow", 0.12, 8)
    sow(island, trees() + bushes(), "grass", 0.07, 9, margin=1)
    sow(island, bushes(), "heath", 0.05, 11)
    sow(island, wild("reeds"), "marsh", 0.06, 12)
    sow(island, wild("shells"), "sand", 0.04, 10)
