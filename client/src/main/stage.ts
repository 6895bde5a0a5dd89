/** The drawn island: loaded while people are at the door, shown where the panels leave room for it. */

import { effect } from '@preact/signals';
import type { IslandMs } from '../core/units.ts';
import type { Intents } from '../state/intents.ts';
import type { Store } from '../state/store.ts';

const loadView = () => import('../render/island-view.ts');

export class Stage {
  readonly #store: Store;
  readonly #intents: Intents;
  readonly #clock: () => IslandMs;
  #takeDown: (() => void) | null = null;

  constructor(store: Store, intents: Intents, clock: () => IslandMs) {
    this.#store = store;
    this.#intents = intents;
    this.#clock = clock;
    effect(() => {
      const { at } = store.phase.value;
      if (at === 'entry') void loadView();
      if (at !== 'island') this.clear();
    });
  }

  /** Show the island in `host`, for as long as one is on it. */
  async show(host: HTMLElement): Promise<void> {
    this.clear();
    let isWanted = true;
    this.#takeDown = () => {
      isWanted = false;
    };
    const { IslandView } = await loadView();
    if (!isWanted) return;
    const view = await IslandView.create(host, this.#store, this.#intents, this.#clock);
    if (isWanted) this.#takeDown = () => view.destroy();
    else view.destroy();
  }

  clear(): void {
    this.#takeDown?.();
    this.#takeDown = null;
  }
}
