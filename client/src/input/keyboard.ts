/** Walking and zooming by key. Single-key shortcuts of the panels are the panels' own. */

import type { Direction } from '../core/units.ts';
import type { Intents } from '../state/intents.ts';
import { headingOf, isDiagonal, WALK_KEYS, ZOOM_KEYS } from './walk-keys.ts';

/** Nobody lifts two fingers at once: out of a diagonal, a single key counts only after this time, in ms. */
const LIFT_MS = 70;

/** Where keys have a meaning of their own. */
const OWN_KEYS =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], dialog, [role="dialog"], [role="menu"], ' +
  '[role="listbox"], [role="slider"], [role="radiogroup"], [role="tablist"], [role="grid"], [role="tree"]';

export interface KeyboardOptions {
  /** One zoom step closer (1) or further away (-1). */
  readonly zoom: (towards: 1 | -1) => void;
  /** Whether single letters are in use (WCAG 2.1.4: people can turn them off). Arrows always are. */
  readonly lettersCount: () => boolean;
}

/** Listen on `target` (the window) until the returned function is called; that also stops walking. */
export function attachKeyboard(target: Window, intents: Pick<Intents, 'head'>, options: KeyboardOptions): () => void {
  const keyboard = new WalkKeyboard(intents, options);
  const stop = new AbortController();
  const { signal } = stop;
  target.addEventListener('keydown', (event) => keyboard.press(event), { signal });
  target.addEventListener('keyup', (event) => keyboard.lift(event.code), { signal });
  target.addEventListener('blur', () => keyboard.releaseAll(), { signal });
  // Whoever begins to type while a key is held has stopped walking.
  target.document.addEventListener('focusin', (event) => isOwnKeys(event.target) && keyboard.releaseAll(), { signal });
  return () => {
    stop.abort();
    keyboard.releaseAll();
  };
}

function isOwnKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_KEYS) !== null;
}

class WalkKeyboard {
  private readonly intents: Pick<Intents, 'head'>;
  private readonly options: KeyboardOptions;
  private readonly held = new Set<string>();
  private heading: Direction | null = null;
  private lifting: ReturnType<typeof setTimeout> | undefined;

  constructor(intents: Pick<Intents, 'head'>, options: KeyboardOptions) {
    this.intents = intents;
    this.options = options;
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOwnKeys(event.target)) return;
    const isLetter = event.code.startsWith('Key');
    const towards = ZOOM_KEYS[event.key];
    if (towards !== undefined && this.options.lettersCount()) {
      this.options.zoom(towards);
      event.preventDefault();
    } else if (WALK_KEYS[event.code] && (!isLetter || this.options.lettersCount())) {
      // Arrows would scroll.
      event.preventDefault();
      this.held.add(event.code);
      this.head();
    }
  }

  lift(code: string): void {
    if (this.held.delete(code)) this.head();
  }

  releaseAll(): void {
    this.held.clear();
    this.head();
  }

  private head(): void {
    clearTimeout(this.lifting);
    const heading = headingOf(this.held);
    if (isDiagonal(this.heading) && heading !== null && !isDiagonal(heading)) {
      this.lifting = setTimeout(() => this.turn(heading), LIFT_MS);
    } else {
      this.turn(heading);
    }
  }

  private turn(heading: Direction | null): void {
    if (heading === this.heading) return;
    this.heading = heading;
    this.intents.head(heading);
  }
}
