/** Long work of the server: begin it, hear how far it is, fetch its result, stop it. docs/protocol.md section 7, jobs. */

import { json, type Refusal, refused, request, type Wanted } from './answers.ts';
import type { Answer, Work } from './attendance.ts';

/** Between two looks at how far it is: short at first, for short work. */
const FIRST_LOOK_MS = 200;
const LOOK_MS = 1000;
/** So many looks in a row may fail before the work is given up. */
const MOST_LOST = 5;

interface WireJob {
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly reason: string | null;
  readonly error: string | null;
}

export interface LongWork<Body, Value> {
  /** Where jobs are, without a slash at the end. */
  readonly jobs: string;
  readonly start: string;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly wanted: Wanted<Body, Value>;
}

/** Do it all. When `signal` is aborted the server stops, and the reason is `cancelled`. */
export async function doWork<Body, Value>(
  work: LongWork<Body, Value>,
  { onProgress, signal }: Work,
): Promise<Answer<Value>> {
  if (signal.aborted) return refused('cancelled');
  // Not aborted itself: only its answer tells which job is to be stopped.
  const begun = await request(
    work.start,
    {
      method: 'POST',
      headers: { ...work.headers, 'content-type': 'application/json' },
      body: JSON.stringify(work.body),
    },
    json(({ job }: { job: string }) => `${work.jobs}/${encodeURIComponent(job)}`),
  );
  if (!begun.ok) return signal.aborted ? refused('cancelled') : begun;
  const { headers } = work;
  const job = begun.value;
  const failure = await follow(job, headers, { onProgress, signal });
  const answer = failure ?? (await request(`${job}/result`, { headers, signal }, work.wanted));
  if (!answer.ok)
    void request(
      job,
      { method: 'DELETE', headers, keepalive: true },
      json(() => null),
    );
  return answer;
}

/** Wait until it is done: null then, or why it will not be. */
async function follow(
  job: string,
  headers: Readonly<Record<string, string>>,
  { onProgress, signal }: Work,
): Promise<Refusal | null> {
  let lost = 0;
  for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(2 * pauseMs, LOOK_MS)) {
    const look = await request(
      job,
      { headers, signal },
      json((job: WireJob) => job),
    );
    if (look.ok) {
      lost = 0;
      const { state, done, total, reason, error } = look.value;
      if (state === 'failed') return refused(reason ?? 'server', error ?? '');
      onProgress(total > 0 ? done / total : 0);
      if (state === 'done') return null;
    } else if (look.reason !== 'network' || ++lost === MOST_LOST) {
      return look;
    }
    await pause(pauseMs, signal);
    if (signal.aborted) return refused('cancelled');
  }
}

/** Over after so long, or once it is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
