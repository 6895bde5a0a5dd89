"""Nes and its surroundings: the small, dense default island."""

from __future__ import annotations

from . import boats, buildings, furniture, nature
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

WIDTH, HEIGHT = 60, 46
JOIN = ("Schuif aan: wie hier is, spreekt met elkaar.", "Join in: everyone here talks together.")

# From the North Sea to the Wadden Sea: (southern limit, terrain, whether its edge wavers)
BANDS = (
    (1.0, "sea", True), (2.2, "shallow", True), (3.2, "wet", True), (7.6, "sand", True),
    (11.4, "dune", True), (13.2, "heath", True), (33.4, "meadow", False), (35.6, "dike", False),
    (36.9, "marsh", True), (39.4, "mud", True), (41.6, "shallow", True), (43.6, "sea", True),
)  # fmt: skip


def build() -> Island:
    """Draw the whole map, the ground first and the wild things last."""
    island = Island(
        "nes",
        WIDTH,
        HEIGHT,
        properties={"mapName": "Nes", "mapDescription": "Nes, dorp en haven van Ameland"},
    )
    _land(island)
    _ways(island)
    _quay(island)
    _square(island)
    _cafe(island)
    _town_hall(island)
    _theatre(island)
    _village(island)
    _mill(island)
    _wood(island)
    _pavilion(island)
    _beach(island)
    _dunes(island)
    _dike(island)
    _flats(island)
    _pier(island)
    _wild(island)
    return island


def _put(island: Island, *things: tuple[Sprite, int, int]) -> None:
    for sprite, x, y in things:
        island.put(sprite, x, y)


# ---------------------------------------------------------------- ground
def _band(x: int, y: int) -> str:
    for limit, name, wavers in BANDS:
        shift = wobble(x, 1.0 if y < 20 else 4.0, 0.45) if wavers else 0.0
        if y - shift < limit:
            return name
    return "deep"


def _land(island: Island) -> None:
    for y in range(HEIGHT + 1):
        for x in range(WIDTH + 1):
            island.rect(_band(x, y), x, y, x, y)
    island.disc("forest", 50.5, 12.9, 11, 3.7, ("dune", "heath", "meadow"))
    island.disc("forest", 4, 15, 5.5, 2.6, ("heath", "meadow", "dune"))
    island.disc("grass", 29.5, 23.5, 27, 8.6, ("meadow",))
    island.disc("heath", 11, 9.4, 8, 1.8, ("dune",))
    island.disc("shallow", 7, 10, 2.4, 1.2)
    for points in (
        [(8, 37), (9, 39), (8, 42)],
        [(53, 37), (53, 39), (54, 43)],
        [(16, 38), (17, 42)],
    ):
        island.path("shallow", [(float(x), float(y)) for x, y in points], 0, ("mud", "marsh"))


def _ways(island: Island) -> None:
    island.path("shell", [(25, 17), (25, 13), (27, 9), (27, 6)], 1)
    island.path("shell", [(25, 11), (19, 11), (16, 10), (10, 11)], 1)
    island.path("shell", [(26, 12), (44, 12), (47, 14)], 1)
    island.disc("shell", 49, 14, 3.1, 1.6)
    island.rect("brick", 3, 17, 56, 18)
    island.rect("brick", 3, 27, 56, 28)
    island.rect("brick", 3, 32, 56, 33)
    island.rect("brick", 12, 18, 13, 27)
    island.rect("brick", 56, 18, 57, 32)
    island.rect("brick", 2, 17, 3, 33)
    island.rect("brick", 14, 20, 21, 27)
    island.rect("plaza", 22, 18, 38, 30)
    island.rect("plaza", 27, 30, 32, 38)


# ---------------------------------------------------------------- arrival and square
def _quay(island: Island) -> None:
    island.rect("quay", 20, 37, 39, 40)
    island.put(boats.ferry(), 24, 45)
    for x in (21, 24, 34, 37):
        island.put(furniture.bollard(), x, 39)
    _put(
        island,
        (furniture.notice_board(), 22, 37), (furniture.desk(), 34, 37), (furniture.crate(), 38, 38),
        (furniture.crate("#8fa07a"), 38, 37), (furniture.flag(furniture.DUTCH), 20, 37),
        (furniture.flag(furniture.AMELAND), 39, 36), (furniture.signpost(), 33, 31),
    )  # fmt: skip
    for x, y in ((26, 35), (32, 35)):
        island.put(furniture.lamp(), x, y)
    beds = [furniture.flower_bed(TULIPS, seed) for seed in range(3)]
    for number, y in enumerate((34, 36)):
        island.put(beds[number], 24, y)
        island.put(beds[number + 1], 33, y)
    island.zone(
        "start", (25, 37, 9, 3), "Veerdam", "Ferry quay",
        ("Welkom op het eiland. Loop naar het noorden voor het plein.",
         "Welcome to the island. Walk north to the square."), start=True,
    )  # fmt: skip
    island.zone(
        "infopunt", (34, 38, 3, 1), "Infopunt", "Information desk",
        ("Vragen? De gastheer of gastvrouw helpt.", "Questions? Your host will help."),
    )  # fmt: skip


def _square(island: Island) -> None:
    table = furniture.round_table()
    colors = ("#c9564a", "#4d86b8", "#e0a83e", "#5f9a64")
    for number, (x, y) in enumerate(((24, 20), (34, 20), (24, 25), (34, 25))):
        table_group(island, x, y, table, colors[number])
        island.zone(
            f"tafel-{number + 1}",
            (x - 1, y - 1, 4, 4),
            f"Tafel {number + 1}",
            f"Table {number + 1}",
            JOIN,
            jitsiRoom=f"tafel-{number + 1}",
            maxUsers=6,
        )
    island.put(furniture.fountain(), 29, 24)
    for x, y in ((27, 18), (32, 18), (27, 29), (32, 29)):
        island.put(furniture.lamp(), x, y)
    for x, y in ((27, 21), (32, 21), (27, 26), (32, 26)):
        island.put(furniture.planter(SUMMER), x, y)
    for x, y in ((29, 20), (29, 27)):
        island.put(furniture.bench(), x, y)
    for x, color in ((22, "#3f6a8c"), (24, "#b5483f"), (34, "#3f7f6a"), (36, "#3a3740")):
        island.put(furniture.bicycle(color, x > 30), x, 29)
    island.zone(
        "dorpsplein", (27, 19, 6, 10), "Dorpsplein", "Village square",
        ("Het hart van Nes: loop op iemand af en het gesprek begint.",
         "The heart of Nes: walk up to someone and the talk begins."), focusable=True,
    )  # fmt: skip


def _cafe(island: Island) -> None:
    island.put(buildings.long_house(5, buildings.GREEN, 0.42), 14, 21)
    table_group(island, 15, 23, furniture.parasol_table("#d2574a"), "#f1e7d0")
    table_group(island, 19, 23, furniture.parasol_table("#e0a83e"), "#f1e7d0")
    island.zone(
        "terras",
        (14, 22, 8, 4),
        "Caféterras",
        "Café terrace",
        JOIN,
        jitsiRoom="terras",
        maxUsers=12,
    )


def _town_hall(island: Island) -> None:
    """Build the council chamber west of the square: a room without a roof."""
    island.rect("deck", 3, 20, 12, 26)
    _put(
        island,
        (buildings.room_wall(8), 4, 20), (buildings.side_wall(7, right=False), 3, 25),
        (buildings.side_wall(7, right=True), 12, 25), (buildings.low_wall(4), 3, 26),
        (buildings.low_wall(4), 9, 26), (furniture.rug(6, 4, "#a8524a"), 5, 24),
        (furniture.long_table(4), 6, 23), (furniture.plant(), 4, 21), (furniture.plant(), 11, 25),
        (furniture.bookcase(), 10, 21),
    )  # fmt: skip
    seats = chairs("#2f6ca3")
    for x in range(6, 10):
        island.put(seats["down"], x, 21)
        island.put(seats["up"], x, 24)
    for y in (22, 23):
        island.put(seats["right"], 5, y)
        island.put(seats["left"], 10, y)
    island.zone(
        "raadzaal",
        (4, 21, 8, 5),
        "Raadzaal",
        "Council chamber",
        ("Vergaderzaal voor twaalf.", "Meeting room for twelve."),
        jitsiRoom="raadzaal",
        maxUsers=12,
    )


def _theatre(island: Island) -> None:
    """Build the open-air theatre east of the square."""
    island.rect("plaza", 41, 18, 55, 28)
    _put(
        island,
        (furniture.stage(10, 3), 43, 21),
        (furniture.screen(), 45, 19),
        (furniture.lectern(), 44, 20),
        (furniture.speaker(), 42, 21),
        (furniture.speaker(), 53, 21),
        (furniture.planter(TULIPS), 41, 21),
        (furniture.planter(TULIPS), 54, 21),
        (furniture.planter(SUMMER), 41, 27),
        (furniture.planter(SUMMER), 54, 27),
        (furniture.lamp(), 40, 23),
        (furniture.lamp(), 55, 23),
    )
    for row, color in enumerate(("#c9564a", "#e0a83e", "#4d86b8", "#5f9a64")):
        for x in range(42 + row % 2, 54):
            if x not in (47, 48):
                island.put(chairs(color)["up"], x, 23 + row)
    island.zone(
        "podium",
        (43, 20, 10, 2),
        "Podium",
        "Stage",
        (
            "Wie hier staat, is in het hele theater te horen.",
            "Whoever stands here is heard in the whole theatre.",
        ),
        speakerMegaphone="plenair",
        focusable=True,
    )
    island.zone(
        "publiek", (41, 22, 14, 6), "Openluchttheater", "Open-air theatre",
        ("Ga zitten en luister naar het podium.", "Take a seat and listen to the stage."),
        listenerMegaphone="plenair",
    )  # fmt: skip


def _village(island: Island) -> None:
    gable, yellow, _, green, red, white = houses()
    _put(
        island,
        (buildings.tower(), 28, 16),
        (buildings.church(), 32, 16),
        (buildings.kiosk("#3f7f96"), 22, 16),
        (white, 4, 31),
        (red, 9, 31),
        (green, 15, 31),
        (gable, 20, 31),
        (yellow, 36, 31),
        (red, 40, 31),
        (white, 46, 31),
        (green, 51, 31),
    )
    hedge = furniture.hedge(2)
    _put(
        island,
        (furniture.fence(2), 24, 31),
        (furniture.fence(2), 34, 31),
        (furniture.stall("#d2574a"), 57, 19),
        (slender()[1], 58, 27),
        (slender()[2], 58, 21),
        (hedge, 7, 31),
        (hedge, 13, 31),
        (hedge, 44, 31),
        (hedge, 49, 31),
        (furniture.bench(), 39, 16),
        (trees()[0], 39, 22),
        (trees()[1], 39, 27),
        (slender()[0], 19, 30),
    )


# ---------------------------------------------------------------- green
def _mill(island: Island) -> None:
    island.put(buildings.mill(), 13, 13)
    picnic = furniture.picnic_table()
    island.put(picnic, 13, 16)
    island.put(picnic, 18, 16)
    island.put(furniture.sandbox(), 9, 15)
    island.put(bushes()[1], 12, 15)
    island.reserve(9, 13, 13, 4)
    island.zone(
        "molenweide", (12, 14, 10, 3), "Molenweide", "Mill meadow",
        ("Picknicken in de schaduw van De Phenix.", "Picnic in the shade of the mill."),
        jitsiRoom="molenweide", maxUsers=10,
    )  # fmt: skip


def _wood(island: Island) -> None:
    """Lay a ring of logs in a clearing of the wood."""
    log = nature.log()
    _put(
        island,
        (log, 48, 12),
        (log, 48, 15),
        (log, 46, 13),
        (log, 50, 13),
        (log, 46, 14),
        (log, 50, 14),
    )
    island.zone(
        "boskring",
        (46, 12, 6, 4),
        "Boskring",
        "Woodland circle",
        JOIN,
        jitsiRoom="boskring",
        maxUsers=8,
    )


def _dunes(island: Island) -> None:
    """Keep a quiet valley around the dune lake."""
    bench = furniture.bench()
    _put(
        island,
        (bench, 10, 10),
        (bench, 4, 12),
        (nature.buckthorn(1), 1, 9),
        (nature.buckthorn(2), 15, 11),
        (nature.lilies(), 6, 10),
        (nature.duck(1), 7, 9),
        (nature.duck(-1), 6, 9),
        (nature.reeds(3), 9, 9),
        (nature.reeds(4), 5, 11),
        (nature.reeds(5), 8, 11),
        (nature.buckthorn(3), 36, 14),
        (nature.buckthorn(4), 19, 11),
    )
    island.zone(
        "stilteduin",
        (2, 8, 12, 5),
        "Stilteduin",
        "Quiet dunes",
        (
            "Hier wordt niet gepraat; niemand stoort je.",
            "No talking here; nobody will disturb you.",
        ),
        silent=True,
    )


# ---------------------------------------------------------------- beach
def _pavilion(island: Island) -> None:
    island.rect("deck", 30, 7, 42, 11)
    island.put(buildings.pavilion(6), 33, 7)
    for number, x in enumerate((31, 35, 39)):
        colors = ("#d2574a", "#3f86b4", "#e0a83e")
        table_group(island, x, 8, furniture.parasol_table(colors[number]), "#f1e7d0")
    _put(island, (furniture.banner("#2f6ca3"), 31, 7), (furniture.banner("#d2574a"), 40, 7))
    island.zone(
        "strandpaviljoen",
        (30, 8, 12, 3),
        "Strandpaviljoen",
        "Beach pavilion",
        ("Koffie met uitzicht op zee.", "Coffee with a view of the sea."),
        jitsiRoom="strandpaviljoen",
        maxUsers=16,
    )


def _beach(island: Island) -> None:
    for number, x in enumerate((45, 48, 51, 54)):
        island.put(furniture.beach_hut(("#3f86b4", "#d2574a", "#6aa05a", "#e0a83e")[number]), x, 8)
    log = nature.log()
    _put(
        island,
        (furniture.campfire(), 21, 6),
        (log, 18, 5),
        (log, 18, 7),
        (log, 24, 5),
        (log, 24, 7),
        (log, 21, 4),
    )
    island.zone(
        "kampvuur",
        (18, 4, 8, 4),
        "Kampvuur",
        "Camp fire",
        ("Kruip om het vuur en vertel.", "Gather round the fire and tell."),
        jitsiRoom="kampvuur",
        maxUsers=10,
    )
    for number, x in enumerate((44, 49, 54)):
        island.put(furniture.beach_chair(("#3f86b4", "#d2574a", "#6aa05a")[number]), x, 5)
        island.zone(
            f"strandkorf-{number + 1}",
            (x - 1, 5, 4, 2),
            f"Strandkorf {number + 1}",
            f"Beach basket {number + 1}",
            ("Voor een gesprek met z'n drieën.", "For a talk with three."),
            jitsiRoom=f"strandkorf-{number + 1}",
            maxUsers=3,
        )
    _put(
        island, (furniture.volleyball(), 8, 6), (furniture.windscreen("#d2574a"), 13, 5),
        (furniture.towel("#4d86b8"), 14, 6), (furniture.towel("#e0a83e"), 15, 6),
        (boats.rowing_boat("#3f86b4", wet=False), 3, 6), (furniture.windscreen("#3f86b4"), 56, 4),
        (furniture.towel("#d2574a"), 57, 5), (nature.gull(1), 29, 4), (nature.gull(-1), 41, 4),
        (nature.gull(1), 6, 4),
    )  # fmt: skip


# ---------------------------------------------------------------- dike and Wadden Sea
def _dike(island: Island) -> None:
    for x in (11, 46):
        island.put(furniture.stairs(2, 3), x, 36)
    for number, x in enumerate((17, 41)):
        island.put(furniture.bench(), x, 35)
        island.zone(
            f"dijkbank-{number + 1}",
            (x, 35, 2, 1),
            f"Dijkbank {number + 1}",
            f"Dike bench {number + 1}",
            (
                "Een bank voor twee, met uitzicht op het Wad.",
                "A bench for two, with a view of the flats.",
            ),
            jitsiRoom=f"dijkbank-{number + 1}",
            maxUsers=2,
        )
    for x, y in ((4, 35), (7, 35), (14, 34), (50, 35), (54, 34), (57, 35)):
        island.put(flock()[(x + y) % 4], x, y)


def _flats(island: Island) -> None:
    _put(
        island,
        (nature.seal(), 13, 39),
        (nature.seal(), 55, 39),
        (nature.gull(-1), 5, 39),
        (nature.gull(1), 19, 38),
        (nature.gull(1), 48, 38),
        (boats.sailing_boat("#7c5a43"), 5, 44),
        (boats.buoy("#d2473d"), 17, 44),
        (boats.buoy("#4f9a5c"), 42, 44),
        (nature.rock(1), 18, 40),
        (nature.rock(2), 41, 40),
    )


def _pier(island: Island) -> None:
    """Build the jetty of the marina."""
    island.rect("deck", 46, 37, 48, 42)
    _put(
        island, (boats.sailing_boat("#2f5f8c"), 49, 43), (boats.rowing_boat("#c9704f"), 43, 42),
        (boats.rowing_boat("#5f9a64"), 43, 40), (furniture.bollard(), 45, 41),
    )  # fmt: skip
    island.zone(
        "steiger", (46, 37, 2, 5), "Steiger", "Jetty", JOIN, jitsiRoom="steiger", maxUsers=4
    )


def _wild(island: Island) -> None:
    for zone in island.zones:
        if zone.name == "stilteduin":
            continue
        island.reserve(zone.x, zone.y, zone.width, zone.height)
    sow(island, trees() + pines() + pines() + slender(), "forest", 0.7, 5)
    sow(island, bushes(), "forest", 0.12, 15)
    sow(island, wild("marram"), "dune", 0.45, 6)
    sow(island, bushes(), "heath", 0.06, 12)
    sow(island, wild("marram"), "heath", 0.08, 13)
    sow(island, trees() + bushes() + slender(), "grass", 0.1, 9, margin=1)
    sow(island, trees() + bushes(), "meadow", 0.06, 14, margin=1)
    sow(island, wild("meadow"), "meadow", 0.16, 8)
    sow(island, wild("meadow"), "grass", 0.06, 18)
    sow(island, wild("reeds"), "marsh", 0.14, 16)
    sow(island, wild("shells"), "sand", 0.05, 10)
    sow(island, wild("shells"), "wet", 0.06, 11)
