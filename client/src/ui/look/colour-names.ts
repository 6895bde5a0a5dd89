/** A word for a colour, for those who cannot see it or tell it from its neighbour. Pure. */

const NAMED = {
  black: '#2e2a2b',
  darkGrey: '#5a5560',
  grey: '#9a9a9c',
  white: '#f2eee6',
  brown: '#6b4a36',
  lightBrown: '#a87440',
  blond: '#e6c885',
  red: '#d2544a',
  copper: '#c8643c',
  orange: '#f09a4a',
  yellow: '#f2cf5c',
  green: '#7fb45c',
  teal: '#3f9488',
  blue: '#4488c0',
  darkBlue: '#4a5f9c',
  purple: '#9070b4',
  pink: '#e08aa4',
  rose: '#c4566a',
} as const;

export type ColourName = keyof typeof NAMED;

/** The nearest named colour. */
export function colourName(hex: string): ColourName {
  const wanted = channels(hex);
  let nearest: ColourName = 'black';
  let least = Number.POSITIVE_INFINITY;
  for (const [name, other] of Object.entries(NAMED) as [ColourName, string][]) {
    const distance = channels(other).reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0);
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
