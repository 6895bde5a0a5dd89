/** The organiser's page with a made event of 200 people in an hour, to look at while working on it. The map and the art are a server's. */

import type { Zone } from '../../src/core/island-map.ts';
import { decodeMap } from '../../src/core/map-decoding.ts';
import type { IslandMs, Tile } from '../../src/core/units.ts';
import { attachPointer } from '../../src/input/pointer.ts';
import { GroundOverlay } from '../../src/render/ground-overlay.ts';
import { IslandView } from '../../src/render/island-view.ts';
import type { Intents } from '../../src/state/intents.ts';
import type { Replay, ReplayView } from '../../src/state/replay.ts';
import { createStore } from '../../src/state/store.ts';
import { mountApp } from '../../src/ui/app.tsx';
import { FakeDesk } from '../ui/fake-replay.ts';
import { madeEvent } from '../ui/made-event.ts';

const asked = new URLSearchParams(location.search);
const map = decodeMap(await (await fetch(asked.get('map') ?? '')).json());

function tilesOf({ spans }: Zone): Tile[] {
  const all = spans.flatMap(([y, x0, x1]) => Array.from({ length: x1 - x0 }, (_, i) => ({ x: x0 + i, y })));
  return all.filter(({ x, y }) => map.solid[y * map.width + x] === 0);
}

const zones = map.zones
  .filter((zone) => zone.kind !== 'start' && zone.kind !== 'audience' && tilesOf(zone).length > 6)
  .map((zone) => ({
    id: zone.id,
    kind:
      zone.kind === 'podium'
        ? ('stage' as const)
        : zone.kind === 'meeting'
          ? ('meeting' as const)
          : ('bubble' as const),
    tiles: tilesOf(zone),
  }));
const start = map.starts[0] ?? { x: 10, y: 10 };
const event = madeEvent({ firstMs: Date.UTC(2025, 5, 12, 12, 0), minutes: 62, people: 200, zones, start, seed: 7 });
const desk = new FakeDesk(event);
desk.prepare = (replay) => {
  replay.store.map.value = map;
  replay.store.zones.value = map.zones;
  if (asked.get('log') === 'presence') Object.assign(replay.timeline, { log: 'presence' });
  setInterval(() => replay.pass(50), 50);
};
desk.showIn = async (host: HTMLElement, replay: Replay): Promise<ReplayView> => {
  const intents = new Proxy({} as Intents, {
    get: (_, name) => (value: unknown) => {
      if (name === 'setZoom') replay.store.zoom.value = value as number;
    },
  });
  const view = await IslandView.create(host, replay.store, intents, replay.now as () => IslandMs);
  const detach = attachPointer(host, view);
  const overlay = new GroundOverlay();
  return {
    canvas: host.querySelector('canvas') as HTMLCanvasElement,
    onAvatar: null,
    stepZoom: (towards) => view.stepZoom(towards),
    pan: (dx, dy) => view.pan(dx, dy),
    centre: () => undefined,
    showGround(ground) {
      overlay.show(ground, map.tileWidth, map.tileHeight);
      view.setOverlay(overlay.root);
    },
    draw: () => undefined,
    destroy() {
      detach();
      view.destroy();
      overlay.destroy();
    },
  };
};

const store = createStore(asked.get('language') === 'en' ? 'en' : 'nl', false);
store.event.value = { id: 'e', name: 'Kennisdag', map: '', log: 'movement', retentionDays: 30, series: 'e' };
store.phase.value = { at: 'entry', role: 'organiser' };
const intents = new Proxy({} as Intents, {
  get: (_, name) => (value: unknown) => {
    if (name === 'setLanguage') store.language.value = value as 'nl';
  },
});
mountApp(document.getElementById('app') as HTMLElement, store, intents, {
  island: () => undefined,
  eventMaps: () => Promise.reject(new Error('not here')),
  attendance: async () => desk,
  trail: () => Promise.resolve(null),
});
Object.assign(window, { desk });
