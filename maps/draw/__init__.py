"""Draws every map, tileset and avatar. Run `python -m maps.draw` from the project root."""
