/** A countdown in figures, and when it is read aloud. Pure. */

export type Call = { readonly unit: 'minutes' | 'seconds'; readonly count: number } | { readonly unit: 'over' };

const CALLS: readonly { readonly leftMs: number; readonly call: Call }[] = [
  { leftMs: 300_000, call: { unit: 'minutes', count: 5 } },
  { leftMs: 60_000, call: { unit: 'minutes', count: 1 } },
  { leftMs: 10_000, call: { unit: 'seconds', count: 10 } },
  { leftMs: 0, call: { unit: 'over' } },
];

/** What is still to be read aloud before a countdown ends, and in how many ms. */
export function callsAhead(leftMs: number): readonly { readonly inMs: number; readonly call: Call }[] {
  return CALLS.filter((one) => one.leftMs <= leftMs).map((one) => ({ inMs: leftMs - one.leftMs, call: one.call }));
}

/** "4:05"; hours only if there are any. */
export function clockText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
