/** Fetches a segment of the log and puts it together. */

import { eachMove } from '../core/log/motion-chunk.ts';
import { type RecordedSegment, SegmentJoin } from '../core/log/recorded-segment.ts';
import type { AttendanceLog, Segment } from '../state/attendance.ts';
import { ReplayError } from '../state/replay.ts';
import { inflate } from './inflate.ts';
import type { Wanted } from './segment-cache.ts';

/** Worked on at once, ms; looked at the clock after so many moves. */
const SLICE_MS = 6;
const GLANCE_MOVES = 256;

/** Rejects with a `ReplayError`: why it does not come, or `log_damaged`. */
export async function loadSegment(
  log: AttendanceLog,
  event: string,
  { island, mark }: Wanted,
  signal: AbortSignal,
): Promise<RecordedSegment> {
  const answer = await log.segment(event, island, mark.seq, signal);
  if (!answer.ok) throw new ReplayError(answer.reason);
  try {
    return await join(answer.value, mark.nextSeq, signal);
  } catch (error) {
    if (error instanceof RangeError) throw new ReplayError('log_damaged');
    throw error;
  }
}

/** Put a segment together without holding up the page: at 60x that happens each second, while it draws. */
async function join(segment: Segment, nextSeq: number | null, signal: AbortSignal): Promise<RecordedSegment> {
  const join = new SegmentJoin(segment, nextSeq);
  let begun = performance.now();
  let count = 0;
  for (const { form, bytes } of await Promise.all(segment.motion.map(inflate))) {
    for (const move of eachMove(bytes, form)) {
      join.add(move);
      count += 1;
      if (count % GLANCE_MOVES !== 0 || performance.now() - begun < SLICE_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
      begun = performance.now();
    }
  }
  return join.finish();
}
