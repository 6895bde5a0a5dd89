"""Draw everything: `python -m maps.draw [--preview DIR] [--out DIR] [name ...]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from . import nes, tiled, tiny
from .island import Island

ISLANDS: dict[str, Callable[[], Island]] = {"nes": nes.build, "tiny": tiny.build}
HOME = Path(__file__).resolve().parent.parent


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(prog="python -m maps.draw", description=__doc__)
    parser.add_argument("names", nargs="*", help="which maps (default: all)")
    parser.add_argument("--out", type=Path, default=HOME, help="where to write (default: maps/)")
    parser.add_argument("--preview", type=Path, help="also write pictures to look at, in this folder")
    options = parser.parse_args()
    for name in options.names or [*ISLANDS]:
        tiles = tiled.write(ISLANDS[name](), options.out / name)
        size = (options.out / name / "tiles.png").stat().st_size
        print(f"{name}: {len(tiles.tiles)} tiles, tiles.png {size} bytes")
        if options.preview:
            options.preview.mkdir(parents=True, exist_ok=True)
            tiled.render(options.out / name, name, []).convert("RGB").save(options.preview / f"{name}.png")


if __name__ == "__main__":
    main()
