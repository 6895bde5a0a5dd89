/** The maps of a replay: fetched when first needed, a few are held. */

import type { IslandMap } from '../core/island-map.ts';

export type LoadMap = (mapId: string, signal: AbortSignal) => Promise<IslandMap>;

const MOST_MAPS = 4;

export class MapShelf {
  /** Called when a map has come, or will not. */
  onSettled: () => void = () => {};
  readonly #load: LoadMap;
  readonly #closed = new AbortController();
  /** null: it is no longer there. */
  readonly #maps = new Map<string, IslandMap | null | 'coming'>();

  constructor(load: LoadMap) {
    this.#load = load;
  }

  /** The map, `gone`, or undefined while it is on its way. */
  get(mapId: string): IslandMap | 'gone' | undefined {
    const known = this.#maps.get(mapId);
    if (known === undefined) void this.#fetch(mapId);
    return known === null ? 'gone' : known === 'coming' ? undefined : known;
  }

  close(): void {
    this.#closed.abort();
  }

  async #fetch(mapId: string): Promise<void> {
    const oldest = this.#maps.keys().next();
    if (this.#maps.size >= MOST_MAPS && !oldest.done) this.#maps.delete(oldest.value);
    this.#maps.set(mapId, 'coming');
    const { signal } = this.#closed;
    const map = await this.#load(mapId, signal).catch(() => null);
    if (signal.aborted) return;
    this.#maps.set(mapId, map);
    this.onSettled();
  }
}
