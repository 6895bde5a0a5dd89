/** Maps on a server that a test plays. */

import type { AddedMap, EventMap, EventMaps, MapAnswer, MapList, UploadFile } from '../../src/state/event-maps.ts';
import { FakeAccess } from './fake-access.ts';

export const eventMap = (name: string, more: Partial<EventMap> = {}): EventMap => ({
  name,
  title: name.toUpperCase(),
  bundled: false,
  width: 40,
  height: 30,
  zones: { meeting: 2, podium: 1, unheardOf: 3 },
  portals: [],
  warnings: 0,
  sizeBytes: 2_500_000,
  addedMs: 1_750_000_000_000,
  problem: null,
  ...more,
});

export class FakeMaps implements EventMaps {
  readonly access = new FakeAccess();
  maps = [eventMap('nes', { bundled: true, addedMs: null }), eventMap('office', { portals: ['hall'], warnings: 1 })];
  main = 'nes';
  chosen: string | null = null;
  isFull = false;
  /** Whether a choice takes effect at once. */
  isLive = true;
  refusal: { reason: string; detail: string } | null = null;
  readonly asked: unknown[][] = [];
  /** Lets the upload that is under way end. */
  finish: (answer: MapAnswer<readonly AddedMap[]>) => void = () => undefined;
  progress: (sent: number) => void = () => undefined;

  async list(): Promise<MapAnswer<MapList>> {
    return this.#answer({
      maps: [...this.maps],
      main: this.main,
      chosen: this.chosen,
      inUse: new Set([this.main]),
      isFull: this.isFull,
      limits: { uploadBytes: 1000, files: 3 },
    });
  }

  async report(name: string) {
    this.asked.push(['report', name]);
    return this.#answer([
      { weight: 'warning' as const, file: `${name}.tmj`, key: 'layers[2]', text: 'has no tiles' },
      { weight: 'note' as const, file: '', key: '', text: 'is large' },
    ]);
  }

  add(files: readonly UploadFile[], onProgress: (sent: number) => void, signal: AbortSignal) {
    this.asked.push(['add', files.map(({ path }) => path)]);
    this.progress = onProgress;
    return new Promise<MapAnswer<readonly AddedMap[]>>((resolve) => {
      this.finish = resolve;
      signal.addEventListener('abort', () => resolve({ ok: false, reason: 'cancelled', detail: '' }));
    });
  }

  async choose(name: string, everyone: boolean) {
    this.asked.push(['choose', name, everyone]);
    if (!this.refusal) this.chosen = name;
    if (!this.refusal && this.isLive) this.main = name;
    return this.#answer(null);
  }

  async remove(name: string) {
    this.asked.push(['remove', name]);
    const refusal = this.refusal;
    this.refusal = null;
    if (refusal) return { ok: false as const, ...refusal };
    this.maps = this.maps.filter((map) => map.name !== name);
    return this.#answer(null);
  }

  #answer<Value>(value: Value): MapAnswer<Value> {
    return this.refusal ? { ok: false, ...this.refusal } : { ok: true, value };
  }
}
