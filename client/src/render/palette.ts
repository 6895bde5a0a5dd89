/** The colours of what is drawn over the map, and the measure of their contrast. */

import { channels } from '../core/contrast.ts';

export { contrast } from '../core/contrast.ts';

export const INK = '#14202b';
export const PAPER = '#ffffff';
/** Pills of names: dark enough for white text over any ground, even where they are see-through. */
export const PILL = { colour: '#14202b', alpha: 0.86 } as const;
export const OWN_PILL = { colour: '#0b5566', alpha: 0.96 } as const;
export const SPEAKING = '#7df0c8';
export const BUSY = '#ff8a80';
export const AWAY = '#ffd166';
export const HOST = '#ffd166';
export const MUTED = '#ffb4ab';

/** Pixi's form of a colour. */
export function asNumber(colour: string): number {
  return Number.parseInt(colour.slice(1), 16);
}

/** The colour that is seen when `over` lies with `alpha` on `under`; both `#rrggbb`. */
export function blended(over: string, alpha: number, under: string): string {
  const top = channels(over);
  const bottom = channels(under);
  const mixed = top.map((value, i) => Math.round(value * alpha + (bottom[i] ?? 0) * (1 - alpha)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
