/**
 * The island on a canvas, at the screen's own frame rate.
 *
 * Decoration for eyes (`aria-hidden`): whatever it shows is in the panels too. `input/pointer.ts` calls its gestures; all
 * their places are CSS pixels from the upper left corner of the host.
 */

import 'pixi.js/unsafe-eval';
import 'pixi.js/graphics';
import 'pixi.js/mesh';
import { effect } from '@preact/signals';
import { Container, WebGLRenderer } from 'pixi.js';
import type { IslandMap } from '../core/island-map.ts';
import { findPath } from '../core/path-finding.ts';
import type { AvatarId, Direction, IslandMs, Tile } from '../core/units.ts';
import type { Intents } from '../state/intents.ts';
import { openGround } from '../state/open-ground.ts';
import type { Store } from '../state/store.ts';
import { AvatarArt } from './avatar-art.ts';
import { directionTo } from './avatar-frames.ts';
import { FocusLens } from './focus-lens.ts';
import { type Frame, firstFrame } from './frame.ts';
import { FramePace } from './frame-pace.ts';
import { IslandCamera, MAX_ZOOM, MIN_ZOOM, steppedZoom, suitableZoom, wholeScale } from './island-camera.ts';
import { IslandScene } from './island-scene.ts';
import { LookSheets } from './look-sheets.ts';
import { pathTiles } from './walk-preview.ts';

const ART_URL = '/art/avatars.json';
/** Where a map has no colour of its own beyond its edge: the sea. */
const SEA = '#4189c1';
/** Only to compare ways, so the island's own rules do not matter. */
const STEP_TIMES = { stepMs: 200, diagonalMs: 283 };
const DEFAULT_ZOOM = 2;
/** Longer gaps between frames (a hidden tab) count as this, in ms. */
const LONGEST_FRAME_MS = 100;

/** CSS pixels per map pixel below which an onlooker sees few names. */
const FEW_NAMES_ZOOM = 0.75;

/** What a view asks for. */
type Steering = Pick<Intents, 'setZoom' | 'head' | 'walkTo'>;

/** An onlooker sees everybody at once: a thousand looks. */
const ONLOOKERS_PAGES = 26;

interface Shown {
  readonly map: IslandMap;
  readonly scene: IslandScene;
  readonly camera: IslandCamera;
  readonly frame: Frame;
}

export class IslandView {
  /** Called when somebody (not oneself) is clicked. */
  onAvatar: ((avatar: AvatarId) => void) | null = null;

  private readonly host: HTMLElement;
  private readonly store: Store;
  private readonly intents: Steering;
  private readonly clock: () => IslandMs;
  private readonly isOnlooker: boolean;
  private readonly renderer: WebGLRenderer;
  private readonly sheets: LookSheets;
  private readonly stage = new Container();
  private readonly sizes: ResizeObserver;
  private overlay: Container | null = null;
  private framed = false;
  private shown: Shown | null = null;
  private hovered: Tile | null = null;
  private held: { x: number; y: number } | null = null;
  private heading: Direction | null = null;
  private resized = true;
  private frameRequest = 0;
  private readonly pace = new FramePace();
  private readonly lens = new FocusLens();
  private readonly unwatch: () => void;

  private constructor(
    host: HTMLElement,
    store: Store,
    intents: Steering,
    clock: () => IslandMs,
    renderer: WebGLRenderer,
    art: AvatarArt,
    isOnlooker: boolean,
  ) {
    this.host = host;
    this.store = store;
    this.intents = intents;
    this.clock = clock;
    this.isOnlooker = isOnlooker;
    this.renderer = renderer;
    this.sheets = isOnlooker ? new LookSheets(art, ONLOOKERS_PAGES) : new LookSheets(art);
    this.sizes = new ResizeObserver(() => {
      this.resized = true;
    });
    this.sizes.observe(host);
    this.unwatch = effect(() => this.watch());
    renderer.canvas.setAttribute('aria-hidden', 'true');
    Object.assign(renderer.canvas.style, { display: 'block', width: '100%', height: '100%', touchAction: 'none' });
    host.append(renderer.canvas);
    if (store.zoom.value === DEFAULT_ZOOM) intents.setZoom(suitableZoom(host.clientWidth, host.clientHeight));
    this.frameRequest = requestAnimationFrame(this.drawFrame);
  }

  /**
   * Fetch the avatars' art and begin to draw. Rejects where there is no WebGL or no art.
   *
   * @param isOnlooker - `store.me` is somebody else: the camera follows them until it is moved by hand, and not again when they walk.
   */
  static async create(
    host: HTMLElement,
    store: Store,
    intents: Steering,
    clock: () => IslandMs,
    isOnlooker = false,
  ): Promise<IslandView> {
    const renderer = new WebGLRenderer<HTMLCanvasElement>();
    const [art] = await Promise.all([
      AvatarArt.load(ART_URL, AbortSignal.timeout(20_000)),
      renderer.init({
        manageImports: false,
        antialias: false,
        resolution: 1,
        width: 1,
        height: 1,
        background: SEA,
        powerPreference: 'low-power',
      }),
    ]);
    return new IslandView(host, store, intents, clock, renderer, art, isOnlooker);
  }

  /** Stop drawing and free everything; the canvas leaves the host. */
  destroy(): void {
    cancelAnimationFrame(this.frameRequest);
    this.release();
    this.sizes.disconnect();
    this.unwatch();
    const { canvas } = this.renderer;
    // First, because it holds on to the textures that it drew last.
    this.renderer.destroy();
    canvas.remove();
    this.shown?.scene.destroy();
    this.sheets.destroy();
  }

  get canvas(): HTMLCanvasElement {
    return this.renderer.canvas as HTMLCanvasElement;
  }

  /** Click or tap: on somebody else, or else on a tile to walk to. */
  tap(x: number, y: number): void {
    const tile = this.tileAt(x, y);
    if (!this.pick(x, y) && tile && this.shown) this.walkTo(tile, this.shown);
  }

  /** Tell `onAvatar` if somebody else is there; false if nobody is, or nobody is told. */
  pick(x: number, y: number): boolean {
    this.wake();
    const shown = this.shown;
    const figure = shown?.scene.figureAt(this.worldX(x), this.worldY(y));
    if (!shown || !figure || figure.avatar === shown.frame.me || !this.onAvatar) return false;
    this.onAvatar(figure.avatar);
    return true;
  }

  /** The pointer is here, or nowhere. */
  hover(x: number, y: number): void {
    this.wake();
    if (!this.shown) return;
    const { frame, scene } = this.shown;
    const figure = scene.figureAt(this.worldX(x), this.worldY(y));
    this.hovered = this.tileAt(x, y);
    frame.pointed = figure?.avatar ?? null;
    this.host.style.cursor = figure && figure.avatar !== frame.me ? 'pointer' : '';
  }

  unhover(): void {
    this.wake();
    this.hovered = null;
    if (this.shown) this.shown.frame.pointed = null;
    this.host.style.cursor = '';
  }

  /** Keep walking towards this place until `release`. */
  hold(x: number, y: number): void {
    this.held = { x, y };
    this.shown?.camera.follow();
  }

  release(): void {
    this.held = null;
    if (this.heading === null) return;
    this.heading = null;
    this.intents.head(null);
  }

  /** Back to oneself, or to whom an onlooker follows. */
  centre(): void {
    this.wake();
    this.shown?.camera.follow();
  }

  /** Look around: drag the picture. Walking brings the camera back. */
  pan(dx: number, dy: number): void {
    this.wake();
    this.shown?.camera.pan(dx * devicePixelRatio, dy * devicePixelRatio);
  }

  /** Draw this on the ground too, on this island and on those that come after it; whoever gave it redraws and frees it. */
  setOverlay(overlay: Container | null): void {
    this.wake();
    this.overlay = overlay;
    const place = this.shown?.scene.overlay;
    place?.removeChildren();
    if (overlay) place?.addChild(overlay);
  }

  /** Whether all of the map that is in view is drawn: pictures come, and are painted, over several frames. */
  get isComplete(): boolean {
    return this.shown?.scene.isComplete ?? false;
  }

  /** Whether the camera shows an area as a whole, as `store.focus` wants it. */
  get isFramed(): boolean {
    return this.framed;
  }

  /** One step closer (1) or further away (-1). */
  stepZoom(towards: 1 | -1): void {
    this.intents.setZoom(steppedZoom(this.store.zoom.value, devicePixelRatio, towards));
  }

  /** Two fingers moved apart by this factor. */
  pinch(factor: number): void {
    this.intents.setZoom(Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, this.store.zoom.value * factor)));
  }

  private readonly drawFrame = (now: number): void => {
    this.frameRequest = requestAnimationFrame(this.drawFrame);
    if (this.current() && this.pace.isDue(now, this.isMoving())) this.draw(now);
  };

  /** Draw the island as it is now; the canvas holds the picture until the task ends. */
  draw(now = performance.now()): void {
    const shown = this.current();
    if (!shown) return;
    const { frame, camera, scene } = shown;
    this.fit(frame);
    this.readStore(frame, now);
    const me = frame.avatars.find((view) => view.avatar === frame.me);
    const { focus, zoom } = this.store;
    const look = this.lens.look(focus.value, zoom.value, camera, frame.pixelRatio, shown.map);
    this.framed = look !== null;
    camera.setScale(look?.scale ?? wholeScale(zoom.value, frame.pixelRatio));
    if (me?.pose.walking && !this.isOnlooker) camera.follow();
    camera.step(frame.elapsed, me?.pose.at ?? this.middle(shown.map), frame.still, look?.centre ?? null);
    camera.visible(frame.view, 0);
    frame.fewNames = this.isOnlooker && camera.scale < FEW_NAMES_ZOOM * frame.pixelRatio;
    this.headForFinger(me?.pose.at);
    scene.update(frame, this.store, this.hovered);
    this.renderer.render(this.stage);
  }

  /** Whatever is drawn differently when it changes. */
  private watch(): void {
    const { store } = this;
    const drawn = [
      store.world,
      store.me,
      store.people,
      store.conversation,
      store.speaking,
      store.gathering.asking,
      store.reactions,
      store.doors,
      store.zoom,
      store.focus,
      store.strong,
      store.zones,
      store.zoning.draft,
      store.zoning.preview,
    ];
    for (const signal of [...drawn, store.language, store.reducedMotion]) void signal.value;
    this.wake();
  }

  private wake(): void {
    this.pace.wake(performance.now());
  }

  private isMoving(): boolean {
    if (this.resized || this.held || this.store.reactions.peek().length > 0) return true;
    const avatars = this.store.world.peek()?.avatarsAt(this.clock()) ?? [];
    return avatars.some((view) => view.pose.walking);
  }

  /** What is drawn: made anew when the island's map is another one. */
  private current(): Shown | null {
    const map = this.store.map.value;
    if (this.shown?.map === map) return this.shown;
    this.shown?.scene.destroy();
    this.shown = map && this.show(map);
    return this.shown;
  }

  private show(map: IslandMap): Shown {
    const camera = new IslandCamera(map);
    const scene = new IslandScene(map, this.sheets);
    this.stage.addChild(scene.root);
    if (this.overlay) scene.overlay.addChild(this.overlay);
    this.renderer.background.color = map.background ?? SEA;
    this.resized = true;
    const frame = firstFrame(camera);
    return { map, camera, scene, frame };
  }

  private fit(frame: Frame): void {
    if (!this.resized && frame.pixelRatio === devicePixelRatio) return;
    this.resized = false;
    frame.pixelRatio = devicePixelRatio;
    const width = Math.max(1, Math.round(this.host.clientWidth * devicePixelRatio));
    const height = Math.max(1, Math.round(this.host.clientHeight * devicePixelRatio));
    this.renderer.resize(width, height);
    frame.camera.setViewport(width, height);
  }

  private readStore(frame: Frame, now: number): void {
    const { store } = this;
    frame.elapsed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - frame.now));
    frame.now = now;
    frame.still = store.reducedMotion.value;
    frame.me = store.me.value?.avatar ?? null;
    frame.avatars = store.world.value?.avatarsAt(this.clock()) ?? [];
    frame.people = store.people.value;
    frame.speaking = store.speaking.value;
    frame.strong = store.strong.value;
    frame.asking = store.gathering.asking.value;
  }

  /** The finger stays while the island moves under it, so the way is looked up each frame. */
  private headForFinger(at: { readonly x: number; readonly y: number } | undefined): void {
    if (!this.held || !at || !this.shown) return;
    const { tileWidth, tileHeight } = this.shown.map;
    const dx = this.worldX(this.held.x) / tileWidth - 0.5 - at.x;
    const dy = this.worldY(this.held.y) / tileHeight - 0.5 - at.y;
    const heading = directionTo(dx, dy);
    if (heading === this.heading) return;
    this.heading = heading;
    this.intents.head(heading);
  }

  private walkTo(tile: Tile, shown: Shown): void {
    shown.camera.follow();
    const me = shown.frame.avatars.find((view) => view.avatar === shown.frame.me);
    if (!me) return;
    const from = { x: Math.round(me.pose.at.x), y: Math.round(me.pose.at.y) };
    const ground = openGround(this.store, shown.map, from, tile);
    const path = pathTiles(from, findPath(ground, from, tile, STEP_TIMES));
    shown.scene.marks.showWay(path);
    // Where nobody can stand, the nearest place where one can.
    this.intents.walkTo(path.at(-1) ?? tile);
  }

  /** The tile at a place; null beside the island. */
  tileAt(x: number, y: number): Tile | null {
    if (!this.shown) return null;
    const { width, height, tileWidth, tileHeight } = this.shown.map;
    const tile = { x: Math.floor(this.worldX(x) / tileWidth), y: Math.floor(this.worldY(y) / tileHeight) };
    return tile.x >= 0 && tile.y >= 0 && tile.x < width && tile.y < height ? tile : null;
  }

  private worldX(x: number): number {
    return this.shown?.camera.toWorldX(x * devicePixelRatio) ?? 0;
  }

  private worldY(y: number): number {
    return this.shown?.camera.toWorldY(y * devicePixelRatio) ?? 0;
  }

  /** What to show while nobody is followed: where people come in, or for an onlooker the middle of it all. */
  private middle(map: IslandMap): Tile {
    const start = this.isOnlooker ? undefined : map.starts[0];
    return start ?? { x: map.width / 2, y: map.height / 2 };
  }
}
