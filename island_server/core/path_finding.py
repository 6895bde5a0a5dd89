"""The shortest way over free tiles: A* with eight directions and no cutting of corners."""

from __future__ import annotations

from heapq import heappop, heappush

from island_server.core.motion import Runs, to_runs
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import DX, DY, TilePos


def find_path(tiles: TileMap, start: TilePos, goal: TilePos, rules: Rules) -> Runs | None:
    """The quickest way from a tile to a free one, or None if there is none.

    Deterministic: among ways of equal length always the same. An empty path if start and goal are
    one.
    """
    if not tiles.is_free(*goal):
        return None
    came_by = _search(tiles, start, goal, rules)
    if goal not in came_by:
        return None
    directions: list[int] = []
    tile = goal
    while tile != start:
        direction = came_by[tile]
        directions.append(direction)
        tile = TilePos(tile.x - DX[direction], tile.y - DY[direction])
    directions.reverse()
    return to_runs(directions)


def _search(tiles: TileMap, start: TilePos, goal: TilePos, rules: Rules) -> dict[TilePos, int]:
    """The direction by which each tile was reached on the quickest way, until the goal is."""
    came_by: dict[TilePos, int] = {start: -1}
    cost = {start: 0}
    frontier: list[tuple[int, int, TilePos]] = [(0, 0, start)]
    order = 0
    done: set[TilePos] = set()
    straight, diagonal = rules.step_ms, rules.diagonal_ms
    while frontier:
        tile = heappop(frontier)[2]
        if tile == goal:
            break
        if tile in done:
            continue
        done.add(tile)
        x, y = tile
        for direction in range(8):
            if not tiles.can_step(x, y, direction):
                continue
            other = TilePos(x + DX[direction], y + DY[direction])
            new_cost = cost[tile] + (diagonal if direction & 1 else straight)
            if new_cost < cost.get(other, 1 << 60):
                cost[other] = new_cost
                came_by[other] = direction
                order -= 1
                across, down = abs(goal.x - other.x), abs(goal.y - other.y)
                least = straight * abs(across - down) + diagonal * min(across, down)
                heappush(frontier, (new_cost + least, order, other))
    return came_by
