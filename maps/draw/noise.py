"""Noise that repeats without a seam, the same in every run."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray


@functools.cache
def smooth(size: int, cell: int, seed: int) -> NDArray[np.float64]:
    """Make a square field in 0..1 with blobs of about `cell` pixels, periodic on all sides."""
    cells = size // cell
    grid = np.random.default_rng(seed).random((cells, cells))
    at = (np.arange(size) + 0.5) / cell
    low = at.astype(int)
    part = at - low
    part = part * part * (3 - 2 * part)
    a, b = low % cells, (low + 1) % cells
    top = grid[np.ix_(a, a)] * (1 - part) + grid[np.ix_(a, b)] * part
    bottom = grid[np.ix_(b, a)] * (1 - part) + grid[np.ix_(b, b)] * part
    return top * (1 - part[:, None]) + bottom * part[:, None]


def wobble(x: float, phase: float, amount: float) -> float:
    """Give a slow natural waver along a line."""
    return float(amount * (np.sin(x * 0.31 + phase) + 0.6 * np.sin(x * 0.83 + 2 * phase)))
