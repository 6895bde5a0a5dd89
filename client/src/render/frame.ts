/** What every drawn part gets to know each frame. One object, filled in again. */

import type { Person } from '../core/people.ts';
import type { AvatarId } from '../core/units.ts';
import type { AvatarView } from '../core/world-view.ts';
import type { IslandCamera } from './island-camera.ts';
import { emptyRect, type Rect } from './rectangles.ts';

const FAINT = 0.25;

export interface Frame {
  /** performance.now() of this frame, and ms since the one before. */
  now: number;
  elapsed: number;
  /** Reduced motion: nothing moves but people. */
  still: boolean;
  readonly camera: IslandCamera;
  /** Map pixels on the screen. */
  readonly view: Rect;
  /** Device pixels per CSS pixel. */
  pixelRatio: number;
  /** Oneself, or null for a mere onlooker. */
  me: AvatarId | null;
  /** Whom the pointer is on: their name is always shown. */
  pointed: AvatarId | null;
  avatars: readonly AvatarView[];
  people: ReadonlyMap<AvatarId, Person>;
  speaking: ReadonlySet<AvatarId>;
  /** People are too small for a name over each: only those pointed at, followed or picked out have theirs. */
  fewNames: boolean;
  /** The others are drawn faint and without a name; null: nobody is. */
  strong: ReadonlySet<AvatarId> | null;
  /** Those who ask for help, for hosts and greeters. */
  asking: ReadonlySet<AvatarId>;
}

/** How strongly somebody is drawn, 0 to 1. */
export function strengthOf(avatar: AvatarId, { strong, pointed }: Pick<Frame, 'strong' | 'pointed'>): number {
  return strong === null || strong.has(avatar) || avatar === pointed ? 1 : FAINT;
}

/** One that grows to 1 in `ms`, from `value` after `elapsed`; towards 0 if `up` is false. At once with reduced motion. */
export function faded(value: number, up: boolean, frame: Frame, ms: number): number {
  if (frame.still) return up ? 1 : 0;
  const step = frame.elapsed / ms;
  return up ? Math.min(1, value + step) : Math.max(0, value - step);
}

/** Fast at first, slow at the end: 0 to 1. */
export function eased(part: number): number {
  return 1 - (1 - part) ** 3;
}

/** Nobody is there yet, and nothing moves. */
export function firstFrame(camera: Frame['camera']): Frame {
  return {
    now: 0,
    elapsed: 0,
    still: false,
    camera,
    view: emptyRect(),
    pixelRatio: 1,
    me: null,
    pointed: null,
    avatars: [],
    people: new Map(),
    speaking: new Set(),
    fewNames: false,
    strong: null,
    asking: new Set(),
  };
}
