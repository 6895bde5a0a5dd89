/** The figures of an event. */

import type { AttendanceLog, LoggedEvent, NamedPerson } from '../../state/attendance.ts';

export interface FiguresPageProps {
  readonly log: AttendanceLog;
  readonly event: LoggedEvent;
  /** null: people are shown by their pseudonyms. */
  readonly names: ReadonlyMap<string, NamedPerson> | null;
}

export function FiguresPage({ event }: FiguresPageProps) {
  return <p>{event.name}</p>;
}
