/** One's own contact card and the people one met: in this browser, and nowhere else. */

import { type Signal, signal } from '@preact/signals';
import { type ContactCard, NO_CARD } from '../../core/contact-card.ts';
import { isCard, type MetPerson, readMet } from '../../core/met-people.ts';
import { browserStorage } from '../preferences.ts';

export interface Keepsakes {
  readonly card: Signal<ContactCard>;
  readonly met: Signal<readonly MetPerson[]>;
  /** Whether whom one talks with is remembered. */
  readonly remembers: Signal<boolean>;
}

const CARD_KEY = 'eiland.card';
const REMEMBERS_KEY = 'eiland.remembersMet';
const metKey = (series: string): string => `eiland.met.${series}`;

let opened: { readonly series: string; readonly keepsakes: Keepsakes } | null = null;

/** What this browser keeps for a series of events. The same for all who ask. */
export function keepsakesOf(series: string): Keepsakes {
  if (opened?.series !== series) opened = { series, keepsakes: open(series, browserStorage()) };
  return opened.keepsakes;
}

/** For tests: what another page would find. */
export function reopenKeepsakes(): void {
  opened = null;
}

function open(series: string, storage: Storage | null): Keepsakes {
  const kept = read(storage, CARD_KEY);
  const card = signal<ContactCard>(isCard(kept) ? kept : NO_CARD);
  const met = signal<readonly MetPerson[]>(readMet(read(storage, metKey(series))));
  const remembers = signal(read(storage, REMEMBERS_KEY) !== false);
  card.subscribe((value) => keep(storage, CARD_KEY, value === NO_CARD ? null : value));
  met.subscribe((value) => keep(storage, metKey(series), value.length === 0 ? null : value));
  remembers.subscribe((value) => keep(storage, REMEMBERS_KEY, value ? null : false));
  return { card, met, remembers };
}

function read(storage: Storage | null, key: string): unknown {
  try {
    return JSON.parse(storage?.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** null: nothing is kept. */
function keep(storage: Storage | null, key: string, value: unknown): void {
  try {
    if (value === null) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: this browser will not remember.
  }
}
