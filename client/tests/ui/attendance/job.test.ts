import { expect, test } from 'vitest';
import type { Answer, Work } from '../../../src/state/attendance.ts';
import { createJob } from '../../../src/ui/attendance/job.ts';

function slow() {
  const runs: { work: Work; end: (answer: Answer<unknown>) => void }[] = [];
  const job = createJob<string>(
    (work) =>
      new Promise((end) => {
        runs.push({ work, end });
        work.signal.addEventListener('abort', () => end({ ok: false, reason: 'cancelled', detail: '' }));
      }),
    (came) => (typeof came === 'string' ? came : null),
  );
  return { job, runs };
}

test('work says how far it is, and what came of it', async () => {
  const { job, runs } = slow();
  const done = job.start();
  runs[0]?.work.onProgress(0.4);
  expect(job.progress.value).toBe(0.4);
  runs[0]?.end({ ok: true, value: 'figures' });
  await done;
  expect([job.value.value, job.progress.value, job.trouble.value]).toEqual(['figures', null, null]);
});

test('what came before stays while it is done anew, and when that fails', async () => {
  const { job, runs } = slow();
  const first = job.start();
  runs[0]?.end({ ok: true, value: 'old' });
  await first;
  const second = job.start();
  expect(job.value.value).toBe('old');
  runs[1]?.end({ ok: false, reason: 'busy', detail: '' });
  await second;
  expect(job.value.value).toBe('old');
  expect(job.trouble.value?.reason).toBe('busy');
});

test('work that is begun anew stops what was under way, and its end is not heard', async () => {
  const { job, runs } = slow();
  const first = job.start();
  const second = job.start();
  await first;
  expect(runs[0]?.work.signal.aborted).toBe(true);
  expect(job.progress.value).toBe(0);
  runs[0]?.work.onProgress(0.9);
  expect(job.progress.value).toBe(0);
  runs[1]?.end({ ok: true, value: 'new' });
  await second;
  expect(job.value.value).toBe('new');
});

test('work can be stopped', async () => {
  const { job } = slow();
  const done = job.start();
  job.stop();
  await done;
  expect(job.trouble.value?.reason).toBe('cancelled');
  expect(job.progress.value).toBeNull();
});

test('an answer that nobody understands is trouble', async () => {
  const { job, runs } = slow();
  const done = job.start();
  runs[0]?.end({ ok: true, value: 7 });
  await done;
  expect(job.trouble.value?.reason).toBe('unreadable');
});
