/** The island's map as the browser draws and walks it (docs/protocol.md 6), decoded. */

import type { DoorId, Tile, ZoneId } from './units.ts';

export type ZoneKind = 'place' | 'meeting' | 'table' | 'podium' | 'audience' | 'quiet' | 'start';

export interface LocalText {
  readonly nl: string;
  readonly en: string;
}

export type Trigger = 'enter' | 'action';

/** What a zone does beyond conversation. Addresses are whole ones: `https://...` or `/maps/ID/NAME`. */
export type Effect =
  | {
      readonly effect: 'website';
      readonly url: string;
      readonly trigger: Trigger;
      readonly label: string;
      readonly widthPercent: number;
      readonly closable: boolean;
      readonly allow: readonly string[];
    }
  | { readonly effect: 'tab'; readonly url: string; readonly label: string }
  | { readonly effect: 'sound'; readonly url: string; readonly volume: number; readonly loop: boolean }
  | { readonly effect: 'focus'; readonly margin: number }
  | { readonly effect: 'tooltip'; readonly text: string; readonly ms: number }
  /** A card that one may open; each part may be empty. */
  | { readonly effect: 'info'; readonly text: string; readonly picture: string; readonly link: string };

export interface Portal {
  readonly island: string;
  readonly entry: string;
  /** Whether the server has that island. */
  readonly open: boolean;
}

export interface Zone {
  readonly id: ZoneId;
  readonly kind: ZoneKind;
  readonly names: LocalText;
  readonly descriptions: LocalText;
  /** [y, x0, x1), sorted. */
  readonly spans: readonly (readonly [number, number, number])[];
  readonly capacity: number | null;
  readonly stage: string | null;
  readonly joins: Trigger;
  readonly lockable: boolean;
  readonly maxPeople: number | null;
  readonly hostsOnly: boolean;
  readonly portal: Portal | null;
  readonly effects: readonly Effect[];
  /** Only who is of this group can walk in, and hosts; empty: everybody. */
  readonly group: string;
  /** Who is no host has to be let in. */
  readonly knock: boolean;
  /** Only hosts can walk in for now. */
  readonly closed: boolean;
  /** `#rrggbb`; empty: as its kind is drawn. */
  readonly colour: string;
  /** The word of an icon; empty: as its kind is drawn. */
  readonly icon: string;
  /** Who hosts it; empty: nobody. */
  readonly host: string;
  /** With which people may begin to talk; empty: none. */
  readonly question: string;
  /** When it is open, [from, to) in ms since 1970; empty: always. */
  readonly hours: readonly (readonly [number, number])[];
}

/** What holds in one position of a door; layers by their place in `IslandMap.layers`. */
export interface DoorPosition {
  readonly show: readonly number[];
  readonly hide: readonly number[];
  /** Cells, `y * width + x`, that are blocked on top of the map's. */
  readonly solid: readonly number[];
}

export interface Door {
  readonly id: DoorId;
  readonly open: boolean;
  readonly spans: readonly (readonly [number, number, number])[];
  readonly opensItself: boolean;
  readonly closesItself: boolean;
  readonly openLabel: string;
  readonly closeLabel: string;
  readonly whenOpen: DoorPosition;
  readonly whenClosed: DoorPosition;
}

export interface Credit {
  readonly what: string;
  readonly text: string;
}

export interface Tileset {
  readonly first: number;
  readonly count: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Where in the image the first tile lies. */
  readonly x: number;
  readonly y: number;
  readonly spacing: number;
  /** null: the art is not here, a placeholder is drawn. */
  readonly image: string | null;
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly transparent: string | null;
  readonly offset: readonly [number, number];
  readonly fit: 'none' | 'stretch' | 'keep';
}

interface LayerBase {
  readonly name: string;
  readonly above: boolean;
  /** false: hidden until a door shows it. */
  readonly shown: boolean;
  readonly opacity: number;
  readonly tint: string | null;
  readonly offset: readonly [number, number];
  readonly parallax: readonly [number, number];
}

export interface TileLayer extends LayerBase {
  readonly kind: 'tiles';
  /** width * height gids with Tiled's flip bits, row by row. */
  readonly gids: Uint32Array;
}

export interface ImageLayer extends LayerBase {
  readonly kind: 'image';
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly repeat: readonly [boolean, boolean];
}

interface ItemBase {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise about `pivot`. */
  readonly rotation: number;
  readonly pivot: readonly [number, number];
  readonly opacity: number;
}

export interface TileItem extends ItemBase {
  readonly item: 'tile';
  readonly gid: number;
}

export interface TextItem extends ItemBase {
  readonly item: 'text';
  readonly text: string;
  readonly font: string;
  readonly size: number;
  readonly colour: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strikeout: boolean;
  readonly wrap: boolean;
  readonly align: readonly ['left' | 'center' | 'right' | 'justify', 'top' | 'center' | 'bottom'];
}

export interface ObjectLayer extends LayerBase {
  readonly kind: 'objects';
  readonly items: readonly (TileItem | TextItem)[];
}

export type Layer = TileLayer | ImageLayer | ObjectLayer;

export interface AnimationFrame {
  readonly gid: number;
  readonly ms: number;
}

export interface IslandMap {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly background: string | null;
  readonly tilesets: readonly Tileset[];
  readonly animations: ReadonlyMap<number, readonly AnimationFrame[]>;
  readonly layers: readonly Layer[];
  /** 1 where nobody can stand; width * height. */
  readonly solid: Uint8Array;
  readonly zones: readonly Zone[];
  readonly starts: readonly Tile[];
  readonly doors: readonly Door[];
  readonly credits: readonly Credit[];
}
