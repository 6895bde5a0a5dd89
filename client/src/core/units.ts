/** Units and identifiers. Branded, so that a tile is never taken for a pixel or a person for a conversation. */

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type AvatarId = Branded<number, 'AvatarId'>;
export type ConversationId = Branded<number, 'ConversationId'>;
export type ZoneId = Branded<string, 'ZoneId'>;
export type DoorId = Branded<string, 'DoorId'>;
/** Milliseconds of the island's clock, unwrapped: grows for as long as the page lives. */
export type IslandMs = Branded<number, 'IslandMs'>;
/** 0 north, 1 north-east, ... 7 north-west. */
export type Direction = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A whole tile. */
export interface Tile {
  readonly x: number;
  readonly y: number;
}

/** A place in tiles, between tiles while somebody walks; (x, y) is the middle of tile (x, y). */
export interface TilePoint {
  readonly x: number;
  readonly y: number;
}
