/** Which file is wanted, and the one that was made. */

import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { AttendanceLog, ExportFormat, LoggedEvent } from '../../../state/attendance.ts';
import { fileName } from '../../parts/save-file.ts';
import { createJob, type Job } from '../job.ts';

/** Letters of a reason for names, as the server asks. */
export const REASON_LENGTH = { least: 10, most: 300 } as const;

/** Formats with a file for each table come as a zip. */
const ENDINGS: Readonly<Record<ExportFormat, string>> = { csv: 'csv.zip', jsonl: 'jsonl', parquet: 'parquet.zip' };

export interface MadeFile {
  /** For a link; good until another file is made. */
  readonly address: string;
  readonly name: string;
  readonly bytes: number;
  readonly hasNames: boolean;
}

export interface ExportDesk {
  readonly format: Signal<ExportFormat>;
  readonly hasNames: Signal<boolean>;
  readonly reason: Signal<string>;
  /** Names were asked for without enough of a reason. */
  readonly isReasonMissing: ReadonlySignal<boolean>;
  readonly job: Job<{ readonly file: Blob; readonly format: ExportFormat; readonly hasNames: boolean }>;
  readonly made: ReadonlySignal<MadeFile | null>;
  start(): Promise<void>;
  close(): void;
}

export function createExportDesk(log: AttendanceLog, event: LoggedEvent): ExportDesk {
  const format = signal<ExportFormat>('csv');
  const hasNames = signal(false);
  const reason = signal('');
  const isReasonMissing = signal(false);
  const made = signal<MadeFile | null>(null);
  const job: ExportDesk['job'] = createJob(
    async (work) => {
      const wanted = { format: format.value, hasNames: hasNames.value };
      const answer = await log.export(event.id, wanted.format, wanted.hasNames ? reason.value.trim() : null, work);
      return answer.ok ? { ok: true, value: { file: answer.value, ...wanted } } : answer;
    },
    (came) => came as { file: Blob; format: ExportFormat; hasNames: boolean },
  );
  const forget = () => {
    if (made.peek()) URL.revokeObjectURL(made.peek()?.address ?? '');
    made.value = null;
  };
  const stopWatching = effect(() => {
    const came = job.value.value;
    if (!came) return;
    forget();
    made.value = {
      address: URL.createObjectURL(came.file),
      name: fileName(event.name, came.hasNames ? 'log-names' : 'log', ENDINGS[came.format]),
      bytes: came.file.size,
      hasNames: came.hasNames,
    };
  });
  return {
    format,
    hasNames,
    reason,
    isReasonMissing,
    job,
    made,
    async start() {
      isReasonMissing.value = hasNames.value && reason.value.trim().length < REASON_LENGTH.least;
      if (isReasonMissing.value) return;
      forget();
      await job.start();
    },
    close() {
      job.stop();
      stopWatching();
      forget();
    },
  };
}
