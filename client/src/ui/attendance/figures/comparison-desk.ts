/** What this event is held against, and what comes of it. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { AttendanceLog, LoggedEvent } from '../../../state/attendance.ts';
import { comparisonIn, type EventComparison } from '../figures.ts';
import { createJob, type Job } from '../job.ts';

/** A comparison, and of which events: the earlier one is the former. */
export interface Compared {
  readonly former: LoggedEvent;
  readonly latter: LoggedEvent;
  readonly figures: EventComparison;
}

export interface ComparisonDesk {
  /** The other events to which somebody came, the latest first. */
  readonly others: Job<readonly LoggedEvent[]>;
  readonly chosen: ReadonlySignal<LoggedEvent | null>;
  readonly compared: Job<Compared>;
  choose(other: LoggedEvent): void;
  stop(): void;
}

export function createComparisonDesk(log: AttendanceLog, event: LoggedEvent): ComparisonDesk {
  const chosen = signal<LoggedEvent | null>(null);
  const others = createJob<readonly LoggedEvent[]>(
    () => log.events(),
    (came) => {
      const { events } = came as { readonly events: readonly LoggedEvent[] };
      return events.filter((other) => other.id !== event.id && other.people > 0 && other.firstMs !== null);
    },
  );
  const pair = (other: LoggedEvent) =>
    (other.firstMs ?? 0) < (event.firstMs ?? 0) ? { former: other, latter: event } : { former: event, latter: other };
  const compared = createJob<Compared>(
    async (work) => {
      const { former, latter } = pair(chosen.value ?? event);
      const answer = await log.compare(former.id, latter.id, work);
      return answer.ok ? { ok: true, value: { former, latter, came: answer.value } } : answer;
    },
    (value) => {
      const { former, latter, came } = value as { former: LoggedEvent; latter: LoggedEvent; came: unknown };
      const figures = comparisonIn(came);
      return figures && { former, latter, figures };
    },
  );
  return {
    others,
    chosen,
    compared,
    choose(other) {
      chosen.value = other;
      void compared.start();
    },
    stop() {
      others.stop();
      compared.stop();
    },
  };
}
