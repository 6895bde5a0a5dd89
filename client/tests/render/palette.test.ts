import { describe, expect, it } from 'vitest';
import {
  AWAY,
  BUSY,
  blended,
  contrast,
  HOST,
  MUTED,
  OWN_PILL,
  PAPER,
  PILL,
  SPEAKING,
} from '../../src/render/palette.ts';
import { HALO } from '../../src/render/zone-label-art.ts';

/** The lightest and darkest ground, and colours of the drawn maps. */
const GROUNDS = ['#ffffff', '#000000', '#f2dfb2', '#a4cf6d', '#4189c1', '#c9846a'];

describe('contrast', () => {
  it('is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each(GROUNDS)('of names over %s is at least 4.5', (ground) => {
    for (const pill of [PILL, OWN_PILL]) {
      expect(contrast(PAPER, blended(pill.colour, pill.alpha, ground))).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(PAPER, blended(HALO.colour, HALO.alpha, ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(GROUNDS)('of signs over %s is at least 3', (ground) => {
    for (const sign of [BUSY, AWAY, HOST, MUTED]) {
      for (const pill of [PILL, OWN_PILL]) {
        expect(contrast(sign, blended(pill.colour, pill.alpha, ground))).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('of the line around who speaks is at least 3 against the pill', () => {
    expect(contrast(SPEAKING, PILL.colour)).toBeGreaterThanOrEqual(3);
    expect(contrast(SPEAKING, OWN_PILL.colour)).toBeGreaterThanOrEqual(3);
  });
});
