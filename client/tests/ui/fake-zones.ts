/** The server's side of zones, for tests: keeps what it is sent, and finds wrong what a test says. */

import type { Zone } from '../../src/core/island-map.ts';
import type { WireZoneFields, WireZoneProblem } from '../../src/protocol/zone-messages.ts';
import type { Store } from '../../src/state/store.ts';
import { fieldsOfZone, NEW_FIELDS } from '../../src/state/zone-fields.ts';
import { changedZones } from '../../src/state/zoning.ts';
import { zoneOf } from '../core/made-zones.ts';

type Wire = Readonly<Record<string, unknown>> & { readonly id: string };

export const wireOf = (zone: Zone): Wire => ({ id: zone.id, ...fieldsOfZone(zone, 'm') });

export class FakeZones {
  problems: readonly WireZoneProblem[] = [];
  readonly sent: [name: string, message: object][] = [];
  readonly #store: Store;
  readonly #gone = new Map<string, Wire>();
  #zones = new Map<string, Wire>();
  #count = 0;

  constructor(store: Store, zones: readonly Zone[]) {
    this.#store = store;
    this.#zones = new Map(zones.map((zone) => [zone.id, wireOf(zone)]));
  }

  /** Somebody else, or the clock, changed a zone. */
  change(zone: string, fields: WireZoneFields): void {
    const changed = { ...(this.#zones.get(zone) ?? { id: zone, ...NEW_FIELDS }), ...fields };
    this.#zones.set(zone, changed);
    this.#tell([changed], []);
  }

  takeAway(zone: string): void {
    const wire = this.#zones.get(zone);
    if (wire) this.#gone.set(zone, wire);
    this.#zones.delete(zone);
    this.#tell([], [zone]);
  }

  readonly answer = (name: string, message: object): object => {
    this.sent.push([name, message]);
    const { zone, fields = {} } = message as { zone: string | null; fields?: WireZoneFields };
    const hasError = this.problems.some(({ weight }) => weight === 'error');
    if (name === 'zone_check') return { ok: true, problems: this.problems };
    if (name === 'zone_editing') return { ok: true };
    if (name === 'zone_template') return this.#fill((message as { apply: boolean }).apply);
    if (name === 'zone_edit' && hasError) return { ok: true, zone: null, problems: this.problems, kept: true };
    if (zone !== null && !this.#zones.has(zone) && name !== 'zone_restore')
      return { ok: false, reason: 'unknown_zone' };
    if (name === 'zone_remove') {
      this.takeAway(zone ?? '');
      return { ok: true, kept: true };
    }
    if (zone === null) this.#count += 1;
    const id = zone ?? `new-${this.#count}`;
    const before = this.#zones.get(id) ?? this.#gone.get(id) ?? { id, ...NEW_FIELDS };
    this.#zones.set(id, { ...before, ...fields });
    return { ok: true, zone: this.#zones.get(id), problems: this.problems, kept: true };
  };

  #fill(apply: boolean): object {
    const zones = ['t-1', 't-2'].map((id) => wireOf(zoneOf(id, { kind: 'table' })));
    if (apply) for (const zone of zones) this.#zones.set(zone.id, zone);
    return { ok: true, zones, applied: apply, room_for: null, kept: true };
  }

  #tell(put: readonly Wire[], gone: readonly string[]): void {
    const { map, zones } = this.#store;
    if (map.value) zones.value = changedZones(map.value, zones.value, { put, gone, all: false });
  }
}
