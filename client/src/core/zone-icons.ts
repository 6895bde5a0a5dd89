/** Our own pictures for the icons of zones (docs/protocol.md 6), as paths in a square of 24 units, filled by the even-odd rule. */

const DRAWN = {
  book: 'M3 5c3-1.5 6-1.5 8 .5v14c-2-1.8-5-1.8-8-.5zM21 5c-3-1.5-6-1.5-8 .5v14c2-1.8 5-1.8 8-.5z',
  camera: 'M3 7h4l2-3h6l2 3h4v12H3zM12 9a4 4 0 1 0 .01 0z',
  chat: 'M3 4h18v12H12l-5 5v-5H3z',
  coffee:
    'M4 8h12v1h2a3.5 3.5 0 0 1 0 7h-2.1A5 5 0 0 1 11 20H9a5 5 0 0 1-5-5zM16 11v3h2a1.5 1.5 0 0 0 0-3zM7 2h2v4H7zM11 2h2v4h-2z',
  compass: 'M12 2a10 10 0 1 0 .01 0zM17 7l-3.5 7-7 3 3.5-7z',
  exhibit: 'M3 3h18v12H3zM5 5v8h14V5zM11 15h2v7h-2zM7 15h2l-2 7H5zM15 15h2l2 7h-2z',
  flag: 'M5 2h2v20H5zM8 3h13l-3.5 4.5L21 12H8z',
  flower:
    'M9 5a3 3 0 1 0 6 0 3 3 0 1 0-6 0zM9 15a3 3 0 1 0 6 0 3 3 0 1 0-6 0zM4 10a3 3 0 1 0 6 0 3 3 0 1 0-6 0zM14 10a3 3 0 1 0 6 0 3 3 0 1 0-6 0zM11 18h2v5h-2z',
  food: 'M5 2h1.5v6H8V2h1.5v6H11V2h1.5v7a3 3 0 0 1-2.5 3v10H7.5V12A3 3 0 0 1 5 9zM16 2c3 1 4 4 4 8v3h-2v9h-2z',
  gear: 'M19.4 10.6L22.4 10.5L22.4 13.5L19.4 13.4L18.2 16.2L20.4 18.3L18.3 20.4L16.2 18.2L13.4 19.4L13.5 22.4L10.5 22.4L10.6 19.4L7.8 18.2L5.7 20.4L3.6 18.3L5.8 16.2L4.6 13.4L1.6 13.5L1.6 10.5L4.6 10.6L5.8 7.8L3.6 5.7L5.7 3.6L7.8 5.8L10.6 4.6L10.5 1.6L13.5 1.6L13.4 4.6L16.2 5.8L18.3 3.6L20.4 5.7L18.2 7.8zM12 8.5a3.5 3.5 0 1 0 .01 0z',
  globe:
    'M12 2a10 10 0 1 0 .01 0zM11 4.5V11H8.2c.2-3 1.3-5.3 2.8-6.5zM13 4.5c1.5 1.2 2.6 3.5 2.8 6.5H13zM6.2 11H4.1a8 8 0 0 1 3.4-5.6A14 14 0 0 0 6.2 11zM17.8 11a14 14 0 0 0-1.3-5.6 8 8 0 0 1 3.4 5.6zM6.2 13H4.1a8 8 0 0 0 3.4 5.6A14 14 0 0 1 6.2 13zM17.8 13h2.1a8 8 0 0 1-3.4 5.6 14 14 0 0 0 1.3-5.6zM8.2 13H11v6.5c-1.5-1.2-2.6-3.5-2.8-6.5zM13 13h2.8c-.2 3-1.3 5.3-2.8 6.5z',
  heart: 'M12 21 3.5 12.5a5.5 5.5 0 0 1 8.5-7 5.5 5.5 0 0 1 8.5 7z',
  help: 'M12 2a10 10 0 1 0 .01 0zM8.5 9.5a3.5 3.5 0 1 1 5.3 3c-.6.4-.8.7-.8 1.5h-2c0-1.8.5-2.5 1.7-3.2a1.5 1.5 0 1 0-2.2-1.3zM11 15.5h2v2.5h-2z',
  idea: 'M12 2a7 7 0 0 1 4 12.7V17H8v-2.3A7 7 0 0 1 12 2zM8 18h8v2H8zM10 21h4v1.5h-4z',
  info: 'M12 2a10 10 0 1 0 .01 0zM11 6h2v2.5h-2zM11 10.5h2V18h-2z',
  key: 'M7.5 7a5 5 0 1 0 .01 0zM7.5 10a2 2 0 1 1-.01 0zM13 11h9v4h-2v-2h-2v3h-2v-3h-3z',
  leaf: 'M20 3c1 10-2 16-9 16-1.6 0-3-.5-4-1.3L5 21l-1.5-1.3L6 16.5C3 10 9 4 20 3z',
  music: 'M9 4l11-2v14a3 3 0 1 1-2-2.8V7L11 8.3V19a3 3 0 1 1-2-2.8z',
  people:
    'M8 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM16 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 20v-4a4 4 0 0 1 4-4h4a4 4 0 0 1 2 .6 4 4 0 0 1 2-.6h4a4 4 0 0 1 4 4v4z',
  poll: 'M3 12h4v9H3zM10 4h4v17h-4zM17 8h4v13h-4z',
  puzzle: 'M4 7h4.3a2.7 2.7 0 1 1 5.4 0H18v4.3a2.7 2.7 0 1 1 0 5.4V21H4z',
  quiet: 'M4 9h4l6-5v16l-6-5H4zM16.5 9.9 18 8.5l2 2 2-2 1.4 1.4-2 2 2 2L22 15.4l-2-2-2 2-1.4-1.5 2-2z',
  rocket:
    'M12 1.5c4 3 5 7 4.5 12h-9C7 8.5 8 4.5 12 1.5zM12 6.5a1.8 1.8 0 1 0 .01 0zM6.5 11.5v5L3.5 19v-4.5zM17.5 11.5v5l3 2.5v-4.5zM9.5 15h5L12 22z',
  screen: 'M2 4h20v13H2zM4 6v9h16V6zM8 19h8v2H8z',
  stage:
    'M12 2a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-7 0v-5A3.5 3.5 0 0 1 12 2zM5 10h2.4a4.6 4.6 0 0 0 9.2 0H19a7 7 0 0 1-5.8 6.9V20H17v2H7v-2h3.8v-3.1A7 7 0 0 1 5 10z',
  star: 'M12.0 1.5L14.6 8.4L22.0 8.8L16.2 13.4L18.2 20.5L12.0 16.4L5.8 20.5L7.8 13.4L2.0 8.8L9.4 8.4z',
  table: 'M2 7h20v4H2zM4 12h3v8H4zM17 12h3v8h-3z',
  talk: 'M2 3h13v8H8l-4 4v-4H2zM10 13h7V9h5v8h-2v4l-4-4h-6z',
  tree: 'M12 2l6 8h-3l4 6h-6v6h-2v-6H5l4-6H6z',
  trophy: 'M7 3h10v2h4c0 4-1.5 6-4.5 6.5A5 5 0 0 1 13 14.5V18h3v3H8v-3h3v-3.5a5 5 0 0 1-3.5-3C4.5 11 3 9 3 5h4z',
} as const;

export type ZoneIcon = keyof typeof DRAWN;

/** The words of all icons, in alphabetical order. */
export const ZONE_ICONS = Object.keys(DRAWN) as readonly ZoneIcon[];

/** The path of an icon; null for none, and for one that this version does not know. */
export function zoneIconPath(icon: string): string | null {
  return Object.hasOwn(DRAWN, icon) ? DRAWN[icon as ZoneIcon] : null;
}
