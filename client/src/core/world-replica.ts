/** The part of the world that this browser may see, kept up by the server's deltas. */

import { type AvatarRecord, type Cell, decodeDelta } from './delta-decoding.ts';
import { type Pose, type StepTimes, tileAt } from './motion.ts';
import type { Prediction } from './prediction.ts';
import { RemoteAvatar } from './remote-avatar.ts';
import type { AvatarId, IslandMs, Tile } from './units.ts';
import type { AvatarView, WorldView } from './world-view.ts';

export interface ReplicaRules {
  readonly times: StepTimes;
  readonly cellTiles: number;
}

export class WorldReplica implements WorldView {
  readonly #you: AvatarId;
  readonly #own: Prediction;
  readonly #rules: ReplicaRules;
  readonly #others = new Map<AvatarId, RemoteAvatar>();
  #ownRecord: AvatarRecord | null = null;
  /** One's cell as the server had it at its last message: that decides what it tells. */
  #centre: Cell | null = null;
  /** The server's time of its last message; our clock may be a little behind it. */
  #toldAt = 0 as IslandMs;

  constructor(you: AvatarId, own: Prediction, rules: ReplicaRules) {
    this.#you = you;
    this.#own = own;
    this.#rules = rules;
  }

  /** Learn a `delta` that came at `now`. Throws `RangeError` if the bytes are none. */
  apply(bytes: Uint8Array, now: IslandMs): void {
    const delta = decodeDelta(bytes, now);
    this.#toldAt = delta.now;
    this.#dropUnseen(now);
    this.#centreOn(delta.records.find((record) => record.avatar === this.#you));
    if (delta.cells) this.#keepOnly(delta.cells, delta.records);
    for (const record of delta.records) this.#put(record, now);
    this.#dropUnseen(now);
  }

  /** Learn the `view` of a welcome: nobody else is there. */
  applyView(bytes: Uint8Array, now: IslandMs): void {
    const { records } = decodeDelta(bytes, now);
    const there = new Set(records.map((record) => record.avatar));
    for (const avatar of this.#others.keys()) if (!there.has(avatar)) this.#others.delete(avatar);
    this.apply(bytes, now);
  }

  /** These avatars have left the island. */
  forget(avatars: readonly AvatarId[]): void {
    for (const avatar of avatars) this.#others.delete(avatar);
  }

  avatarsAt(now: IslandMs): readonly AvatarView[] {
    const views = [this.#ownView(now)];
    for (const other of this.#others.values()) {
      if (other.isInSight(this.#latest(now))) views.push(viewOf(other.record, other.poseAt(now)));
    }
    return views;
  }

  avatarAt(avatar: AvatarId, now: IslandMs): AvatarView | undefined {
    if (avatar === this.#you) return this.#ownView(now);
    const other = this.#others.get(avatar);
    return other?.isInSight(this.#latest(now)) ? viewOf(other.record, other.poseAt(now)) : undefined;
  }

  #put(record: AvatarRecord, now: IslandMs): void {
    if (record.avatar === this.#you) return;
    const known = this.#others.get(record.avatar);
    const other = known ?? new RemoteAvatar(record, this.#rules.times);
    if (known) known.learn(record, now);
    else this.#others.set(record.avatar, other);
    other.watch(this.#isInSight, this.#latest(now));
  }

  /** These cells hold exactly these avatars. */
  #keepOnly(cells: readonly Cell[], records: readonly AvatarRecord[]): void {
    const told = new Set(cells.map((cell) => `${cell.x},${cell.y}`));
    const there = new Set(records.map((record) => record.avatar));
    for (const [avatar, other] of this.#others) {
      const cell = this.#cellOf(other.tileAt(this.#toldAt));
      if (told.has(`${cell.x},${cell.y}`) && !there.has(avatar)) this.#others.delete(avatar);
    }
  }

  /** Find out in which cell the server has oneself; when that is another one, others may come to be out of sight. */
  #centreOn(record: AvatarRecord | undefined): void {
    if (record) this.#ownRecord = record;
    const path = this.#ownRecord?.path ?? this.#own.authority;
    const cell = this.#cellOf(tileAt(path, this.#toldAt, this.#rules.times));
    if (cell.x === this.#centre?.x && cell.y === this.#centre.y) return;
    this.#centre = cell;
    for (const other of this.#others.values()) other.watch(this.#isInSight, this.#toldAt);
  }

  #dropUnseen(now: IslandMs): void {
    const latest = this.#latest(now);
    for (const [avatar, other] of this.#others) if (!other.isInSight(latest)) this.#others.delete(avatar);
  }

  readonly #isInSight = (tile: Tile): boolean => {
    if (this.#centre === null) return true;
    const cell = this.#cellOf(tile);
    return Math.abs(cell.x - this.#centre.x) <= 1 && Math.abs(cell.y - this.#centre.y) <= 1;
  };

  #cellOf(tile: Tile): Cell {
    return { x: Math.floor(tile.x / this.#rules.cellTiles), y: Math.floor(tile.y / this.#rules.cellTiles) };
  }

  /** Who is in sight is judged no earlier than the server did when it told us. */
  #latest(now: IslandMs): IslandMs {
    return Math.max(now, this.#toldAt) as IslandMs;
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
