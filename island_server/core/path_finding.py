"""The shortest way over free tiles: A* with eight directions and no cutting of corners."""

from __future__ import annotations

from collections.abc import Container
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


def are_apart(tiles: TileMap, start: TilePos, goal: TilePos, most_tiles: int) -> bool:
    """Whether it soon turns out that nobody can walk from one tile to the other.

    Looked for from both sides at once, up to so many tiles: a room that is shut costs little, where
    the search for a way would look at the whole island. False may mean that it is not known.
    """
    seen = [{start}, {goal}]
    edges = [[start], [goal]]
    while edges[0] and edges[1]:
        if not seen[0].isdisjoint(edges[1]) or len(seen[0]) + len(seen[1]) > most_tiles:
            return False
        edges = [_widen(tiles, edge, known) for edge, known in zip(edges, seen, strict=True)]
    return seen[0].isdisjoint(seen[1])


def is_shut_in(tiles: TileMap, start: TilePos, others: Container[TilePos], most_tiles: int) -> bool:
    """Whether none of the other tiles can be walked to; where more than `most_tiles` can, not."""
    seen, edge = {start}, [start]
    while edge and len(seen) <= most_tiles:
        if any(tile in others for tile in edge):
            return False
        edge = _widen(tiles, edge, seen)
    return not edge


def _widen(tiles: TileMap, edge: list[TilePos], seen: set[TilePos]) -> list[TilePos]:
    """The free tiles beside an edge that were not seen before."""
    found = []
    for x, y in edge:
        for direction in (0, 2, 4, 6):
            tile = TilePos(x + DX[direction], y + DY[direction])
            if tile not in seen and tiles.is_free(*tile):
                seen.add(tile)
                found.append(tile)
    return found
