/**
 * For end-to-end tests: a page opened with `?debug` shows its peer connection as `window.eiland`. It gives a test nothing that the
 * developer tools would not give the person at the browser.
 */

import type { MediaSession } from './media-session.ts';

export interface DebugHook {
  readonly pc: RTCPeerConnection | null;
  /** Every report of `getStats`. */
  stats(): Promise<unknown[]>;
  /** How loud the voice of a slot is played, 0..1. */
  loudness(slot: number): number;
}

export function exposeForTests(session: MediaSession, page: Window): void {
  if (!new URLSearchParams(page.location.search).has('debug')) return;
  const hook: DebugHook = {
    get pc() {
      return session.connection;
    },
    async stats() {
      const reports = await session.connection?.getStats();
      return reports ? [...reports.values()] : [];
    },
    loudness: (slot) => session.loudness(slot),
  };
  Object.assign(page, { eiland: hook });
}
