/** Fetches a segment of the log and puts it together. */

import { decodeMoves, type LoggedMove } from '../core/log/motion-chunk.ts';
import { joinSegment, type RecordedSegment } from '../core/log/recorded-segment.ts';
import type { AttendanceLog, Segment } from '../state/attendance.ts';
import { ReplayError } from '../state/replay.ts';
import { inflate } from './inflate.ts';
import type { Wanted } from './segment-cache.ts';

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
    const segment = answer.value;
    return joinSegment(segment, await movesOf(segment), mark.nextSeq);
  } catch (error) {
    if (error instanceof RangeError) throw new ReplayError('log_damaged');
    throw error;
  }
}

async function movesOf({ motion }: Segment): Promise<LoggedMove[]> {
  const chunks = await Promise.all(motion.map(inflate));
  return chunks.flatMap(({ form, bytes }) => decodeMoves(bytes, form));
}
