/** How people walked, as lines on the ground: thin for everybody, thick with arrows for those of interest, fainter the longer ago. */

import { Container, Graphics } from 'pixi.js';
import type { ShownGround } from '../state/replay.ts';
import { asNumber, INK, PAPER } from './palette.ts';
import { AGES, type TrailArrow, type TrailPiece, trailArrows, trailPieces } from './trail-shape.ts';

/** By age, the oldest first. */
const THIN_ALPHAS = [0.16, 0.3, 0.48, 0.72] as const;
const STRONG_ALPHAS = [0.45, 0.6, 0.8, 1] as const;
/** Widths in map pixels. */
const THIN = { width: 1.25, casing: 2.5, colour: asNumber(PAPER), alphas: THIN_ALPHAS } as const;
const STRONG = { width: 4, casing: 7, colour: 0xffe08a, alphas: STRONG_ALPHAS } as const;
const CASING = asNumber(INK);
const ARROW_PX = 8;

export class TrailLayer {
  readonly root = new Container();
  private readonly thin = new Graphics();
  private readonly strong = new Graphics();

  constructor() {
    this.root.addChild(this.thin, this.strong);
  }

  show({ trails, strong, stretch }: ShownGround, tileWidth: number, tileHeight: number): void {
    const pen = { x: (x: number) => (x + 0.5) * tileWidth, y: (y: number) => (y + 0.6) * tileHeight };
    this.clear();
    const thick = trails.filter(({ pseudonym }) => strong.has(pseudonym));
    const others = trails.filter(({ pseudonym }) => !strong.has(pseudonym));
    drawPieces(
      this.thin,
      others.flatMap((one) => trailPieces(one, stretch)),
      THIN,
      pen,
    );
    drawPieces(
      this.strong,
      thick.flatMap((one) => trailPieces(one, stretch)),
      STRONG,
      pen,
    );
    drawArrows(
      this.strong,
      thick.flatMap((one) => trailArrows(one, stretch)),
      pen,
    );
  }

  clear(): void {
    this.thin.clear();
    this.strong.clear();
  }

  destroy(): void {
    this.root.destroy({ children: true });
  }
}

interface Pen {
  readonly x: (tiles: number) => number;
  readonly y: (tiles: number) => number;
}

function drawPieces(lines: Graphics, pieces: readonly TrailPiece[], look: typeof THIN | typeof STRONG, pen: Pen): void {
  for (let age = 0; age < AGES; age++) {
    const these = pieces.filter((piece) => piece.age === age);
    const alpha = look.alphas[age] ?? 1;
    for (const [width, color, part] of [
      [look.casing, CASING, 0.55],
      [look.width, look.colour, 1],
    ] as const) {
      for (const { points } of these) {
        points.forEach(({ x, y }, i) => {
          if (i === 0) lines.moveTo(pen.x(x), pen.y(y));
          else lines.lineTo(pen.x(x), pen.y(y));
        });
      }
      if (these.length > 0) lines.stroke({ width, color, alpha: alpha * part, cap: 'round', join: 'round' });
    }
  }
}

function drawArrows(lines: Graphics, arrows: readonly TrailArrow[], pen: Pen): void {
  for (const { x, y, angle, age } of arrows) {
    const corner = (turn: number, far: number): [x: number, y: number] => [
      pen.x(x) + Math.cos(angle + turn) * far,
      pen.y(y) + Math.sin(angle + turn) * far,
    ];
    lines
      .moveTo(...corner(0, ARROW_PX))
      .lineTo(...corner(2.4, ARROW_PX))
      .lineTo(...corner(-2.4, ARROW_PX))
      .closePath()
      .fill({ color: STRONG.colour, alpha: STRONG_ALPHAS[age] ?? 1 })
      .stroke({ width: 1.5, color: CASING, alpha: (STRONG_ALPHAS[age] ?? 1) * 0.8 });
  }
}
