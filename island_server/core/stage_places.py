"""Where to stand on a stage, and where to go from it: tiles in the order in which to try them."""

from __future__ import annotations

from island_server.core.ids import AvatarId, ZoneId
from island_server.core.units import TilePos, distance_squared
from island_server.core.world import World
from island_server.core.zones import Zone, ZoneKind


def podiums(world: World) -> list[ZoneId]:
    """The stages of an island, each by its podium, in the order of the zones."""
    return [
        zone.id
        for zone in world.island.zones
        if zone.kind is ZoneKind.PODIUM and world.stages.stage_of(zone) == zone.id
    ]


def is_on_podium(world: World, avatar: AvatarId, stage: ZoneId) -> bool:
    """Whether somebody stands on the podium of a stage, or walks over it."""
    return stage in world.state.avatars[avatar].zones


def podium_tiles(world: World, stage: ZoneId, avatar: AvatarId) -> list[TilePos]:
    """Free tiles of a podium, the nearest to somebody first."""
    zones = [zone for zone in world.island.zones if zone.id == stage]
    return _free_tiles(world, zones, world.tile(avatar))


def audience_tiles(world: World, stage: ZoneId, avatar: AvatarId) -> list[TilePos]:
    """Free tiles before a stage, the nearest to somebody first."""
    zones = [
        zone
        for zone in world.island.zones
        if zone.kind is ZoneKind.AUDIENCE and world.stages.stage_of(zone) == stage
    ]
    return _free_tiles(world, zones, world.tile(avatar))


def is_full(world: World, stage: ZoneId, avatar: AvatarId) -> bool:
    """Whether a podium, or the talk that belongs to it, takes nobody more."""
    zone = next(zone for zone in world.island.zones if zone.id == stage)
    inside = sum(stage in it.zones for it in world.state.avatars.values())
    if zone.max_people is not None and inside >= zone.max_people:
        return True
    talk = world.stages.talk(stage)
    return talk is not None and avatar not in talk.members and len(talk.members) >= talk.capacity


def _free_tiles(world: World, zones: list[Zone], near: TilePos) -> list[TilePos]:
    """Tiles on which nobody stands or will stand, and where no smaller zone has other rules."""
    taken = {world.rest(avatar) for avatar in world.state.avatars}
    names = {zone.id for zone in zones}
    tiles = [
        tile
        for zone in zones
        for y, x0, x1 in zone.spans
        for tile in (TilePos(x, y) for x in range(x0, x1))
        if world.island.tiles.is_free(*tile)
        and tile not in taken
        and (rule := world.governing(tile)) is not None
        and rule.id in names
    ]
    return sorted(tiles, key=lambda tile: (distance_squared(tile.x, tile.y, near.x, near.y), tile))
