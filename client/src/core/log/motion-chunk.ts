/** Decodes chunks of movement of the attendance log: docs/attendance-format.md, "Movement". */

import type { TimedPath } from '../motion.ts';
import type { AvatarId, IslandMs } from '../units.ts';

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

/** The moves of a chunk in order: its bytes inflated, without the first one, which is its form. Throws `RangeError` if they are none. */
export function decodeMoves(bytes: Uint8Array, form: number): LoggedMove[] {
  throw new RangeError(`not decoded yet: ${bytes.length} bytes of form ${form}`);
}
