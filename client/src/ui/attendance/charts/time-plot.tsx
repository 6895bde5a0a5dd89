/** The ground of charts over time: axes, and where the log is missing or the server stood still. */

import { useId } from 'preact/hooks';
import { clockOffset, timeTicks } from './scale.ts';

/** Space for the numbers to the left, the times below, and half a time at the right. */
export const EDGE = { left: 40, right: 18, top: 10, bottom: 24 } as const;
const TIME_WIDTH_PX = 62;
const LONG_TIME_WIDTH_PX = 110;

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The places at which a moment and a number are drawn. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly bottom: number;
  readonly x: (ms: number) => number;
}

export function timePlot(widthPx: number, heightPx: number, { fromMs, toMs }: TimeSpan): Plot {
  const width = widthPx - EDGE.left - EDGE.right;
  const length = Math.max(1, toMs - fromMs);
  return {
    left: EDGE.left,
    top: EDGE.top,
    width,
    height: heightPx,
    bottom: EDGE.top + heightPx,
    x: (ms) => EDGE.left + (Math.min(length, Math.max(0, ms - fromMs)) / length) * width,
  };
}

interface TimeAxisProps {
  readonly plot: Plot;
  readonly span: TimeSpan;
  readonly text: (ms: number) => string;
  /** Whether the texts have dates in them. */
  readonly isLong: boolean;
}

export function TimeAxis({ plot, span, text, isLong }: TimeAxisProps) {
  const most = Math.max(2, Math.floor(plot.width / (isLong ? LONG_TIME_WIDTH_PX : TIME_WIDTH_PX)));
  return (
    <g>
      <line class="axis" x1={plot.left} x2={plot.left + plot.width} y1={plot.bottom} y2={plot.bottom} />
      {timeTicks(span.fromMs, span.toMs, most, clockOffset(span.fromMs)).map((at) => (
        <g key={at}>
          <line class="axis" x1={plot.x(at)} x2={plot.x(at)} y1={plot.bottom} y2={plot.bottom + 4} />
          <text class="tick" x={plot.x(at)} y={plot.bottom + 18} text-anchor="middle">
            {text(at)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Numbers to the left, and thin lines through them; `y` says where a number lies. */
export function CountAxis({
  plot,
  ticks,
  y,
  text,
}: {
  plot: Plot;
  ticks: readonly number[];
  y: (count: number) => number;
  text: (count: number) => string;
}) {
  return (
    <g>
      {ticks.map((count) => (
        <g key={count}>
          <line class="grid" x1={plot.left} x2={plot.left + plot.width} y1={y(count)} y2={y(count)} />
          <text class="tick" x={plot.left - 6} y={y(count) + 4} text-anchor="end">
            {text(Math.abs(count))}
          </text>
        </g>
      ))}
    </g>
  );
}

export interface Hole {
  readonly kind: 'gap' | 'restart';
  readonly fromMs: number;
  readonly toMs: number;
}

/** Hatched: what is not known. */
export function Holes({ plot, holes }: { plot: Plot; holes: readonly Hole[] }) {
  const id = useId();
  return (
    <g>
      <Hatch id={id} />
      {holes.map(({ kind, fromMs, toMs }) => (
        <g key={`${kind} ${fromMs}`}>
          <rect
            class={kind}
            x={plot.x(fromMs)}
            y={plot.top}
            width={Math.max(3, plot.x(toMs) - plot.x(fromMs))}
            height={plot.height}
            fill={`url(#${id})`}
          />
          {kind === 'restart' && (
            <line class="restart" x1={plot.x(toMs)} x2={plot.x(toMs)} y1={plot.top} y2={plot.bottom} />
          )}
        </g>
      ))}
    </g>
  );
}

/** Slanting lines, for what must differ by more than its colour. */
function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-ground" width="6" height="6" />
        <line class="hatch-line" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
    </defs>
  );
}
