/** A made event: people who come, walk between zones, talk in groups, listen to a speaker, and go. The same for the same seed. */

import type { ConversationKind, Role } from '../../src/core/people.ts';
import type { Tile, ZoneId } from '../../src/core/units.ts';

export interface MadeZone {
  readonly id: ZoneId;
  readonly kind: ConversationKind;
  /** Where people stand in it. */
  readonly tiles: readonly Tile[];
}

/** From one moment to the next somebody walks (`to` is another tile) or stands. */
export interface Leg {
  readonly fromMs: number;
  readonly toMs: number;
  readonly from: Tile;
  readonly to: Tile;
  readonly zone: ZoneId | null;
}

export interface MadePerson {
  readonly pseudonym: string;
  readonly name: string;
  readonly role: Role;
  readonly comesMs: number;
  readonly goesMs: number;
  readonly legs: Leg[];
}

export interface MadeTalk {
  readonly id: number;
  readonly kind: ConversationKind;
  readonly zone: ZoneId | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly members: readonly number[];
}

export interface MadeEvent {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly people: readonly MadePerson[];
  readonly talks: readonly MadeTalk[];
  readonly zones: readonly MadeZone[];
}

export interface Plan {
  readonly firstMs: number;
  readonly minutes: number;
  readonly people: number;
  readonly zones: readonly MadeZone[];
  readonly start: Tile;
  readonly seed: number;
}

const MINUTE_MS = 60_000;
const STEP_MS = 200;
const FIRST = [
  'Anna',
  'Bram',
  'Cees',
  'Dora',
  'Emma',
  'Femke',
  'Gijs',
  'Hanna',
  'Ivo',
  'Joris',
  'Karin',
  'Lotte',
  'Mees',
];
const LAST = ['Bakker', 'Visser', 'Smit', 'Meijer', 'de Boer', 'Mulder', 'Peters', 'Dekker', 'Kuiper', 'van Dam'];
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function madeEvent({ firstMs, minutes, people: count, zones, start, seed }: Plan): MadeEvent {
  const random = randomFrom(seed);
  const lastMs = firstMs + minutes * MINUTE_MS;
  const people = Array.from({ length: count }, (_, index) => somebody(index, firstMs, minutes, random));
  const free = people.map(({ comesMs }) => comesMs);
  const at = people.map(() => start);
  const talks: MadeTalk[] = [];
  for (let now = firstMs + MINUTE_MS / 2; now < lastMs - 2 * MINUTE_MS; now += (MINUTE_MS * 24) / count) {
    const zone = zones[Math.floor(random() ** 1.8 * zones.length)];
    const able = people.flatMap(({ goesMs }, index) =>
      (free[index] ?? 0) <= now && goesMs > now + 3 * MINUTE_MS ? [index] : [],
    );
    const isStage = zone?.kind === 'stage';
    const size = isStage ? Math.min(able.length, 8 + Math.floor(random() * 30)) : 2 + Math.floor(random() ** 2 * 5);
    if (!zone || able.length < Math.max(2, size)) continue;
    const members = pick(able, size, random);
    const lasts = (isStage ? 6 : 1.5 + random() * 6) * MINUTE_MS;
    let begins = now;
    const table = zone.tiles[Math.floor(random() * zone.tiles.length)] ?? start;
    members.forEach((member, seat) => {
      const person = people[member];
      if (!person) return;
      const tile = isStage ? (zone.tiles[(seat * 7) % zone.tiles.length] ?? table) : seatAt(table, seat);
      const here = at[member] ?? start;
      const arrives = now + Math.max(1, Math.hypot(tile.x - here.x, tile.y - here.y)) * STEP_MS + random() * 15_000;
      const leaves = Math.min(person.goesMs, now + lasts + random() * 20_000);
      stand(person, free[member] ?? 0, arrives - Math.hypot(tile.x - here.x, tile.y - here.y) * STEP_MS, here);
      walk(person, arrives, here, tile);
      person.legs.push({ fromMs: arrives, toMs: leaves, from: tile, to: tile, zone: zone.id });
      at[member] = tile;
      free[member] = leaves;
      if (seat === 1) begins = arrives;
    });
    const toMs = Math.min(...members.map((member) => free[member] ?? 0));
    const kind = zone.kind;
    talks.push({ id: talks.length + 1, kind, zone: kind === 'bubble' ? null : zone.id, fromMs: begins, toMs, members });
  }
  for (const [index, person] of people.entries()) stand(person, free[index] ?? 0, person.goesMs, at[index] ?? start);
  return { firstMs, lastMs, people, talks, zones };
}

/** Where somebody is at a moment; null while not there. */
export function whereAt({ legs, comesMs, goesMs }: MadePerson, atMs: number): (Leg & { x: number; y: number }) | null {
  if (atMs < comesMs || atMs >= goesMs) return null;
  const leg = legs.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  if (!leg) return null;
  const part = (atMs - leg.fromMs) / Math.max(1, leg.toMs - leg.fromMs);
  const x = leg.from.x + (leg.to.x - leg.from.x) * part;
  return { ...leg, x, y: leg.from.y + (leg.to.y - leg.from.y) * part };
}

/** A number from 0 up to 1, the same row for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function somebody(index: number, firstMs: number, minutes: number, random: () => number): MadePerson {
  const code = () => Array.from({ length: 4 }, () => SIGNS[Math.floor(random() * SIGNS.length)]).join('');
  return {
    pseudonym: `${code()}-${code()}-${code()}`,
    name: `${FIRST[index % FIRST.length]} ${LAST[Math.floor(index / FIRST.length) % LAST.length]}`,
    role: index === 0 ? 'organiser' : index < 4 ? 'host' : 'attendee',
    comesMs: firstMs + (index === 0 ? 0 : random() ** 1.6 * 0.35 * minutes * MINUTE_MS),
    goesMs: firstMs + (1 - random() ** 2 * 0.25) * minutes * MINUTE_MS,
    legs: [],
  };
}

function stand({ legs }: MadePerson, fromMs: number, toMs: number, tile: Tile): void {
  if (toMs <= fromMs) return;
  const zone = legs.at(-1)?.zone ?? null;
  legs.push({ fromMs, toMs, from: tile, to: tile, zone });
}

function walk({ legs }: MadePerson, toMs: number, from: Tile, to: Tile): void {
  legs.push({ fromMs: legs.at(-1)?.toMs ?? toMs, toMs, from, to, zone: null });
}

function seatAt({ x, y }: Tile, seat: number): Tile {
  const around = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
    [-1, 0],
    [0, -1],
    [2, 0],
    [2, 1],
  ] as const;
  const [dx, dy] = around[seat % around.length] ?? [0, 0];
  return { x: x + dx, y: y + dy };
}

function pick(from: readonly number[], count: number, random: () => number): number[] {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0);
}
