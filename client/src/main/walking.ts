/** One's own avatar and the world around it, on one clock: what the server says goes in, what it must hear goes out. */

import { DoorGrid } from '../core/door-grid.ts';
import type { Grid } from '../core/grid.ts';
import type { IslandMap } from '../core/island-map.ts';
import { encodeRun } from '../core/motion.ts';
import { Prediction, type Wish } from '../core/prediction.ts';
import type { AvatarId, Direction, DoorId, IslandMs, Tile } from '../core/units.ts';
import { WorldReplica } from '../core/world-replica.ts';
import { decodePath, decodeTimes } from '../protocol/decoding.ts';
import type { Ack, ClientMessages, ServerMessage, Welcome } from '../protocol/messages.ts';

export interface WalkingOptions {
  readonly map: IslandMap;
  /** Where to walk rather than anywhere, on a way from a tile to another. */
  readonly ground: (from: Tile, to: Tile) => Grid;
  readonly now: () => IslandMs;
  readonly isOnline: () => boolean;
  readonly requestWalk: (message: ClientMessages['walk']) => Promise<Ack>;
}

export class Walking {
  readonly #options: WalkingOptions;
  readonly #grid: DoorGrid;
  #own: Prediction | null = null;
  #world: WorldReplica | null = null;
  #you: number | null = null;
  #heading: Direction | null = null;

  constructor(options: WalkingOptions) {
    this.#options = options;
    this.#grid = new DoorGrid(options.map);
  }

  /** These doors are open, all others are closed: from now on one walks accordingly. */
  setOpenDoors(open: ReadonlySet<DoorId>): void {
    this.#grid.setOpen(open);
  }

  /** What can be seen; null before the first welcome. */
  get world(): WorldReplica | null {
    return this.#world;
  }

  /** The tile on which one stands or will stop. */
  get rest(): Tile | null {
    return this.#own?.rest ?? null;
  }

  /** Begin where the welcome says. The same avatar goes on from where it is shown; a new one has a new world. */
  begin(welcome: Welcome): void {
    const now = this.#options.now();
    const path = decodePath(welcome.path, now);
    if (this.#own && this.#world && this.#you === welcome.you) {
      this.#own.restart(path, now);
    } else {
      const times = decodeTimes(welcome.rules);
      const rules = { times, cellTiles: welcome.rules.cell_tiles };
      this.#own = new Prediction(this.#grid, times, path);
      this.#world = new WorldReplica(welcome.you as AvatarId, this.#own, rules);
      this.#you = welcome.you;
    }
    this.#world.applyView(welcome.view, now);
  }

  /** Go on in the direction that is still held. */
  resume(): void {
    if (this.#heading !== null) this.head(this.#heading);
  }

  handleDelta(bytes: Uint8Array): void {
    this.#world?.apply(bytes, this.#options.now());
  }

  handleMoved(message: ServerMessage<'moved'>): void {
    const now = this.#options.now();
    this.#own?.reconcile(message.seq, decodePath(message, now), now);
  }

  forget(avatars: readonly number[]): void {
    this.#world?.forget(avatars as readonly AvatarId[]);
  }

  /** Hold a direction, or none. Without a connection one stays where one is. */
  head(direction: Direction | null): void {
    this.#heading = direction;
    const { now, isOnline } = this.#options;
    this.#follow(this.#own?.head(isOnline() ? direction : null, now()) ?? null);
  }

  walkTo(tile: Tile): void {
    const { now, isOnline, ground } = this.#options;
    if (isOnline()) this.#follow(this.#own?.walkTo(tile, now(), (from) => ground(from, tile)) ?? null);
  }

  /** The number for a wish whose way the server finds; null before the first welcome. */
  nextSeq(): number | null {
    return this.#own?.nextSeq() ?? null;
  }

  #follow(wish: Wish | null): void {
    if (wish === null) return;
    const { requestWalk, now } = this.#options;
    const message = { seq: wish.seq, x: wish.x, y: wish.y, runs: wish.runs.map(encodeRun) };
    void requestWalk(message).then((answer) => {
      if (!answer.ok) this.#own?.refuse(wish.seq, now());
    });
  }
}
