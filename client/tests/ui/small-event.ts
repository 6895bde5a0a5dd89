/** A made event of a dozen people in ten minutes, for tests. */

import type { ZoneId } from '../../src/core/units.ts';
import { type MadeEvent, madeEvent } from './made-event.ts';

const zone = (id: string, x: number, kind: 'bubble' | 'meeting') => ({
  id: id as ZoneId,
  kind,
  tiles: [
    { x, y: 4 },
    { x: x + 3, y: 4 },
  ],
});

let made: MadeEvent | undefined;

export function smallEvent(): MadeEvent {
  made ??= madeEvent({
    firstMs: Date.UTC(2025, 5, 12, 12, 0, 0),
    minutes: 60,
    people: 12,
    zones: [zone('Bieb', 2, 'bubble'), zone('Kantoor', 10, 'meeting')],
    start: { x: 8, y: 12 },
    seed: 4,
  });
  return made;
}
