/** Somebody else, drawn a little in the past, so that a turn is known before it is drawn. */

import type { AvatarRecord } from './delta-decoding.ts';
import { displaced, type Glide, glideFrom } from './glide.ts';
import { type Pose, positionAt, type StepTimes, type TimedPath, tileAt, tilesFrom } from './motion.ts';
import type { IslandMs, Tile } from './units.ts';

/** How far in the past others are drawn, ms. */
export const REMOTE_DELAY_MS = 200;
const SAME_PLACE_TILES = 0.01;

export class RemoteAvatar {
  readonly #times: StepTimes;
  #record: AvatarRecord;
  /** The paths still needed, oldest first; each ends where the next begins. */
  #paths: TimedPath[];
  #glide: Glide | null = null;
  #lostAt = Number.POSITIVE_INFINITY;

  constructor(record: AvatarRecord, times: StepTimes) {
    this.#times = times;
    this.#record = record;
    this.#paths = [record.path];
  }

  get record(): AvatarRecord {
    return this.#record;
  }

  /** The tile on which the server has them at `now`. */
  tileAt(now: IslandMs): Tile {
    return tileAt(this.#record.path, now, this.#times);
  }

  /** Where they are drawn at `now`. */
  poseAt(now: IslandMs): Pose {
    const pose = this.#truePose((now - REMOTE_DELAY_MS) as IslandMs);
    return { ...pose, at: displaced(pose.at, this.#glide, now) };
  }

  /** Find out when their path leads out of sight, from `from` on. Call again when the path or the area in sight changes. */
  watch(isInSight: (tile: Tile) => boolean, from: IslandMs): void {
    this.#lostAt = Number.POSITIVE_INFINITY;
    for (const tile of tilesFrom(this.#record.path, from, this.#times)) {
      if (isInSight(tile)) continue;
      this.#lostAt = tile.since;
      return;
    }
  }

  /** Whether they have been in sight until `now`: nothing is told of those who once were out of it. */
  isInSight(now: IslandMs): boolean {
    return now < this.#lostAt;
  }

  /** Learn what the server says at `now`. What was drawn until now slides to the new path where they differ. */
  learn(record: AvatarRecord, now: IslandMs): void {
    const last = this.#record.path;
    this.#record = record;
    if (isSamePath(last, record.path)) return;
    const shown = this.poseAt(now).at;
    if (this.#continues(last, record.path)) this.#paths.push(record.path);
    else this.#paths = [record.path];
    const drawn = (now - REMOTE_DELAY_MS) as IslandMs;
    while (this.#paths.length > 1 && (this.#paths[1] as TimedPath).t0 <= drawn) this.#paths.shift();
    this.#glide = glideFrom(shown, this.#truePose(drawn).at, now);
  }

  #truePose(drawn: IslandMs): Pose {
    const path = this.#paths.findLast((candidate) => candidate.t0 <= drawn) ?? (this.#paths[0] as TimedPath);
    return positionAt(path, drawn, this.#times);
  }

  #continues(former: TimedPath, next: TimedPath): boolean {
    if (next.t0 < former.t0) return false;
    const { at } = positionAt(former, next.t0, this.#times);
    return Math.hypot(at.x - next.x, at.y - next.y) < SAME_PLACE_TILES;
  }
}

function isSamePath(a: TimedPath, b: TimedPath): boolean {
  return (
    a.t0 === b.t0 &&
    a.x === b.x &&
    a.y === b.y &&
    a.facing === b.facing &&
    a.runs.length === b.runs.length &&
    a.runs.every((run, index) => run.direction === b.runs[index]?.direction && run.steps === b.runs[index]?.steps)
  );
}
