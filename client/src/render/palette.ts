/** The colours of what is drawn over the map, and the measure of their contrast. */

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

/** Contrast of WCAG 2.2: 1 (none) to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(colour: string): number[] {
  const value = asNumber(colour);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
