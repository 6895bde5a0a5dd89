/** The drawn island and what one does on it: loaded while people are at the door, shown where the panels leave room for it. */

import { effect } from '@preact/signals';
import type { AvatarId, IslandMs } from '../core/units.ts';
import { attachKeyboard } from '../input/keyboard.ts';
import { attachPointer } from '../input/pointer.ts';
import { attachZonePointer } from '../input/zone-pointer.ts';
import type { IslandView } from '../render/island-view.ts';
import type { Intents } from '../state/intents.ts';
import type { NoticeBoard } from '../state/notices.ts';
import type { Store } from '../state/store.ts';

export interface StageOptions {
  readonly store: Store;
  readonly intents: Intents;
  readonly notices: NoticeBoard;
  readonly clock: () => IslandMs;
  /** Whether single letters walk and zoom. */
  readonly lettersCount: () => boolean;
}

const loadView = () => import('../render/island-view.ts');

export class Stage {
  readonly #options: StageOptions;
  #leave = new AbortController();

  constructor(options: StageOptions) {
    this.#options = options;
    effect(() => {
      const { at } = options.store.phase.value;
      if (at === 'entry') void loadView();
      if (at !== 'island') this.clear();
    });
  }

  /** Show the island in `host` and listen to keys and fingers, for as long as one is on it. */
  async show(host: HTMLElement): Promise<void> {
    this.clear();
    const { signal } = this.#leave;
    const view = await this.#draw(host, signal);
    const { intents, lettersCount } = this.#options;
    if (signal.aborted) return;
    const zoom = (towards: 1 | -1) => view?.stepZoom(towards);
    const detachKeyboard = attachKeyboard(window, intents, { zoom, lettersCount });
    signal.addEventListener('abort', detachKeyboard);
    if (!view) return;
    // First, because what is drawn with is kept from those who walk.
    signal.addEventListener('abort', attachZonePointer(host, this.#options.store, view));
    signal.addEventListener('abort', attachPointer(host, view));
  }

  clear(): void {
    this.#leave.abort();
    this.#leave = new AbortController();
  }

  /** The view, until `signal`; null where nothing can be drawn: then keys and panels still do everything. */
  async #draw(host: HTMLElement, signal: AbortSignal): Promise<IslandView | null> {
    const { store, intents, notices, clock } = this.#options;
    try {
      const { IslandView } = await loadView();
      if (signal.aborted) return null;
      const view = await IslandView.create(host, store, intents, clock);
      view.onAvatar = (avatar) => void this.#approach(avatar);
      if (signal.aborted) view.destroy();
      else signal.addEventListener('abort', () => view.destroy());
      return view;
    } catch {
      notices.tell('reason.unknown');
      return null;
    }
  }

  async #approach(avatar: AvatarId): Promise<void> {
    const outcome = await this.#options.intents.approach(avatar);
    if (!outcome.ok) this.#options.notices.tell(`reason.${outcome.reason}`);
  }
}
