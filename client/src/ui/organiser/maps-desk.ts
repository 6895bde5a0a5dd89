/** What the page with the maps knows and does. */

import { type Signal, signal } from '@preact/signals';
import type { AddedMap, EventMap, EventMaps, MapList, UploadFile } from '../../state/event-maps.ts';

/** Something to say once, in the words of the page. */
export type Said =
  | { readonly kind: 'chosen'; readonly name: string; readonly isLater: boolean }
  | { readonly kind: 'removed'; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly detail: string };

export type Upload =
  | { readonly at: 'none' }
  /** `sent`: 0..1; at 1 the server is at work. */
  | { readonly at: 'sending'; readonly sent: number }
  | { readonly at: 'done'; readonly added: readonly AddedMap[] }
  | { readonly at: 'refused'; readonly reason: string; readonly detail: string };

export interface MapsDesk {
  /** null until it came. */
  readonly list: Signal<MapList | null>;
  /** Why there is no list. */
  readonly trouble: Signal<string | null>;
  readonly said: Signal<Said | null>;
  readonly upload: Signal<Upload>;
  load(): Promise<void>;
  add(files: readonly UploadFile[]): Promise<void>;
  cancel(): void;
  choose(map: EventMap, everyone: boolean): Promise<void>;
  remove(map: EventMap): Promise<void>;
}

export function createMapsDesk(maps: EventMaps): MapsDesk {
  const list = signal<MapList | null>(null);
  const trouble = signal<string | null>(null);
  const said = signal<Said | null>(null);
  const upload = signal<Upload>({ at: 'none' });
  let stop = new AbortController();

  const load = async (): Promise<void> => {
    const answer = await maps.list();
    trouble.value = answer.ok ? null : answer.reason;
    if (answer.ok) list.value = answer.value;
  };

  return {
    list,
    trouble,
    said,
    upload,
    load,
    async add(files) {
      if (upload.value.at === 'sending') return;
      const refusal = refusalOf(files, list.value);
      if (refusal) {
        upload.value = { at: 'refused', reason: refusal, detail: '' };
        return;
      }
      said.value = null;
      upload.value = { at: 'sending', sent: 0 };
      stop = new AbortController();
      const answer = await maps.add(
        files,
        (sent) => {
          if (upload.value.at === 'sending') upload.value = { at: 'sending', sent };
        },
        stop.signal,
      );
      upload.value = answer.ok ? { at: 'done', added: answer.value } : { ...answer, at: 'refused' };
      if (answer.ok) await load();
    },
    cancel: () => stop.abort(),
    async choose({ name, title }, everyone) {
      const answer = await maps.choose(name, everyone);
      if (answer.ok) await load();
      said.value = answer.ok
        ? { kind: 'chosen', name: title, isLater: list.value?.main !== name }
        : { ...answer, kind: 'refused' };
    },
    async remove({ name, title }) {
      const answer = await maps.remove(name);
      said.value = answer.ok ? { kind: 'removed', name: title } : { ...answer, kind: 'refused' };
      await load();
    },
  };
}

/** Why files need not even be sent; null if they may be. */
function refusalOf(files: readonly UploadFile[], list: MapList | null): string | null {
  if (files.length === 0) return 'nothing';
  if (!list) return null;
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > list.limits.uploadBytes) return 'upload_too_large';
  return files.length > list.limits.files ? 'bad_package' : null;
}
