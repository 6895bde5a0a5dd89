/** What hosts do to zones: sends it to the server, and remembers it to be undone. */

import type { IslandMap, Zone } from '../../../core/island-map.ts';
import { decodeZone, resolverOf } from '../../../core/zone-decoding.ts';
import { givenName } from '../../../core/zone-purpose.ts';
import type { ClientMessages } from '../../../protocol/messages.ts';
import type {
  WireZone,
  WireZoneFields,
  WireZoneProblem,
  ZoneField,
  ZonesProposed,
} from '../../../protocol/zone-messages.ts';
import type { Intents } from '../../../state/intents.ts';
import type { Store } from '../../../state/store.ts';
import { fieldsOfZone, NEW_FIELDS, pick, type ZoneFields } from '../../../state/zone-fields.ts';
import {
  planRedo,
  planUndo,
  remembered,
  type ZoneChange,
  type ZonePlan,
  type ZoneStep,
  type ZoneWish,
} from '../../../state/zone-history.ts';
import { changedZones } from '../../../state/zoning.ts';

type Refused = { readonly ok: false; readonly reason: string };

export interface Saved {
  readonly ok: true;
  /** null: an error is in the way, and nothing has changed. */
  readonly zone: Zone | null;
  readonly problems: readonly WireZoneProblem[];
  readonly kept: boolean;
}

/** What was undone or done again, and what was not; with the name of the step. */
export interface Stepped {
  readonly ok: true;
  readonly name: string;
  readonly conflicts: ZonePlan['conflicts'];
  /** Zones that could not be changed as they are now. */
  readonly refused: readonly string[];
  readonly kept: boolean;
}

export class ZoneDesk {
  readonly #store: Store;
  readonly #request: Intents['request'];

  constructor(store: Store, request: Intents['request']) {
    this.#store = store;
    this.#request = request;
  }

  /** The fields of a zone as it is now; null if it is not there. */
  readonly fieldsNow = (id: string): ZoneFields | null => {
    const zone = this.#store.zones.peek().find((one) => one.id === id);
    return zone ? fieldsOfZone(zone, this.#map.id) : null;
  };

  /** Change these fields of a zone, or (null) put up a new one. */
  async save(id: string | null, fields: WireZoneFields): Promise<Saved | Refused> {
    const before = id === null ? null : this.fieldsNow(id);
    const saved = await this.#edit(id, fields);
    if (!saved.ok || !saved.zone) return saved;
    const as = fieldsOfZone(saved.zone, this.#map.id);
    const names = Object.keys(fields) as ZoneField[];
    const zone = saved.zone.id;
    const change: ZoneChange = before
      ? { did: 'edit', zone, before: pick(before, names), after: pick(as, names) }
      : { did: 'put_up', zone, as };
    this.#remember({ name: this.#nameOf(saved.zone), changes: [change] });
    return saved;
  }

  /** Take a zone away. */
  async remove({ id, ...zone }: Zone): Promise<{ readonly ok: true; readonly kept: boolean } | Refused> {
    const as = this.fieldsNow(id) ?? NEW_FIELDS;
    const answer = await this.#request('zone_remove', { zone: id });
    if (!answer.ok) return answer;
    this.#apply([], [id]);
    this.#remember({ name: this.#nameOf(zone), changes: [{ did: 'take_away', zone: id, as }] });
    return answer;
  }

  /** What would be wrong with it. */
  async check(id: string | null, fields: WireZoneFields): Promise<readonly WireZoneProblem[] | null> {
    const answer = await this.#request('zone_check', { zone: id, fields });
    return answer.ok ? answer.problems : null;
  }

  /** Show the zones of a template or put them up; `name` is the template's, for people. */
  async fill(
    template: ClientMessages['zone_template'],
    name: string,
  ): Promise<({ readonly ok: true } & ZonesProposed) | Refused> {
    const answer = await this.#request('zone_template', template);
    if (!answer.ok || !answer.applied) return answer;
    const zones = this.#apply(answer.zones, []);
    const changes = zones.map(
      (zone): ZoneChange => ({ did: 'put_up', zone: zone.id, as: fieldsOfZone(zone, this.#map.id) }),
    );
    this.#remember({ name, changes });
    return answer;
  }

  /** Undo the last step; null if there is none. */
  async undo(): Promise<Stepped | Refused | null> {
    const { history } = this.#store.zoning;
    const step = history.value.done.at(-1);
    if (!step) return null;
    const answer = await this.#carryOut(step, planUndo(step, this.fieldsNow));
    const { done, undone } = history.value;
    if (answer.ok) history.value = { done: done.filter((one) => one !== step), undone: [...undone, step] };
    return answer;
  }

  /** Do again what was undone last; null if there is nothing. */
  async redo(): Promise<Stepped | Refused | null> {
    const { history } = this.#store.zoning;
    const step = history.value.undone.at(-1);
    if (!step) return null;
    const answer = await this.#carryOut(step, planRedo(step, this.fieldsNow));
    const { done, undone } = history.value;
    if (answer.ok) history.value = { done: [...done, step], undone: undone.filter((one) => one !== step) };
    return answer;
  }

  get #map(): IslandMap {
    const { value: map } = this.#store.map;
    if (!map) throw new Error('zones are changed on an island only');
    return map;
  }

  async #carryOut({ name }: ZoneStep, { wishes, conflicts }: ZonePlan): Promise<Stepped | Refused> {
    const refused: string[] = [];
    let kept = true;
    for (const wish of wishes) {
      const answer = await this.#send(wish);
      // What was done before this one is found as a conflict when it is tried again.
      if (!answer.ok) return answer;
      if (!answer.isDone) refused.push(wish.zone);
      else kept &&= answer.kept;
    }
    return { ok: true, name, conflicts, refused, kept };
  }

  async #send(wish: ZoneWish): Promise<{ readonly ok: true; isDone: boolean; kept: boolean } | Refused> {
    if (wish.send === 'zone_remove') {
      const answer = await this.#request('zone_remove', { zone: wish.zone });
      if (answer.ok) this.#apply([], [wish.zone]);
      return answer.ok ? { ok: true, isDone: true, kept: answer.kept } : answer;
    }
    const edit = wish.send === 'zone_edit' ? this.#edit(wish.zone, wish.fields) : this.#restore(wish.zone);
    const answer = await edit;
    return answer.ok ? { ok: true, isDone: answer.zone !== null, kept: answer.kept } : answer;
  }

  async #edit(zone: string | null, fields: WireZoneFields): Promise<Saved | Refused> {
    return this.#read(await this.#request('zone_edit', { zone, fields }));
  }

  async #restore(zone: string): Promise<Saved | Refused> {
    return this.#read(await this.#request('zone_restore', { zone }));
  }

  #read(
    answer: Refused | { readonly ok: true; zone: WireZone | null; problems: Saved['problems']; kept: boolean },
  ): Saved | Refused {
    if (!answer.ok) return answer;
    const [zone = null] = answer.zone ? this.#apply([answer.zone], []) : [];
    return { ...answer, zone };
  }

  /** The answer may come before the message to everybody. Gives what was put up. */
  #apply(put: readonly WireZone[], gone: readonly string[]): readonly Zone[] {
    const { zones } = this.#store;
    zones.value = changedZones(this.#map, zones.value, { put, gone, all: false });
    return put.map((wire) => decodeZone(wire, 'zone', resolverOf(this.#map.id)));
  }

  #remember(step: ZoneStep): void {
    const { history } = this.#store.zoning;
    history.value = remembered(history.value, step);
  }

  #nameOf(zone: Pick<Zone, 'names'>): string {
    return givenName(zone, this.#store.language.value);
  }
}
