/** A pointer that draws a zone on the island, while a tool for it is chosen; otherwise pointers walk as ever. */

import type { Tile } from '../core/units.ts';
import type { Store } from '../state/store.ts';
import { beginDrag, type Drag, dragTo } from '../state/zone-drag.ts';

/** How far beside a handle a pointer may be, tiles. */
const REACH_TILES: Readonly<Record<string, number>> = { touch: 1 };

interface Ground {
  /** The tile at a place, in CSS pixels from the upper left corner of the host; null beside the island. */
  tileAt(x: number, y: number): Tile | null;
}

/** Listen on `host`, before anybody else does, until the returned function is called. Escape takes back what is being drawn. */
export function attachZonePointer(host: HTMLElement, store: Store, ground: Ground): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal, capture: true };
  const pointer = new ZonePointer(host, store, ground);
  host.addEventListener('pointerdown', (event) => pointer.down(event), options);
  host.addEventListener('pointermove', (event) => pointer.move(event), options);
  host.addEventListener('pointerup', (event) => pointer.up(event), options);
  host.addEventListener('pointercancel', (event) => pointer.cancel(event), options);
  window.addEventListener('keydown', (event) => pointer.key(event), options);
  return () => stop.abort();
}

class ZonePointer {
  readonly #host: HTMLElement;
  readonly #store: Store;
  readonly #ground: Ground;
  #drag: (Drag & { readonly pointer: number }) | null = null;

  constructor(host: HTMLElement, store: Store, ground: Ground) {
    this.#host = host;
    this.#store = store;
    this.#ground = ground;
  }

  down(event: PointerEvent): void {
    const { map, zoning } = this.#store;
    const { value: draft } = zoning.draft;
    if (!map.value || !draft || draft.tool === 'none' || (event.pointerType === 'mouse' && event.button !== 0)) return;
    event.stopImmediatePropagation();
    const tile = this.#tile(event);
    if (this.#drag || !tile) return;
    this.#host.setPointerCapture(event.pointerId);
    const drag = beginDrag(draft, tile, REACH_TILES[event.pointerType] ?? 0, map.value);
    this.#follow({ ...drag, pointer: event.pointerId });
  }

  move(event: PointerEvent): void {
    const { value: map } = this.#store.map;
    if (!this.#drag || !map) return;
    event.stopImmediatePropagation();
    const tile = this.#tile(event);
    if (event.pointerId === this.#drag.pointer && tile)
      this.#follow({ ...dragTo(this.#drag, tile, map), pointer: event.pointerId });
  }

  up(event: PointerEvent): void {
    if (!this.#drag) return;
    event.stopImmediatePropagation();
    if (event.pointerId !== this.#drag.pointer) return;
    const { grip } = this.#drag;
    this.#drag = null;
    // What was drawn can be put in its place at once.
    if (grip.holds === 'new') this.#change({ tool: 'move' });
  }

  cancel(event: PointerEvent): void {
    if (event.pointerId === this.#drag?.pointer) this.#takeBack();
  }

  key(event: KeyboardEvent): void {
    const { value: draft } = this.#store.zoning.draft;
    if (event.key !== 'Escape' || !draft || draft.tool === 'none') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#drag) this.#takeBack();
    else this.#change({ tool: 'none' });
  }

  #tile(event: PointerEvent): Tile | null {
    const box = this.#host.getBoundingClientRect();
    return this.#ground.tileAt(event.clientX - box.left, event.clientY - box.top);
  }

  #follow(drag: Drag & { readonly pointer: number }): void {
    this.#drag = drag;
    this.#change({ spans: drag.spans });
  }

  #takeBack(): void {
    const { before } = this.#drag ?? {};
    this.#drag = null;
    if (before) this.#change({ spans: before });
  }

  #change(part: Partial<NonNullable<Store['zoning']['draft']['value']>>): void {
    const { draft } = this.#store.zoning;
    if (draft.value) draft.value = { ...draft.value, ...part };
  }
}
