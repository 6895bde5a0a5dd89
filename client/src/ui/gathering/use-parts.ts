/** What is only needed when something is announced, called, counted down, or asked. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export type Parts = typeof import('./parts.ts');

export interface LoadedParts {
  readonly parts: ReadonlySignal<Parts | null>;
  readonly hasFailed: ReadonlySignal<boolean>;
  readonly load: () => void;
}

/** The parts, loaded as soon as they are wanted. */
export function useParts(isWanted: boolean): LoadedParts {
  const parts = useSignal<Parts | null>(null);
  const hasFailed = useSignal(false);
  const load = () => {
    hasFailed.value = false;
    import('./parts.ts').then(
      (loaded) => {
        parts.value = loaded;
      },
      () => {
        hasFailed.value = true;
      },
    );
  };
  useEffect(() => {
    if (isWanted && !parts.value) load();
  }, [isWanted]);
  return { parts, hasFailed, load };
}
