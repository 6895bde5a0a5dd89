/** A part of the page that is loaded when it is first shown. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** What `load` brings, asked once; null while it is under way, `failed` if it does not come. */
export function useLoaded<Value>(load: () => Promise<Value>): Value | 'failed' | null {
  const loaded = useSignal<{ readonly value: Value | 'failed' } | null>(null);
  useEffect(() => {
    load().then(
      (value) => {
        loaded.value = { value };
      },
      () => {
        loaded.value = { value: 'failed' };
      },
    );
  }, []);
  return loaded.value?.value ?? null;
}
