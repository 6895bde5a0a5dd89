/** Replays for the page of organisers: the parts are loaded when it is first opened. */

import type { IslandMs } from '../core/units.ts';
import type { Gestures } from '../input/gesture-reader.ts';
import { attachPointer } from '../input/pointer.ts';
import { loadMap } from '../net/map-source.ts';
import type { GroundOverlay } from '../render/ground-overlay.ts';
import type { IslandView } from '../render/island-view.ts';
import type { AttendanceLog, Timeline } from '../state/attendance.ts';
import type { Intents } from '../state/intents.ts';
import { type Replay, type ReplayDesk, ReplayError, type ReplayView } from '../state/replay.ts';
import type { Store } from '../state/store.ts';

/** What organisers look at logs with. @param page - The page's store, for its language. */
export async function createReplayDesk(log: AttendanceLog, page: Store): Promise<ReplayDesk> {
  const [{ createReplay }, { createStudio }] = await Promise.all([
    import('../replay/player.ts'),
    import('../replay/recording.ts'),
  ]);
  return {
    log,
    studio: createStudio(),
    openReplay: (timeline) => openReplay(createReplay, log, timeline, page),
    showIn: (host, replay) => showIn(host, replay, page),
  };
}

async function openReplay(
  createReplay: typeof import('../replay/player.ts').createReplay,
  log: AttendanceLog,
  timeline: Timeline,
  page: Store,
): Promise<Replay> {
  if (timeline.islands.length === 0) throw new ReplayError('log_empty');
  const replay = createReplay(log, timeline, {
    language: page.language.peek(),
    reducedMotion: page.reducedMotion.peek(),
    loadMap: (mapId, signal) => loadMap(`/maps/${encodeURIComponent(mapId)}/island.json`, signal),
  });
  await replay.seek(timeline.firstMs);
  const reason = replay.status.peek() === 'failed' ? replay.trouble.peek() : null;
  if (reason === null) return replay;
  replay.close();
  throw new ReplayError(reason);
}

async function showIn(host: HTMLElement, replay: Replay, page: Store): Promise<ReplayView> {
  const [{ IslandView }, { GroundOverlay }] = await Promise.all([
    import('../render/island-view.ts'),
    import('../render/ground-overlay.ts'),
  ]);
  const { store } = replay;
  const steering: Pick<Intents, 'setZoom' | 'head' | 'walkTo'> = {
    setZoom: (zoom) => {
      store.zoom.value = zoom;
    },
    head: () => {},
    walkTo: () => {},
  };
  const view = await IslandView.create(host, store, steering, () => replay.now() as IslandMs, true);
  const unfollow = followPage(page, store);
  return asReplayView(host, store, view, new GroundOverlay(), unfollow);
}

/** Language and reduced motion are the page's. */
function followPage(page: Store, store: Store): () => void {
  const ends = [
    page.language.subscribe((language) => {
      store.language.value = language;
    }),
    page.reducedMotion.subscribe((reduced) => {
      store.reducedMotion.value = reduced;
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function asReplayView(
  host: HTMLElement,
  store: Store,
  view: IslandView,
  overlay: GroundOverlay,
  release: () => void,
): ReplayView {
  const detach = attachPointer(host, onlookersGestures(view, store));
  view.setOverlay(overlay.root);
  return {
    canvas: view.canvas,
    get onAvatar() {
      return view.onAvatar;
    },
    set onAvatar(tell) {
      view.onAvatar = tell;
    },
    stepZoom: (towards) => stepZoom(view, store, towards),
    pan: (dx, dy) => view.pan(dx, dy),
    centre() {
      showWhole(store);
      view.centre();
    },
    showGround(ground) {
      const tile = view.tileSize;
      if (tile) overlay.show(ground, tile.width, tile.height);
      view.setOverlay(overlay.root);
    },
    draw: () => view.draw(),
    destroy() {
      detach();
      release();
      view.setOverlay(null);
      view.destroy();
      overlay.destroy();
    },
  };
}

/** Beyond the furthest step lies the whole island; nothing is further away than that. */
function stepZoom(view: IslandView, store: Store, towards: 1 | -1): void {
  if (towards === -1 && view.isFramed) return;
  const before = store.zoom.peek();
  view.stepZoom(towards);
  if (towards === -1 && store.zoom.peek() === before) showWhole(store);
}

/** Another object is another look at the whole: it counts again after zooming by hand. */
function showWhole(store: Store): void {
  const focus = store.focus.peek();
  store.focus.value = focus && { ...focus };
}

/** One looks, and does not walk: a tap is on somebody or on nobody. */
function onlookersGestures(view: IslandView, store: Store): Gestures {
  return {
    tap: (x, y) => {
      view.pick(x, y);
    },
    hold: () => {},
    release: () => {},
    pan: (dx, dy) => view.pan(dx, dy),
    pinch: (factor) => view.pinch(factor),
    hover: (x, y) => view.hover(x, y),
    unhover: () => view.unhover(),
    stepZoom: (towards) => stepZoom(view, store, towards),
  };
}
