/** The figures of an event, worked out once for all parts of the page that show them. */

import { useEffect, useMemo } from 'preact/hooks';
import type { AttendanceLog, LoggedEvent } from '../../state/attendance.ts';
import { type EventFigures, figuresIn } from './figures.ts';
import { createJob, type Job } from './job.ts';

/** Under way as soon as it is used, if anybody was there; stopped with the component. */
export function useEventFigures(log: AttendanceLog, { id, firstMs }: LoggedEvent): Job<EventFigures> {
  const job = useMemo(() => createJob((work) => log.insight(id, work), figuresIn), [log, id]);
  useEffect(() => {
    if (firstMs !== null) void job.start();
    return () => job.stop();
  }, [job, firstMs]);
  return job;
}
