/** What is known of zones that change: who changes which, what is being drawn, and what one has done so far. */

import { type Signal, signal } from '@preact/signals';
import type { Zone } from '../core/island-map.ts';
import type { AvatarId, ZoneId } from '../core/units.ts';
import { decodeZone, type Resolve, resolverOf } from '../core/zone-decoding.ts';
import type { Spans } from '../core/zone-shape.ts';
import { NO_HISTORY, type ZoneHistory } from './zone-history.ts';

/** What a pointer on the island does. */
export type DrawingTool = 'none' | 'rectangle' | 'paint' | 'erase' | 'move';

/** A shape that somebody draws, and that nobody else sees yet. */
export interface ZoneDraft {
  readonly spans: Spans;
  readonly tool: DrawingTool;
  /** `#rrggbb`; empty: none of its own. */
  readonly colour: string;
}

export interface Zoning {
  readonly editors: Signal<ReadonlyMap<AvatarId, ZoneId>>;
  readonly draft: Signal<ZoneDraft | null>;
  /** The shapes that a template would put up. */
  readonly preview: Signal<readonly Spans[]>;
  readonly history: Signal<ZoneHistory>;
}

export function createZoning(): Zoning {
  return {
    editors: signal<ReadonlyMap<AvatarId, ZoneId>>(new Map()),
    draft: signal<ZoneDraft | null>(null),
    preview: signal<readonly Spans[]>([]),
    history: signal(NO_HISTORY),
  };
}

/** One is on no island, or on another one. */
export function forgetZoning({ editors, draft, preview, history }: Zoning): void {
  editors.value = new Map();
  draft.value = null;
  preview.value = [];
  history.value = NO_HISTORY;
}

/** What the server, or the log, tells of zones. */
interface ZoneChange {
  readonly put: readonly object[];
  readonly gone: readonly string[];
  /** It is all that is different from the map. */
  readonly all: boolean;
}

/**
 * The zones after a change that is told: those of the map keep their place, new ones come last.
 *
 * A zone that this version cannot read stays as it was.
 *
 * @param map - The zones as they are in the map.
 * @param now - The zones as they are before the change.
 */
export function changedZones(
  map: { readonly id: string; readonly zones: readonly Zone[] },
  now: readonly Zone[],
  { put, gone, all }: ZoneChange,
): readonly Zone[] {
  const resolve = resolverOf(map.id);
  const read = new Map(put.flatMap((wire) => readZone(wire, resolve)).map((zone) => [zone.id, zone]));
  const lost = new Set(gone as readonly ZoneId[]);
  const before = all ? map.zones : now;
  const kept = before.filter(({ id }) => !lost.has(id)).map((zone) => read.get(zone.id) ?? zone);
  for (const { id } of kept) read.delete(id);
  return [...kept, ...read.values()];
}

function readZone(wire: object, resolve: Resolve): Zone[] {
  try {
    return [decodeZone(wire, 'zone', resolve)];
  } catch {
    return [];
  }
}
