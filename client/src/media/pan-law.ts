/** From where somebody stands to where they are heard. Pure. */

/** At this distance the voice is as far aside as it gets. */
const FULL_ASIDE_TILES = 5;
/** Never wholly in one ear: that tires, and people who hear with one ear would miss it. */
const FURTHEST_PAN = 0.6;

/** Stereo position -1..1 of somebody who stands so many tiles to the right (negative: left). */
export function panOf(tilesToTheRight: number): number {
  const aside = Math.max(-1, Math.min(1, tilesToTheRight / FULL_ASIDE_TILES));
  return aside * FURTHEST_PAN;
}
