/**
 * Where the people of a graph are drawn: those who talked much with each other are near. Computed once; the same graph lies the same
 * way each time.
 */

export interface GraphEdge {
  readonly one: string;
  readonly other: string;
  readonly weight: number;
}

export interface GraphPlace {
  /** 0..1 */
  readonly x: number;
  readonly y: number;
}

const ROUNDS = 220;
/** The angle at which seeds lie in a sunflower: no two beginnings are on top of each other. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** How strongly everybody is drawn to the middle, so that groups that never met stay in sight. */
const TO_THE_MIDDLE = 0.06;

/** 0: as the forces leave it; 1: a disc with people everywhere alike. Few people are left as they are, a crowd is made even. */
const EVENNESS = 0.8;
const FEW = 20;
const CROWD = 80;
/** How much more one direction may be stretched than the other, to fill the frame. */
const STRETCH = 1.6;

interface Pull {
  readonly from: number;
  readonly to: number;
  readonly strength: number;
}

/** Places by name, in the order given. After Fruchterman and Reingold, with edges that pull by their weight. */
export function layOut(names: readonly string[], edges: readonly GraphEdge[]): ReadonlyMap<string, GraphPlace> {
  const count = names.length;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const distance = Math.sqrt((i + 0.5) / count) / 2;
    xs[i] = distance * Math.cos(i * GOLDEN_ANGLE);
    ys[i] = distance * Math.sin(i * GOLDEN_ANGLE);
  }
  const pulls = pullsOf(names, edges);
  const ideal = 0.9 / Math.sqrt(Math.max(1, count));
  for (let round = 0; round < ROUNDS; round += 1) {
    const furthest = 0.12 * (1 - round / ROUNDS) ** 1.5 + 0.0005;
    step(xs, ys, pulls, ideal, furthest);
  }
  spread(xs, ys);
  return fitted(names, xs, ys);
}

function pullsOf(names: readonly string[], edges: readonly GraphEdge[]): readonly Pull[] {
  const index = new Map(names.map((name, i) => [name, i]));
  const most = edges.reduce((largest, { weight }) => Math.max(largest, weight), 1);
  return edges.flatMap(({ one, other, weight }) => {
    const from = index.get(one);
    const to = index.get(other);
    return from === undefined || to === undefined ? [] : [{ from, to, strength: 0.25 + Math.sqrt(weight / most) }];
  });
}

function step(xs: Float64Array, ys: Float64Array, pulls: readonly Pull[], ideal: number, furthest: number): void {
  const count = xs.length;
  const forceX = new Float64Array(count);
  const forceY = new Float64Array(count);
  const push = (i: number, j: number, size: number, dx: number, dy: number) => {
    forceX[i] = (forceX[i] ?? 0) + dx * size;
    forceY[i] = (forceY[i] ?? 0) + dy * size;
    forceX[j] = (forceX[j] ?? 0) - dx * size;
    forceY[j] = (forceY[j] ?? 0) - dy * size;
  };
  for (let i = 0; i < count; i += 1) {
    const x = xs[i] ?? 0;
    const y = ys[i] ?? 0;
    for (let j = i + 1; j < count; j += 1) {
      const dx = x - (xs[j] ?? 0);
      const dy = y - (ys[j] ?? 0);
      push(i, j, (ideal * ideal) / Math.max(dx * dx + dy * dy, 1e-7), dx, dy);
    }
    forceX[i] = (forceX[i] ?? 0) - TO_THE_MIDDLE * x;
    forceY[i] = (forceY[i] ?? 0) - TO_THE_MIDDLE * y;
  }
  for (const { from, to, strength } of pulls) {
    const dx = (xs[from] ?? 0) - (xs[to] ?? 0);
    const dy = (ys[from] ?? 0) - (ys[to] ?? 0);
    push(from, to, (-strength * Math.hypot(dx, dy)) / ideal, dx, dy);
  }
  for (let i = 0; i < count; i += 1) {
    const force = Math.hypot(forceX[i] ?? 0, forceY[i] ?? 0);
    const part = force > 0 ? Math.min(force, furthest) / force : 0;
    xs[i] = (xs[i] ?? 0) + (forceX[i] ?? 0) * part;
    ys[i] = (ys[i] ?? 0) + (forceY[i] ?? 0) * part;
  }
}

/**
 * Spread out evenly around the middle: who is nearer stays nearer, in the same direction. Without it a crowd that all met is a knot.
 */
function spread(xs: Float64Array, ys: Float64Array): void {
  const distances = Array.from(xs, (x, i) => Math.hypot(x, ys[i] ?? 0));
  const ranks = distances.map((_, i) => i).sort((one, other) => (distances[one] ?? 0) - (distances[other] ?? 0));
  const furthest = Math.max(...distances, 1e-9);
  const evenness = EVENNESS * Math.min(1, Math.max(0, (ranks.length - FEW) / (CROWD - FEW)));
  ranks.forEach((i, rank) => {
    const now = (distances[i] ?? 0) / furthest;
    const even = Math.sqrt((rank + 0.5) / ranks.length);
    const factor = now > 1e-9 ? (now + (even - now) * evenness) / now / furthest : 0;
    xs[i] = (xs[i] ?? 0) * factor;
    ys[i] = (ys[i] ?? 0) * factor;
  });
}

function fitted(names: readonly string[], xs: Float64Array, ys: Float64Array): ReadonlyMap<string, GraphPlace> {
  const [lowX, highX] = ends(xs);
  const [lowY, highY] = ends(ys);
  const least = Math.max(highX - lowX, highY - lowY, 1e-9) / STRETCH;
  const into = (value: number, low: number, high: number) =>
    0.5 + (value - (low + high) / 2) / Math.max(high - low, least);
  return new Map(
    names.map((name, i) => [name, { x: into(xs[i] ?? 0, lowX, highX), y: into(ys[i] ?? 0, lowY, highY) }]),
  );
}

const ends = (values: Float64Array): readonly [low: number, high: number] =>
  values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0];
