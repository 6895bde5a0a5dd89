/** Small pictures drawn pixel by pixel: reactions and the sign of sleep. */

import type { Reaction } from '../state/store.ts';

export type PixelIcon = Reaction | 'asleep';

/** Colours of the letters below; a dot is clear. */
const INKS: Readonly<Record<string, string>> = {
  k: '#2b2136',
  w: '#ffffff',
  r: '#f0506e',
  d: '#b8334f',
  y: '#ffd257',
  o: '#e8a33d',
  b: '#4aa3df',
  g: '#4fbf7a',
  v: '#9a6fe0',
};

const DRAWINGS: Readonly<Record<PixelIcon, string>> = {
  heart: `..kkk...kkk.. .krrrk.krrrk. krwrrrkrrrrrk krwrrrrrrrrrk krrrrrrrrrrrk krrrrrrrrrrdk
    .krrrrrrrrdk. ..krrrrrrdk.. ...krrrrdk... ....krrdk.... .....kdk..... ......k......`,
  thumbs_up: `......kk..... .....kyyk.... .....kyyk.... ....kyyyk.... kkkkyyyykkkk. kbbkyyyyyyyyk
    kbbkyyyykkkk. kbbkyyyyyyyyk kbbkyyyykkkk. kbbkyyyyyyyk. kbbkoyyykkk.. kkkkkkkkk....`,
  clap: `..k..k..k.... ...k...k..k.. .....kk...k.. ...kkyyk..... ..kyyyyk.kk.. ..kyyyyykyyk.
    .kkyyyyykyyk. kyyyyyyyyyyk. kyyyyyyyyyyk. .koyyyyyyyk.. ..kooyyyok... ...kkkkkk....`,
  laugh: `...kkkkkkk... ..kyyyyyyyk.. .kyyyyyyyyyk. kyykyyyyykyyk kykykyyykykyk kyyyyyyyyyyyk
    kybkkkkkkkbyk kybkwwwwwkbyk kyykkrrrkkyyk .kyykkkkkyyk. ..kyyyyyyyk.. ...kkkkkkk...`,
  surprise: `...kkkkkkk... ..kyyyyyyyk.. .kyyyyyyyyyk. kyykkyyykkyyk kyykkyyykkyyk kyyyyyyyyyyyk
    kyyyykkkyyyyk kyyykdddkyyyk kyyykdddkyyyk .kyyykkkyyyk. ..kyyyyyyyk.. ...kkkkkkk...`,
  party: `.g...r...b.y. ...b..y..r... r....kk.....g ..y.kvvkk.b.. ....kvvvvk... ...kyvvvvk.r.
    ...kyyvvk.... ..kvvyyk..g.. ..kvvvk...... .kyvvk....... .kyyk........ kkkk.........`,
  question: `...kkkkkk.... ..kbbbbbbk... .kbbkkkkbbk.. .kbbk..kbbk.. ..kk...kbbk.. ......kbbk...
    .....kbbk.... ....kbbk..... ....kbbk..... .....kk...... ....kbbk..... .....kk......`,
  hand: `....kk.kk.... .kkkyykyykk.. kyykyykyykyk. kyykyykyykyk. kyykyykyykyk. kyykyykyykyk.
    kyyyyyyyyyykk kyyyyyyyyykyk kyyyyyyyyyyyk .kyyyyyyyyyk. ..koyyyyyyk.. ...kkkkkkk...`,
  asleep: `.....kkkkkkkk .....kwwwwwwk .....kkkkwwkk ......kkwwkk. .....kkwwkkkk .....kwwwwwwk
    kkkkkkkkkkkkk kwwwwk....... kkkwwk....... kkwwkk....... kwwwwk....... kkkkkk.......`,
};

export const ICON_WIDTH = 13;
export const ICON_HEIGHT = 12;

/** The rows of a picture, each ICON_WIDTH letters. */
export function iconRows(icon: PixelIcon): string[] {
  return DRAWINGS[icon].split(/\s+/);
}

/** Paint a picture with its upper left corner at (x, y), each of its pixels `size` wide. */
export function paintIcon(pen: CanvasRenderingContext2D, icon: PixelIcon, x: number, y: number, size: number): void {
  iconRows(icon).forEach((row, down) => {
    for (let right = 0; right < row.length; right++) {
      const ink = INKS[row[right] ?? '.'];
      if (!ink) continue;
      pen.fillStyle = ink;
      pen.fillRect(x + right * size, y + down * size, size, size);
    }
  });
}
