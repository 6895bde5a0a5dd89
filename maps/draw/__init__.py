"""Draws every map, tileset and avatar of Eiland. Run `python -m maps.draw` from the project root."""
