/** The part of the world that this browser may see, kept up by the server's deltas. */

import { type AvatarRecord, type Cell, decodeDelta } from './delta-decoding.ts';
import { type Pose, type StepTimes, tileAt } from './motion.ts';
import type { Prediction } from './prediction.ts';
import { RemoteAvatar } from './remote-avatar.ts';
import type { AvatarId, IslandMs, Tile } from './units.ts';
import type { AvatarView, WorldView } from './world-view.ts';

/** How long (ms) somebody out of sight is kept: two clocks may disagree on who crossed a border, and when. */
const KEEP_UNSEEN_MS = 1000;

export interface ReplicaRules {
  readonly times: StepTimes;
  readonly cellTiles: number;
}

export class WorldReplica implements WorldView {
  readonly #you: AvatarId;
  readonly #own: Prediction;
  readonly #rules: ReplicaRules;
  readonly #others = new Map<AvatarId, RemoteAvatar>();
  readonly #unseenSince = new Map<AvatarId, IslandMs>();
  #ownRecord: AvatarRecord | null = null;

  constructor(you: AvatarId, own: Prediction, rules: ReplicaRules) {
    this.#you = you;
    this.#own = own;
    this.#rules = rules;
  }

  /** Learn a `delta` that came at `now`. Throws `RangeError` if the bytes are none. */
  apply(bytes: Uint8Array, now: IslandMs): void {
    const delta = decodeDelta(bytes, now);
    if (delta.cells) this.#keepOnly(delta.cells, delta.records, delta.now);
    for (const record of delta.records) this.#put(record, now);
    this.#dropUnseen(now);
  }

  /** Learn the `view` of a welcome: nobody else is there. */
  applyView(bytes: Uint8Array, now: IslandMs): void {
    const { records } = decodeDelta(bytes, now);
    const there = new Set(records.map((record) => record.avatar));
    for (const avatar of this.#others.keys()) if (!there.has(avatar)) this.#drop(avatar);
    for (const record of records) this.#put(record, now);
  }

  /** These avatars have left the island. */
  forget(avatars: readonly AvatarId[]): void {
    for (const avatar of avatars) this.#drop(avatar);
  }

  avatarsAt(now: IslandMs): readonly AvatarView[] {
    const centre = this.#ownCell(now);
    const views = [this.#ownView(now)];
    for (const other of this.#others.values()) {
      if (this.#isInSight(other.tileAt(now), centre)) views.push(viewOf(other.record, other.poseAt(now)));
    }
    return views;
  }

  avatarAt(avatar: AvatarId, now: IslandMs): AvatarView | undefined {
    if (avatar === this.#you) return this.#ownView(now);
    const other = this.#others.get(avatar);
    if (other === undefined || !this.#isInSight(other.tileAt(now), this.#ownCell(now))) return undefined;
    return viewOf(other.record, other.poseAt(now));
  }

  #put(record: AvatarRecord, now: IslandMs): void {
    if (record.avatar === this.#you) {
      this.#ownRecord = record;
      return;
    }
    const known = this.#others.get(record.avatar);
    if (known) known.learn(record, now);
    else this.#others.set(record.avatar, new RemoteAvatar(record, this.#rules.times));
  }

  /** These cells hold exactly these avatars. */
  #keepOnly(cells: readonly Cell[], records: readonly AvatarRecord[], now: IslandMs): void {
    const told = new Set(cells.map((cell) => `${cell.x},${cell.y}`));
    const there = new Set(records.map((record) => record.avatar));
    for (const [avatar, other] of this.#others) {
      const cell = this.#cellOf(other.tileAt(now));
      if (told.has(`${cell.x},${cell.y}`) && !there.has(avatar)) this.#drop(avatar);
    }
  }

  #dropUnseen(now: IslandMs): void {
    const centre = this.#ownCell(now);
    for (const [avatar, other] of this.#others) {
      if (this.#isInSight(other.tileAt(now), centre)) this.#unseenSince.delete(avatar);
      else if (!this.#unseenSince.has(avatar)) this.#unseenSince.set(avatar, now);
      else if (now - (this.#unseenSince.get(avatar) ?? now) > KEEP_UNSEEN_MS) this.#drop(avatar);
    }
  }

  #drop(avatar: AvatarId): void {
    this.#others.delete(avatar);
    this.#unseenSince.delete(avatar);
  }

  #cellOf(tile: Tile): Cell {
    return { x: Math.floor(tile.x / this.#rules.cellTiles), y: Math.floor(tile.y / this.#rules.cellTiles) };
  }

  /** The cell in which the server has oneself. */
  #ownCell(now: IslandMs): Cell {
    return this.#cellOf(tileAt(this.#own.authority, now, this.#rules.times));
  }

  #isInSight(tile: Tile, centre: Cell): boolean {
    const cell = this.#cellOf(tile);
    return Math.abs(cell.x - centre.x) <= 1 && Math.abs(cell.y - centre.y) <= 1;
  }

  #ownView(now: IslandMs): AvatarView {
    const pose = this.#own.poseAt(now);
    return this.#ownRecord ? viewOf(this.#ownRecord, pose) : { ...UNKNOWN, avatar: this.#you, pose };
  }
}

const UNKNOWN = {
  microphone: false,
  camera: false,
  availability: 'available',
  conversation: null,
  conversationKind: null,
  locked: false,
  onStage: false,
} as const;

function viewOf(record: AvatarRecord, pose: Pose): AvatarView {
  const { path: _path, ...rest } = record;
  return { ...rest, pose };
}
