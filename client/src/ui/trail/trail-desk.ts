/** What the page with one's own trail knows and does. */

import { type Signal, signal } from '@preact/signals';
import type { OwnTrail, TrailAccess, ZoneNames } from '../../state/own-trail.ts';

export type Stage =
  | { readonly at: 'loading' }
  | { readonly at: 'shown'; readonly trail: OwnTrail }
  /** The address has no token, or one that is none. */
  | { readonly at: 'no-link' }
  | { readonly at: 'unknown' }
  | { readonly at: 'erasing' }
  | { readonly at: 'erased' }
  | { readonly at: 'trouble'; readonly reason: string };

export interface TrailDesk {
  readonly stage: Signal<Stage>;
  readonly zoneNames: Signal<ZoneNames>;
  /** What became of the download or of the erasing: a reason code, or `done`. */
  readonly said: Signal<string | null>;
  load(): Promise<void>;
  download(): Promise<void>;
  erase(): Promise<void>;
}

export function createTrailDesk(access: TrailAccess | null, save: (content: Blob, name: string) => void): TrailDesk {
  const stage = signal<Stage>({ at: access ? 'loading' : 'no-link' });
  const zoneNames = signal<ZoneNames>(new Map());
  const said = signal<string | null>(null);

  const fail = (reason: string): Stage => {
    if (reason === 'unknown_person') return { at: 'unknown' };
    return reason === 'forbidden' ? { at: 'no-link' } : { at: 'trouble', reason };
  };

  return {
    stage,
    zoneNames,
    said,
    async load() {
      if (!access) return;
      stage.value = { at: 'loading' };
      const answer = await access.read();
      if (!answer.ok) {
        stage.value = fail(answer.reason);
        return;
      }
      stage.value = { at: 'shown', trail: answer.value };
      zoneNames.value = await access.zoneNames(answer.value);
    },
    async download() {
      const answer = await access?.file();
      if (answer?.ok) save(answer.value.content, answer.value.name);
      said.value = answer?.ok ? 'done' : (answer?.reason ?? null);
    },
    async erase() {
      const { value: shown } = stage;
      if (!access || shown.at !== 'shown') return;
      said.value = null;
      stage.value = { at: 'erasing' };
      const answer = await access.erase(shown.trail.event.series);
      if (answer.ok) {
        stage.value = { at: 'erased' };
        return;
      }
      const failed = fail(answer.reason);
      stage.value = failed.at === 'trouble' ? shown : failed;
      if (failed.at === 'trouble') said.value = failed.reason;
    },
  };
}
