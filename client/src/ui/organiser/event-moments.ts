/** Moments as a form has them: days and times in the time zone of the browser. */

const MINUTE_MS = 60_000;

/** For a field of the kind `datetime-local`; empty for no moment. */
export function fieldOf(ms: number | null): string {
  if (ms === null) return '';
  const offsetMs = new Date(ms).getTimezoneOffset() * MINUTE_MS;
  return new Date(ms - offsetMs).toISOString().slice(0, 16);
}

/** What such a field says; null for no moment. */
export function momentOf(field: string): number | null {
  const ms = field === '' ? Number.NaN : new Date(field).getTime();
  return Number.isNaN(ms) ? null : ms;
}

/** Such as Europe/Amsterdam. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
