"""Nes and its surroundings: the small, dense default island."""

from __future__ import annotations

from . import boats, buildings, furniture, nature
from .island import Island
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

WIDTH, HEIGHT = 60, 45


def build() -> Island:
    """Draw the whole map from north to south."""
    island = Island("nes", WIDTH, HEIGHT, properties={"mapName": "Nes", "mapDescription": "Nes op Ameland"})
    _land(island)
    _ways(island)
    _quay(island)
    _square(island)
    _town_hall(island)
    _theatre(island)
    _village(island)
    _mill(island)
    _barn(island)
    _beach(island)
    _dunes(island)
    _dike(island)
    _flats(island)
    _wild(island)
    return island


# ---------------------------------------------------------------- ground
def _bands(x: int, y: int) -> str:
    """Choose the ground by the distance from the North Sea in the north to the Wadden Sea in the south."""
    north = y - wobble(x, 1.0, 0.45)
    south = y - wobble(x, 4.0, 0.5)
    edges = (
        (1.2, "sea"), (2.6, "shallow"), (3.6, "wet"), (8.0, "sand"), (12.2, "dune"), (14.0, "heath"),
    )  # fmt: skip
    for limit, name in edges:
        if north < limit:
            return name
    for limit, name in ((32.4, "meadow"), (35.0, "dike"), (36.6, "marsh"), (39.2, "mud"), (41.4, "shallow")):
        if (y if name == "dike" or limit == 32.4 else south) < limit:
            return name
    return "sea" if south < 43.4 else "deep"


def _land(island: Island) -> None:
    for y in range(HEIGHT + 1):
        for x in range(WIDTH + 1):
            island.rect(_bands(x, y), x, y, x, y)
    island.disc("forest", 51, 15, 9, 3.6, ("dune", "heath", "meadow"))
    island.disc("forest", 7, 16, 5, 2.6, ("heath", "meadow", "dune"))
    island.disc("grass", 29.5, 23, 25, 9.2, ("meadow",))
    island.disc("heath", 12, 9.6, 7, 1.6, ("dune",))
    island.disc("shallow", 8, 11, 2.6, 1.3)


def _ways(island: Island) -> None:
    island.path("shell", [(29, 18), (29, 12), (28, 9), (28, 6)], 2)
    island.path("shell", [(22, 17), (16, 15), (12, 12), (17, 10), (28, 11)], 1)
    island.path("shell", [(31, 14), (40, 14), (44, 17)], 1)
    island.path("brick", [(3, 29), (20, 29)], 1)
    island.path("brick", [(38, 29), (56, 29)], 1)
    island.path("brick", [(13, 18), (13, 28)], 1)
    island.path("brick", [(13, 18), (22, 18)], 1)
    island.path("brick", [(39, 18), (56, 18), (56, 29)], 1)
    island.path("shell", [(3, 29), (3, 19), (13, 19)], 1)
    island.rect("brick", 21, 18, 38, 30)
    island.rect("plaza", 27, 30, 32, 38)


def _quay(island: Island) -> None:
    island.rect("quay", 21, 38, 38, 41)
    island.put(boats.ferry(), 24, 46)
    island.open(23, 41, 15, 1)
    for x in (22, 26, 33, 37):
        island.put(furniture.bollard(), x, 40)
    island.put(furniture.notice_board(), 24, 38)
    island.put(furniture.desk(), 33, 38)
    for x, y in ((26, 37), (33, 37), (26, 32), (33, 32)):
        island.put(furniture.lamp(), x, y)
    island.put(furniture.flag(furniture.DUTCH), 21, 38)
    island.put(furniture.flag(furniture.AMELAND), 37, 38)
    island.zone(
        "start", (26, 38, 7, 3), "Veerdam", "Ferry quay",
        ("Welkom op het eiland. Loop naar het noorden voor het plein.",
         "Welcome to the island. Walk north to the square."), start=True,
    )  # fmt: skip


def _square(island: Island) -> None:
    table = furniture.round_table()
    places = ((23, 20), (23, 26), (34, 20), (34, 26))
    for number, (x, y) in enumerate(places):
        table_group(island, x, y, table, ("#c9564a", "#4d86b8", "#e0a83e", "#5f9a64")[number])
        island.zone(
            f"tafel-{number + 1}", (x - 1, y - 1, 4, 4), f"Tafel {number + 1}", f"Table {number + 1}",
            ("Schuif aan: wie hier zit, spreekt met elkaar.", "Join in: everyone here talks together."),
            jitsiRoom=f"tafel-{number + 1}", maxUsers=6,
        )  # fmt: skip
    island.put(furniture.fountain(), 29, 25)
    for x, y in ((27, 19), (32, 19), (27, 29), (32, 29)):
        island.put(furniture.lamp(), x, y)
    for x, y in ((28, 22), (31, 22), (28, 27), (31, 27)):
        island.put(furniture.planter(SUMMER), x, y)
    island.put(furniture.signpost(), 26, 30)
    island.zone("dorpsplein", (27, 20, 6, 9), "Dorpsplein Nes", "Nes village square", focusable=True)


def _town_hall(island: Island) -> None:
    """Build the council chamber west of the square: a room without a roof."""
    island.rect("deck", 4, 22, 11, 27)
    island.put(buildings.room_wall(8), 4, 22)
    island.put(buildings.side_wall(5, right=False), 3, 27)
    island.put(buildings.side_wall(5, right=True), 12, 27)
    island.put(buildings.low_wall(3), 3, 28)
    island.put(buildings.low_wall(4), 9, 28)
    island.open(6, 28, 3, 1)
    table = furniture.long_table(4)
    island.put(table, 6, 25)
    seats = chairs("#2f6ca3")
    for x in range(6, 10):
        island.put(seats["down"], x, 23)
        island.put(seats["up"], x, 26)
    island.put(seats["right"], 5, 24)
    island.put(seats["left"], 10, 24)
    island.put(furniture.plant(), 4, 23)
    island.put(furniture.plant(), 11, 23)
    island.zone(
        "raadzaal", (4, 23, 8, 5), "Raadzaal", "Council chamber",
        ("Vergaderzaal voor twaalf.", "Meeting room for twelve."), jitsiRoom="raadzaal", maxUsers=12,
    )  # fmt: skip


def _theatre(island: Island) -> None:
    """Build the open-air theatre east of the square."""
    island.rect("plaza", 41, 19, 54, 27)
    island.put(furniture.stage(10, 3), 43, 21)
    island.put(furniture.screen(), 45, 19)
    island.put(furniture.lectern(), 44, 20)
    island.put(furniture.speaker(), 42, 21)
    island.put(furniture.speaker(), 53, 21)
    seats = chairs("#c9564a")
    for row, y in enumerate((23, 24, 25, 26)):
        for x in range(42 + row % 2, 54):
            if x not in (47, 48):
                island.put(seats["up"], x, y)
    island.zone(
        "podium", (43, 20, 10, 2), "Podium", "Stage",
        ("Wie hier staat, is in het hele theater te horen.", "Whoever stands here is heard in the whole theatre."),
        speakerMegaphone="plenair", focusable=True,
    )  # fmt: skip
    island.zone(
        "publiek", (41, 22, 14, 6), "Openluchttheater", "Open-air theatre",
        ("Ga zitten en luister naar het podium.", "Take a seat and listen to the stage."),
        listenerMegaphone="plenair",
    )  # fmt: skip


def _village(island: Island) -> None:
    gable, yellow, blue, green, red, white = houses()
    island.put(buildings.tower(), 28, 17)
    island.put(buildings.church(), 32, 17)
    for sprite, x, y in (
        (gable, 15, 22), (yellow, 18, 22), (blue, 15, 27), (white, 5, 33), (gable, 10, 33),
        (red, 14, 33), (yellow, 19, 33), (green, 36, 33), (gable, 41, 33), (blue, 45, 33),
        (yellow, 50, 33), (white, 4, 21), (gable, 8, 21),
    ):  # fmt: skip
        if y != 21:
            island.put(sprite, x, y - 1 if y == 33 else y)
    terrace = furniture.parasol_table("#d2574a")
    island.put(buildings.kiosk("#3f7f96"), 18, 17)


def _mill(island: Island) -> None:
    island.put(buildings.mill(), 21, 15)


def _barn(island: Island) -> None:
    pass


def _beach(island: Island) -> None:
    island.rect("deck", 31, 6, 40, 8)
    island.put(buildings.pavilion(6), 33, 6)
    for number, x in enumerate((31, 36, 39)):
        table_group(island, x, 8, furniture.parasol_table(("#d2574a", "#3f86b4", "#e0a83e")[number]), "#f1e7d0")
    island.zone(
        "strandpaviljoen", (31, 7, 10, 4), "Strandpaviljoen", "Beach pavilion",
        ("Koffie met uitzicht op zee.", "Coffee with a view of the sea."), jitsiRoom="strandpaviljoen", maxUsers=16,
    )  # fmt: skip
    for number, x in enumerate((44, 47, 50, 53)):
        island.put(furniture.beach_hut(("#3f86b4", "#d2574a", "#6aa05a", "#e0a83e")[number]), x, 8)
    island.put(furniture.campfire(), 22, 6)
    island.zone(
        "kampvuur", (20, 4, 6, 5), "Kampvuur", "Camp fire",
        ("Kruip om het vuur en vertel.", "Gather round the fire and tell."), jitsiRoom="kampvuur", maxUsers=10,
    )  # fmt: skip


def _dunes(island: Island) -> None:
    island.zone(
        "stilte-duin", (4, 8, 13, 5), "Stilteduin", "Quiet dunes",
        ("Hier wordt niet gepraat; niemand kan je storen.", "No talking here; nobody can disturb you."), silent=True,
    )  # fmt: skip


def _dike(island: Island) -> None:
    pass


def _flats(island: Island) -> None:
    pass


def _wild(island: Island) -> None:
    sow(island, trees() + pines() + slender(), "forest", 0.5, 5)
    sow(island, wild("marram"), "dune", 0.4, 6)
    sow(island, flock(), "dike", 0.08, 7, margin=1)
    sow(island, wild("meadow"), "meadow", 0.15, 8)
    sow(island, trees() + bushes(), "grass", 0.06, 9)
    sow(island, wild("shells"), "sand", 0.06, 10)
