/** Long work of the server as the page sees it: how far it is, what came of it, why it failed. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Answer, Work } from '../../state/attendance.ts';

export interface Trouble {
  /** A code of docs/protocol.md, or `unreadable`. */
  readonly reason: string;
  readonly detail: string;
}

export interface Job<Value> {
  /** What came of it last; kept while it is done anew. */
  readonly value: ReadonlySignal<Value | null>;
  /** 0..1 while it is at work. */
  readonly progress: ReadonlySignal<number | null>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  /** Begin, or begin anew: what was under way is stopped. */
  start(): Promise<void>;
  /** Stop what is under way; the trouble is `cancelled` then. */
  stop(): void;
}

/** `read` takes what came, and gives null if that is nothing that this version knows. */
export function createJob<Value>(
  run: (work: Work) => Promise<Answer<unknown>>,
  read: (came: unknown) => Value | null,
): Job<Value> {
  const value = signal<Value | null>(null);
  const progress = signal<number | null>(null);
  const trouble = signal<Trouble | null>(null);
  let current = new AbortController();

  return {
    value,
    progress,
    trouble,
    async start() {
      current.abort();
      const mine = new AbortController();
      current = mine;
      trouble.value = null;
      progress.value = 0;
      const onProgress = (done: number) => {
        if (current === mine) progress.value = done;
      };
      const answer = await run({ onProgress, signal: mine.signal });
      if (current !== mine) return;
      const came = answer.ok ? read(answer.value) : null;
      if (came !== null) value.value = came;
      else trouble.value = answer.ok ? { reason: 'unreadable', detail: '' } : answer;
      progress.value = null;
    },
    stop: () => current.abort(),
  };
}
