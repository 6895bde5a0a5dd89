/** How long it still is, once a second. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const EVERY_MS = 1000;

/** ms until `ends` (performance.now()), never below 0; 0 if it is null. */
export function useTimeLeft(ends: number | null): ReadonlySignal<number> {
  const left = useSignal(ends === null ? 0 : Math.max(0, ends - performance.now()));
  useEffect(() => {
    const look = () => {
      left.value = ends === null ? 0 : Math.max(0, ends - performance.now());
    };
    look();
    if (ends === null) return;
    const timer = setInterval(look, EVERY_MS);
    return () => clearInterval(timer);
  }, [ends, left]);
  return left;
}
