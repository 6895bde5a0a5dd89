/** The requests of docs/protocol.md section 1 about maps, with an organiser's invitation. */

import { createEventAccess } from './access-api.ts';
import type { AddedMap, EventMap, EventMaps, MapAnswer, MapList, MapProblem, UploadFile } from './event-maps.ts';

interface WireMap extends Omit<EventMap, 'sizeBytes' | 'addedMs'> {
  readonly size_bytes: number;
  readonly added_ms: number | null;
}

interface WireList {
  readonly maps: readonly WireMap[];
  readonly main: string;
  readonly chosen: string | null;
  readonly in_use: readonly string[];
  readonly is_full: boolean;
  readonly limits: { readonly upload_bytes: number; readonly files: number };
}

interface WireAdded {
  readonly maps: readonly AddedMap[];
}

type WireAnswer<Body> = ({ readonly ok: true } & Body) | { readonly ok: false; reason: string; error: string };

/** The maps as an organiser with this invitation may handle them. */
export function createEventMaps(token: string): EventMaps {
  const headers = { authorization: `Bearer ${token}` };

  async function ask<Body, Value>(
    path: string,
    init: RequestInit,
    read: (body: Body) => Value,
  ): Promise<MapAnswer<Value>> {
    let response: Response;
    try {
      response = await fetch(`/api/maps${path}`, { ...init, headers: { ...headers, ...init.headers } });
    } catch {
      return failed('network');
    }
    return answerOf(await response.text().catch(() => ''), read);
  }

  return {
    access: createEventAccess(token),
    list: () => ask('', {}, readList),
    report: (name) =>
      ask(`/${encodeURIComponent(name)}/report`, {}, (body: { problems: MapProblem[] }) => body.problems),
    add: (files, onProgress, signal) => send(files, headers, onProgress, signal),
    choose: (name, everyone) =>
      ask(
        `/${encodeURIComponent(name)}/choose`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ move_everyone: everyone }),
        },
        () => null,
      ),
    remove: (name) => ask(`/${encodeURIComponent(name)}`, { method: 'DELETE' }, () => null),
  };
}

/** Send an upload. Only XMLHttpRequest tells how much of it is on its way. */
function send(
  files: readonly UploadFile[],
  headers: Readonly<Record<string, string>>,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<MapAnswer<readonly AddedMap[]>> {
  const form = new FormData();
  for (const { path, file } of files) form.append('files', file, path);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', '/api/maps');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onProgress(1);
    request.onload = () => resolve(answerOf(request.responseText, ({ maps }: WireAdded) => maps));
    request.onerror = () => resolve(failed('network'));
    request.onabort = () => resolve(failed('cancelled'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    request.send(form);
  });
}

function answerOf<Body, Value>(text: string, read: (body: Body) => Value): MapAnswer<Value> {
  try {
    const body = JSON.parse(text) as WireAnswer<Body>;
    return body.ok ? { ok: true, value: read(body) } : failed(body.reason, body.error);
  } catch {
    return failed('server');
  }
}

function failed(reason: string, detail = ''): { ok: false; reason: string; detail: string } {
  return { ok: false, reason, detail };
}

function readList(body: WireList): MapList {
  return {
    maps: body.maps.map(({ size_bytes: sizeBytes, added_ms: addedMs, ...map }) => ({ ...map, sizeBytes, addedMs })),
    main: body.main,
    chosen: body.chosen,
    inUse: new Set(body.in_use),
    isFull: body.is_full,
    limits: { uploadBytes: body.limits.upload_bytes, files: body.limits.files },
  };
}
