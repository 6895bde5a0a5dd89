/** Figures as the server wrote them (tests/golden/made_figures.py), and a log that a test plays. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, AttendanceLog, ExportFormat, LoggedEvent, Work } from '../../../src/state/attendance.ts';
import { figureWords } from '../../../src/ui/attendance/figures/figure-words.ts';
import {
  comparisonIn,
  type EventComparison,
  type EventFigures,
  figuresIn,
} from '../../../src/ui/attendance/figures.ts';

const written = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../../tests/golden/figures/${name}.json`), 'utf8'));

export const insightFile = written('insight');
export const emptyFile = written('empty');
export const comparisonFile = written('comparison');
export const made = figuresIn(insightFile) as EventFigures;
export const madeComparison = comparisonIn(comparisonFile) as EventComparison;

/** In Dutch and in English, at the time of the log itself. */
export const inDutch = figureWords({ language: 'nl', isOfDays: false, isOfIslands: false, timeZone: 'UTC' });
export const inEnglish = figureWords({ language: 'en', isOfDays: false, isOfIslands: false, timeZone: 'UTC' });

export const loggedEvent = (more: Partial<LoggedEvent> = {}): LoggedEvent => ({
  id: 'now',
  name: 'Kennisdag 2026',
  log: 'presence',
  retentionDays: 30,
  firstMs: made.insight.first_ms,
  lastMs: made.insight.last_ms,
  people: 24,
  entries: 500,
  isLive: false,
  ...more,
});

const refused = { ok: false, reason: 'network', detail: '' } as const;

/** Answers wait until the test lets them come. */
export class FakeLog implements AttendanceLog {
  readonly asked: unknown[][] = [];
  others: readonly LoggedEvent[] = [
    loggedEvent(),
    loggedEvent({ id: 'before', name: 'Kennisdag 2025', firstMs: made.insight.first_ms - 31_536_000_000 }),
    loggedEvent({ id: 'nobody', name: 'Proef', people: 0 }),
  ];
  figures: unknown = insightFile;
  refusal: { readonly ok: false; readonly reason: string; readonly detail: string } | null = null;
  /** Of the work that is under way. */
  work: Work | null = null;
  /** Whether work waits for `finish`. */
  isSlow = false;
  finish: () => void = () => undefined;

  async events() {
    this.asked.push(['events']);
    return this.refusal ?? { ok: true as const, value: { events: this.others, live: 'now' } };
  }

  insight(event: string, work: Work) {
    return this.#work(['insight', event], this.figures, work);
  }

  compare(former: string, latter: string, work: Work) {
    return this.#work(['compare', former, latter], comparisonFile, work);
  }

  export(event: string, format: ExportFormat, reason: string | null, work: Work) {
    return this.#work(['export', event, format, reason], new Blob(['x'.repeat(3000)]), work);
  }

  timeline = async () => refused;
  segment = async () => refused;
  names = async () => refused;

  #work<Value>(asked: unknown[], value: Value, work: Work): Promise<Answer<Value>> {
    this.asked.push(asked);
    this.work = work;
    return new Promise((resolve) => {
      const finish = () => resolve(this.refusal ?? { ok: true, value });
      work.signal.addEventListener('abort', () => resolve({ ok: false, reason: 'cancelled', detail: '' }));
      if (this.isSlow) this.finish = finish;
      else finish();
    });
  }
}
