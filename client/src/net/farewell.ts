/** What to make of a server that says no, or goodbye. */

/** Why the server closed, and whether trying again makes sense. */
export interface Farewell {
  readonly reason: string;
  readonly comesBack: boolean;
}

/** A server that restarts, or a connection that could not keep up: those pass. */
const PASSING_BYES: ReadonlySet<string> = new Set(['closing', 'slow']);
const PASSING_REFUSALS: ReadonlySet<string> = new Set(['closing']);

/** The meaning of a `bye`. */
export function farewellOf(reason: string): Farewell {
  return { reason, comesBack: PASSING_BYES.has(reason) };
}

/** The meaning of a refused connection; null if nobody refused it but it could not be made. */
export function refusalOf(data: unknown): Farewell | null {
  if (typeof data !== 'object' || data === null || !('reason' in data) || typeof data.reason !== 'string') return null;
  return { reason: data.reason, comesBack: PASSING_REFUSALS.has(data.reason) };
}
