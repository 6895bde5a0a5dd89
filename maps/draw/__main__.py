"""Draw everything: `python -m maps.draw [--out DIR] [--preview DIR] [name ...]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from . import ameland, avatars, nes, preview, tiled, tiny
from .island import Island

ISLANDS: dict[str, Callable[[], Island]] = {
    "nes": nes.build,
    "ameland": ameland.build,
    "tiny": tiny.build,
}
CROPS = {
    "nes": [(0, 0, 30, 23), (30, 0, 30, 23), (0, 22, 30, 23), (30, 22, 30, 23)],
    "ameland": [
        (86, 34, 38, 26),
        (86, 56, 38, 28),
        (24, 44, 32, 30),
        (54, 40, 34, 26),
        (130, 24, 40, 26),
    ],
    "tiny": [(0, 0, 5, 5)],
}
HOME = Path(__file__).resolve().parent.parent


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(prog="python -m maps.draw", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*ISLANDS, "avatars", []], help="what (default: all)"
    )
    parser.add_argument("--out", type=Path, default=HOME, help="where to write (default: maps/)")
    parser.add_argument(
        "--preview", type=Path, help="also write pictures to look at, in this folder"
    )
    options = parser.parse_args()
    names = options.names or ["avatars", *ISLANDS]
    if options.preview:
        options.preview.mkdir(parents=True, exist_ok=True)
    for name in names:
        draw(name, options.out)
        if options.preview:
            show(name, options.out, options.preview)


def draw(name: str, out: Path) -> None:
    """Draw one map, or the avatars, into its folder under `out`."""
    folder = out / name
    if name == "avatars":
        avatars.write(folder)
        print(f"avatars: {(folder / 'avatars.png').stat().st_size} bytes")
        return
    tiles = tiled.write(ISLANDS[name](), folder)
    print(f"{name}: {len(tiles.tiles)} tiles, {(folder / 'tiles.png').stat().st_size} bytes")


def show(name: str, out: Path, target: Path) -> None:
    """Write previews."""
    if name == "avatars":
        preview.avatar_table(out / name, target / "avatars.png")
    else:
        preview.island(out / name, name, HOME, target, CROPS[name])


if __name__ == "__main__":
    main()
