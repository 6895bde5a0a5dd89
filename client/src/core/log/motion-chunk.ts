/** Decodes chunks of movement of the attendance log: docs/attendance-format.md, "Movement". */

import { decodeRun, pathEnd, type Run, type StepTimes, stepAt, type TimedPath } from '../motion.ts';
import type { AvatarId, Direction, IslandMs } from '../units.ts';
import { ColumnReader, unzigzag } from './column-reader.ts';

/** An avatar set out on a path, or stopped, or turned. */
export interface LoggedMove {
  readonly seq: number;
  /** When it was decided, by the clock of the run; `path.t0` is of the same clock. */
  readonly tMs: IslandMs;
  readonly wallMs: number;
  readonly island: string;
  readonly avatar: AvatarId;
  readonly path: TimedPath;
}

interface Columns {
  readonly seq: Float64Array;
  readonly tMs: Float64Array;
  readonly wallMs: Float64Array;
  readonly island: Float64Array;
  readonly avatar: Float64Array;
  readonly t0Ms: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly facing: Float64Array;
  readonly runs: Float64Array;
}

interface Head {
  readonly moves: number;
  readonly runs: number;
  readonly seq: number;
  readonly tMs: number;
  readonly wallMs: number;
}

/** What the columns say of one move. */
interface Row {
  readonly tMs: number;
  readonly island: number;
  readonly avatar: number;
  readonly t0Ms: number;
  readonly x: number;
  readonly y: number;
  readonly facing: number;
  readonly runs: number;
}

interface Place {
  /** Which of the chunk's islands. */
  readonly island: number;
  readonly path: TimedPath;
}

type PlaceOf = (row: Row) => Place;

/** In place of a direction: as the last run leads; in form 2, without runs, as the former path leads. */
const AS_TOLD_BEFORE = 8;
const TILES = 1 << 16;
const MAX_STEPS = 8191;

/** The moves of a chunk in order: its bytes inflated, without the first one, which is its form. Throws `RangeError` if they are none. */
export function decodeMoves(bytes: Uint8Array, form: number): LoggedMove[] {
  if (form !== 1 && form !== 2) throw new RangeError(`movement of form ${form}, which is unknown`);
  const reader = new ColumnReader(bytes);
  const head = readHead(reader);
  const times = form === 2 ? { stepMs: reader.u16(), diagonalMs: reader.u16() } : null;
  const islands = Array.from({ length: reader.u16() }, () => reader.text());
  const columns = readColumns(reader, head.moves);
  const placeOf = times ? foretold(times, readTurns(reader, head.runs)) : told(readRuns(reader, head.runs));
  const runs = columns.runs.reduce((sum, count) => sum + count, 0);
  if (!reader.atEnd || runs !== head.runs || times?.stepMs === 0 || times?.diagonalMs === 0) {
    throw new RangeError('its parts do not fit together');
  }
  return movesOf(head, columns, islands, placeOf);
}

function readHead(reader: ColumnReader): Head {
  return { moves: reader.u32(), runs: reader.u32(), seq: reader.i64(), tMs: reader.i64(), wallMs: reader.i64() };
}

function readColumns(reader: ColumnReader, count: number): Columns {
  return {
    seq: reader.column(count, 4),
    tMs: reader.column(count, 8),
    wallMs: reader.column(count, 8),
    island: reader.column(count, 2),
    avatar: reader.column(count, 4),
    t0Ms: reader.column(count, 8),
    x: reader.column(count, 2),
    y: reader.column(count, 2),
    facing: reader.column(count, 1),
    runs: reader.column(count, 2),
  };
}

function movesOf(head: Head, columns: Columns, islands: readonly string[], placeOf: PlaceOf): LoggedMove[] {
  let { seq, tMs, wallMs } = head;
  return Array.from({ length: head.moves }, (_, i) => {
    seq += at(columns.seq, i);
    tMs += unzigzag(at(columns.tMs, i));
    wallMs += unzigzag(at(columns.wallMs, i));
    const avatar = at(columns.avatar, i);
    const place = placeOf({
      tMs,
      island: at(columns.island, i),
      avatar,
      t0Ms: unzigzag(at(columns.t0Ms, i)),
      x: at(columns.x, i),
      y: at(columns.y, i),
      facing: at(columns.facing, i),
      runs: at(columns.runs, i),
    });
    const island = islands[place.island];
    if (island === undefined) throw new RangeError('a move is on no island');
    return { seq, tMs: tMs as IslandMs, wallMs, island, avatar: avatar as AvatarId, path: place.path };
  });
}

/** Form 1: a move says all of its path. */
function told(runs: readonly Run[]): PlaceOf {
  let next = 0;
  return ({ tMs, island, t0Ms, x, y, facing, runs: count }) => {
    const way = runs.slice(next, next + count);
    next += count;
    const path = { t0: (tMs - t0Ms) as IslandMs, x, y, facing: directionOf(facing, way.at(-1)?.direction), runs: way };
    return { island, path };
  };
}

/** Form 2: a move says how its path differs from what follows from the avatar's former one. */
function foretold(times: StepTimes, turns: readonly Run[]): PlaceOf {
  const places = new Map<number, Place>();
  let next = 0;
  return (row) => {
    const former = places.get(row.avatar);
    const likely = startOf(former?.path, row.tMs, times);
    let direction = likely.facing;
    const runs = turns.slice(next, next + row.runs).map((turn): Run => {
      direction = ((direction + turn.direction) % 8) as Direction;
      return { direction, steps: turn.steps };
    });
    next += row.runs;
    const path = {
      t0: (likely.t0 - row.t0Ms) as IslandMs,
      x: (likely.x + row.x) % TILES,
      y: (likely.y + row.y) % TILES,
      facing: directionOf(row.facing, direction),
      runs,
    };
    const place = { island: row.island === 0 ? (former?.island ?? -1) : row.island - 1, path };
    places.set(row.avatar, place);
    return place;
  };
}

/** When, from which tile and in which direction somebody most likely sets out at time `t`. */
function startOf(former: TimedPath | undefined, t: number, times: StepTimes): Omit<TimedPath, 'runs'> {
  if (!former) return { t0: t as IslandMs, x: 0, y: 0, facing: 4 };
  const step = stepAt(former, Math.max(t, former.t0) as IslandMs, times);
  if (step) return { t0: step.since, x: step.x, y: step.y, facing: step.direction };
  return { t0: t as IslandMs, ...pathEnd(former), facing: former.facing };
}

function directionOf(facing: number, before: Direction | undefined): Direction {
  if (facing < AS_TOLD_BEFORE) return facing as Direction;
  if (facing > AS_TOLD_BEFORE || before === undefined) throw new RangeError('somebody faces nowhere');
  return before;
}

function readRuns(reader: ColumnReader, count: number): Run[] {
  return Array.from(reader.column(count, 2), decodeRun);
}

/** Runs whose directions are told by how far they turn from the one before. */
function readTurns(reader: ColumnReader, count: number): Run[] {
  const directions = reader.column(count, 1);
  const steps = reader.column(count, 2);
  return Array.from(directions, (direction, i) => {
    if (direction > 7 || at(steps, i) > MAX_STEPS) throw new RangeError('a run that leads nowhere');
    return { direction: direction as Direction, steps: at(steps, i) };
  });
}

function at(numbers: Float64Array, i: number): number {
  return numbers[i] as number;
}
