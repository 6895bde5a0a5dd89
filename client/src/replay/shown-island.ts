/** Writes what a replay shows into the store that the renderer reads, and into the moment that the page reads. */

import type { IslandMap } from '../core/island-map.ts';
import type { LoggedZone } from '../core/log/log-entry.ts';
import type { LogCursor } from '../core/log/recorded-segment.ts';
import { type StepTimes, tileAt } from '../core/motion.ts';
import type { Look, Person } from '../core/people.ts';
import type { AvatarId, IslandMs, Tile, ZoneId } from '../core/units.ts';
import type { NamedPerson } from '../state/attendance.ts';
import type { ReplayedMoment } from '../state/replay.ts';
import type { Store } from '../state/store.ts';
import { changedZones } from '../state/zoning.ts';
import { lookOf, toLook } from './looks.ts';
import { ReplayWorld } from './replay-world.ts';
import { ZoneSpots } from './zone-spots.ts';

/** The whole island is shown if that takes no smaller scale: device pixels per map pixel. */
const LEAST_SCALE = 0.2;
const NOBODY: ReplayedMoment = { people: [], conversations: [] };

export class ShownIsland {
  readonly #store: Store;
  readonly #times: StepTimes;
  readonly #world: ReplayWorld;
  #cursor: LogCursor | null = null;
  #t = 0 as IslandMs;
  /** `cursor.changes` of what is in the store; -1: write anew. */
  #written = -1;
  #spots: ZoneSpots | null = null;
  /** What hosts had made of the zones that are in the store; null: write anew. */
  #zonesOf: readonly (LoggedZone | ZoneId)[] | null = null;
  #looks = new Map<string, Look>();
  #named: ReadonlyMap<string, NamedPerson> = new Map();
  #followed: string | null = null;
  #filter: ReadonlySet<string> | null = null;

  constructor(store: Store, times: StepTimes) {
    this.#store = store;
    this.#times = times;
    this.#world = new ReplayWorld(times);
    store.world.value = this.#world;
  }

  /** Island time of what is shown. */
  get now(): IslandMs {
    return this.#t;
  }

  get map(): IslandMap | null {
    return this.#store.map.peek();
  }

  setMap(map: IslandMap): void {
    if (this.map === map) return;
    this.#store.map.value = map;
    this.#zonesOf = null;
    this.#written = -1;
  }

  /** Show the island as it is at the cursor, at `t`; null: nobody is there. True if more has changed than where people walk. */
  show(cursor: LogCursor | null, t: IslandMs): boolean {
    this.#t = t;
    const isSame = cursor === this.#cursor && (cursor?.changes ?? 0) === this.#written;
    this.#cursor = cursor;
    if (isSame) {
      this.#world.refresh();
      return false;
    }
    this.#write();
    return true;
  }

  follow(pseudonym: string | null): void {
    this.#followed = pseudonym;
    this.#write();
  }

  filter(pseudonyms: ReadonlySet<string> | null): void {
    this.#filter = pseudonyms;
    this.#write();
  }

  name(people: ReadonlyMap<string, NamedPerson>): void {
    this.#named = people;
    this.#looks.clear();
    this.#write();
  }

  moment(): ReplayedMoment {
    const cursor = this.#cursor;
    if (!cursor?.state.isKnown) return NOBODY;
    const { avatars, conversations } = cursor.state;
    return {
      people: [...avatars.values()].map(({ avatar, role, path, zones, conversation }) => {
        const at = path && tileAt(path, this.#t, this.#times);
        return { avatar, pseudonym: this.#pseudonym(avatar), role, at, zones, conversation };
      }),
      conversations: [...conversations.values()].map(({ id, kind, zone, members }) => {
        return { id, kind, zone, members: [...members.keys()] };
      }),
    };
  }

  #write(): void {
    const { state, changes } = this.#cursor ?? { state: null, changes: 0 };
    this.#written = changes;
    this.#writeZones();
    const spots =
      (state && this.#spots?.spots(state, (avatar) => this.#pseudonym(avatar))) ?? new Map<AvatarId, Tile>();
    this.#world.show(state, spots);
    const people = new Map<AvatarId, Person>();
    for (const { avatar, role, availability, zones } of state?.avatars.values() ?? []) {
      const pseudonym = this.#pseudonym(avatar);
      const name = this.#named.get(pseudonym)?.name ?? shortOf(pseudonym);
      const look = this.#look(pseudonym);
      people.set(avatar, { avatar, name, look, role, availability, zone: zones[0] ?? null, cellX: 0, cellY: 0 });
    }
    this.#store.people.value = people;
    this.#writeDoors();
    this.#writeFollowed(people);
    this.#writeFilter(people);
  }

  #writeZones(): void {
    const { map } = this;
    if (!map) return;
    const edited = [...(this.#cursor?.state.editedZones ?? [])].map(([id, zone]) => zone ?? id);
    const { length } = edited;
    if (this.#zonesOf?.length === length && this.#zonesOf.every((one, index) => one === edited[index])) return;
    this.#zonesOf = edited;
    const put = edited.filter((one) => typeof one !== 'string');
    const gone = edited.filter((one) => typeof one === 'string');
    const zones = changedZones(map, map.zones, { put, gone, all: true });
    this.#store.zones.value = zones;
    this.#spots = new ZoneSpots(map, zones);
  }

  #writeDoors(): void {
    const doors = this.#cursor?.state.openDoors ?? new Set();
    const shown = this.#store.doors.peek();
    const isSame = shown.size === doors.size && [...doors].every((door) => shown.has(door));
    if (!isSame) this.#store.doors.value = new Set(doors);
  }

  /** The renderer's camera follows `me`, or shows `focus`. */
  #writeFollowed(people: ReadonlyMap<AvatarId, Person>): void {
    const { me, focus } = this.#store;
    const followed = [...people.values()].find(({ avatar }) => this.#pseudonym(avatar) === this.#followed);
    if (followed?.avatar !== me.peek()?.avatar || followed?.name !== me.peek()?.name) {
      me.value = followed ? { ...followed, media: 'text' } : null;
    }
    const { map } = this;
    if (followed || !map) focus.value = null;
    else if (focus.peek()?.x1 !== map.width || focus.peek()?.y1 !== map.height) {
      focus.value = { x0: 0, y0: 0, x1: map.width, y1: map.height, margin: 0, leastScale: LEAST_SCALE };
    }
  }

  #writeFilter(people: ReadonlyMap<AvatarId, Person>): void {
    const filter = this.#filter;
    const strong = filter && new Set([...people.keys()].filter((avatar) => filter.has(this.#pseudonym(avatar))));
    if (strong || this.#store.strong.peek()) this.#store.strong.value = strong;
  }

  #pseudonym(avatar: AvatarId): string {
    return this.#cursor?.segment.people.get(avatar)?.pseudonym ?? '';
  }

  #look(pseudonym: string): Look {
    const known = this.#looks.get(pseudonym);
    if (known) return known;
    const look = toLook(this.#named.get(pseudonym)?.look ?? []) ?? lookOf(pseudonym);
    this.#looks.set(pseudonym, look);
    return look;
  }
}

/** The first part of a pseudonym: enough to tell people on the screen apart, and short enough to be drawn over them. */
function shortOf(pseudonym: string): string {
  return pseudonym.split('-', 1)[0] ?? '';
}
