/** The server's area of interest for one observer (`core/interest.py`), over avatars that walk freely. */

import type { AvatarRecord, Cell } from '../../src/core/delta-decoding.ts';
import { type TimedPath, tileAt } from '../../src/core/motion.ts';
import type { AvatarId, IslandMs } from '../../src/core/units.ts';
import { TIMES } from './arbitrary.ts';
import { encodeDelta } from './encode-delta.ts';

export const CELL_TILES = 16;

const PLAIN = {
  microphone: false,
  camera: false,
  availability: 'available',
  conversation: null,
  conversationKind: null,
  locked: false,
  onStage: false,
} as const;

export class ModelInterest {
  readonly #you: AvatarId;
  readonly #paths = new Map<AvatarId, TimedPath>();
  readonly #cells = new Map<AvatarId, string>();
  readonly #changed = new Set<AvatarId>();

  constructor(you: AvatarId) {
    this.#you = you;
  }

  move(avatar: AvatarId, path: TimedPath): void {
    this.#paths.set(avatar, path);
    this.#changed.add(avatar);
  }

  leave(avatar: AvatarId): void {
    this.#paths.delete(avatar);
    this.#cells.delete(avatar);
    this.#changed.delete(avatar);
  }

  /** Everybody that the observer sees. */
  view(now: IslandMs): Uint8Array {
    this.flush(now);
    const cells = this.#around(this.#cells.get(this.#you) ?? '0,0');
    return this.#pack(now, cells);
  }

  /** The messages to the observer since the last flush. */
  flush(now: IslandMs): Uint8Array[] {
    const crossed = new Map<AvatarId, string>();
    for (const [avatar, path] of this.#paths) {
      const cell = cellKey(path, now);
      const former = this.#cells.get(avatar);
      if (former !== undefined && former !== cell) crossed.set(avatar, former);
      this.#cells.set(avatar, cell);
    }
    const own = this.#cells.get(this.#you) ?? '0,0';
    const sight = new Set(this.#around(own).map((cell) => `${cell.x},${cell.y}`));
    const isTold = (avatar: AvatarId) =>
      sight.has(this.#cells.get(avatar) ?? '') || (this.#changed.has(avatar) && sight.has(crossed.get(avatar) ?? ''));
    const records = [...new Set([...this.#changed, ...crossed.keys()])]
      .filter(isTold)
      .map((avatar) => this.#record(avatar));
    const messages = records.length > 0 ? [encodeDelta(now, records)] : [];
    const from = crossed.get(this.#you);
    if (from !== undefined) {
      const seen = new Set(this.#around(from).map((cell) => `${cell.x},${cell.y}`));
      messages.push(
        this.#pack(
          now,
          this.#around(own).filter((cell) => !seen.has(`${cell.x},${cell.y}`)),
        ),
      );
    }
    this.#changed.clear();
    return messages;
  }

  #pack(now: IslandMs, cells: readonly Cell[]): Uint8Array {
    const keys = new Set(cells.map((cell) => `${cell.x},${cell.y}`));
    const inside = [...this.#paths.keys()].filter((avatar) => keys.has(this.#cells.get(avatar) ?? ''));
    return encodeDelta(
      now,
      inside.map((avatar) => this.#record(avatar)),
      cells,
    );
  }

  #record(avatar: AvatarId): AvatarRecord {
    return { avatar, path: this.#paths.get(avatar) as TimedPath, ...PLAIN };
  }

  #around(key: string): Cell[] {
    const [cx, cy] = key.split(',').map(Number) as [number, number];
    const cells: Cell[] = [];
    for (let y = Math.max(0, cy - 1); y <= cy + 1; y++)
      for (let x = Math.max(0, cx - 1); x <= cx + 1; x++) cells.push({ x, y });
    return cells;
  }
}

function cellKey(path: TimedPath, now: IslandMs): string {
  const tile = tileAt(path, now, TIMES);
  return `${Math.floor(tile.x / CELL_TILES)},${Math.floor(tile.y / CELL_TILES)}`;
}
