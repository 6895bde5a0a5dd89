/** What a host did to zones, to be undone and done again. A field that somebody else changed meanwhile is left alone. Pure. */

import type { WireZoneFields, ZoneField } from '../protocol/zone-messages.ts';
import { isSameValue, type ZoneFields } from './zone-fields.ts';

/** One thing done to one zone; `as` is how the zone was when it came or went. */
export type ZoneChange =
  | {
      readonly did: 'edit';
      readonly zone: string;
      readonly before: WireZoneFields;
      readonly after: WireZoneFields;
    }
  | { readonly did: 'put_up' | 'take_away'; readonly zone: string; readonly as: ZoneFields };

/** What is undone at once: one edit, or all of a template. */
export interface ZoneStep {
  /** The zone's name, or the template's, for people. */
  readonly name: string;
  readonly changes: readonly ZoneChange[];
}

export interface ZoneHistory {
  /** The latest last. */
  readonly done: readonly ZoneStep[];
  /** What was undone; the next to do again last. */
  readonly undone: readonly ZoneStep[];
}

export const NO_HISTORY: ZoneHistory = { done: [], undone: [] };
const MOST_STEPS = 200;

/** A history in which this was done just now. */
export function remembered({ done }: ZoneHistory, step: ZoneStep): ZoneHistory {
  return { done: [...done, step].slice(-MOST_STEPS), undone: [] };
}

/** What has to be sent to undo a change or to do it again. */
export type ZoneWish =
  | { readonly send: 'zone_edit'; readonly zone: string; readonly fields: WireZoneFields }
  | { readonly send: 'zone_remove' | 'zone_restore'; readonly zone: string };

export interface ZonePlan {
  readonly wishes: readonly ZoneWish[];
  /** What somebody else changed meanwhile: these fields, or (none) the whole zone. */
  readonly conflicts: readonly { readonly zone: string; readonly fields: readonly ZoneField[] }[];
}

/** The fields of a zone as it is now; null if it is not there. */
export type FieldsNow = (zone: string) => ZoneFields | null;

/** How to undo a step: its changes from the last to the first. */
export function planUndo(step: ZoneStep, now: FieldsNow): ZonePlan {
  return planOf([...step.changes].reverse().map(reversed), now);
}

/** How to do a step again. */
export function planRedo(step: ZoneStep, now: FieldsNow): ZonePlan {
  return planOf(step.changes, now);
}

function reversed(change: ZoneChange): ZoneChange {
  if (change.did === 'edit') return { ...change, before: change.after, after: change.before };
  return { ...change, did: change.did === 'put_up' ? 'take_away' : 'put_up' };
}

function planOf(changes: readonly ZoneChange[], now: FieldsNow): ZonePlan {
  const wishes: ZoneWish[] = [];
  const conflicts: { zone: string; fields: ZoneField[] }[] = [];
  for (const change of changes) {
    const is = now(change.zone);
    const fields = is && change.did === 'edit' ? othersFields(change.before, is) : [];
    if (isImpossible(change, is)) conflicts.push({ zone: change.zone, fields: [] });
    else if (fields.length > 0) conflicts.push({ zone: change.zone, fields });
    wishes.push(...wishesOf(change, is, fields));
  }
  return { wishes, conflicts };
}

function wishesOf(change: ZoneChange, is: ZoneFields | null, taken: readonly ZoneField[]): ZoneWish[] {
  const { zone } = change;
  if (isImpossible(change, is)) return [];
  if (change.did !== 'edit') return [{ send: change.did === 'put_up' ? 'zone_restore' : 'zone_remove', zone }];
  const left = Object.entries(change.after).filter(([field]) => !taken.includes(field as ZoneField));
  return left.length > 0 ? [{ send: 'zone_edit', zone, fields: Object.fromEntries(left) }] : [];
}

/** Whether it is no longer there what the change is about, or is there already, or is another than it was. */
function isImpossible(change: ZoneChange, is: ZoneFields | null): boolean {
  if (change.did === 'put_up') return is !== null;
  if (is === null) return true;
  return change.did === 'take_away' && othersFields(change.as, is).length > 0;
}

/** The fields that are not as they were left. */
function othersFields(left: WireZoneFields, is: ZoneFields): ZoneField[] {
  // The clock opens and closes zones: nobody's change is lost by that.
  const fields = (Object.keys(left) as ZoneField[]).filter((field) => field !== 'closed');
  return fields.filter((field) => !isSameValue(left[field], is[field]));
}
