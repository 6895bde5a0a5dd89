/** What an organiser does with the maps of the event. `maps-api` carries these out. */

import type { EventAccess } from './event-access.ts';

/** A map as the list shows it. */
export interface EventMap {
  readonly name: string;
  readonly title: string;
  /** It comes with Eiland and cannot be removed. */
  readonly bundled: boolean;
  /** Tiles. */
  readonly width: number;
  readonly height: number;
  /** How many zones of each kind. */
  readonly zones: Readonly<Record<string, number>>;
  /** Islands that its portals lead to. */
  readonly portals: readonly string[];
  readonly warnings: number;
  readonly sizeBytes: number;
  /** ms since 1970; null for a bundled map. */
  readonly addedMs: number | null;
  /** Why it cannot be used at all, in English. */
  readonly problem: string | null;
}

export interface MapList {
  readonly maps: readonly EventMap[];
  /** Where people arrive now. */
  readonly main: string;
  /** What was chosen last; null if nothing ever was. */
  readonly chosen: string | null;
  /** Maps that cannot be removed now. */
  readonly inUse: ReadonlySet<string>;
  /** No further maps can be added. */
  readonly isFull: boolean;
  readonly limits: { readonly uploadBytes: number; readonly files: number };
}

/** What became of one map of an upload. `name` is null if it could not be used; then `problem` says why, in English. */
export interface AddedMap {
  readonly file: string;
  readonly name: string | null;
  readonly replaced: boolean;
  /** In English, as the server found them. */
  readonly warnings: readonly string[];
  readonly problem: string | null;
}

/** Something in a map that does not work as meant; `text` is English, `file` and `key` may be empty. */
export interface MapProblem {
  readonly weight: 'error' | 'warning' | 'note';
  readonly file: string;
  readonly key: string;
  readonly text: string;
}

/** `reason` is a code of docs/protocol.md, `detail` what the server says more, in English. */
export type MapAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

/** A file to send, and the path by which the map refers to it. */
export interface UploadFile {
  readonly path: string;
  readonly file: File;
}

export interface EventMaps {
  /** Who may come to the event. */
  readonly access: EventAccess;
  list(): Promise<MapAnswer<MapList>>;
  report(name: string): Promise<MapAnswer<readonly MapProblem[]>>;
  /** `onProgress` hears which part, 0..1, is sent; at 1 the server is at work. Aborting gives the reason `cancelled`. */
  add(
    files: readonly UploadFile[],
    onProgress: (sent: number) => void,
    signal: AbortSignal,
  ): Promise<MapAnswer<readonly AddedMap[]>>;
  choose(name: string, everyone: boolean): Promise<MapAnswer<null>>;
  remove(name: string): Promise<MapAnswer<null>>;
}
