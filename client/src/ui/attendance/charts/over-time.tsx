/** Charts over time: how many there were, how many came and went, and a band for each place. */

import type { ComponentChildren } from 'preact';
import type { FigureWords } from '../figures/figure-words.ts';
import { bucketMinutes, countTicks, largestOfEach, stepArea, sumOfEach } from './scale.ts';
import { CountAxis, EDGE, type Hole, Holes, TimeAxis, type TimeSpan, timePlot } from './time-plot.tsx';

const CURVE_PX = 180;
const COLUMNS_PX = 120;
const LEAST_COLUMN_PX = 5;
const BAND_PX = 26;
const BAND_TITLE_PX = 22;

/** What charts of one event have in common. */
export interface EventTime {
  readonly span: TimeSpan;
  readonly isLong: boolean;
  readonly holes: readonly Hole[];
  readonly words: FigureWords;
}

interface Drawn {
  readonly heightPx: number;
  readonly content: ComponentChildren;
}

const heightOf = (plotPx: number) => EDGE.top + plotPx + EDGE.bottom;

/** An area of how many there were at most in each minute, and perhaps a line of something smaller within it. */
export function drawCurve(
  { span, isLong, holes, words }: EventTime,
  perMinute: readonly number[],
  mark: { readonly ms: number; readonly count: number } | null,
  within: readonly number[] = [],
): (widthPx: number) => Drawn {
  return (widthPx) => {
    const plot = timePlot(widthPx, CURVE_PX, span);
    const each = bucketMinutes(perMinute.length, plot.width);
    const values = largestOfEach(perMinute, each);
    const ticks = countTicks(Math.max(...values, ...within, 1));
    const top = ticks.at(-1) ?? 1;
    const y = (count: number) => plot.bottom - (count / top) * CURVE_PX;
    const content = (
      <>
        <CountAxis plot={plot} ticks={ticks} y={y} text={words.number} />
        <path class="area" d={stepArea(values, plot, top)} />
        {within.length > 0 && <path class="area second" d={stepArea(largestOfEach(within, each), plot, top)} />}
        <Holes plot={plot} holes={holes} />
        {mark && mark.count > 0 && (
          <g>
            <circle class="mark" cx={plot.x(mark.ms)} cy={y(mark.count)} r="5" />
          </g>
        )}
        <TimeAxis plot={plot} span={span} text={words.moment} isLong={isLong} />
      </>
    );
    return { heightPx: heightOf(CURVE_PX), content };
  };
}

/** Columns upwards of who came, and downwards of who went. */
export function drawComingAndGoing(
  { span, isLong, holes, words }: EventTime,
  came: readonly number[],
  cameFirst: readonly number[],
  went: readonly number[],
): (widthPx: number) => Drawn {
  return (widthPx) => {
    const plot = timePlot(widthPx, COLUMNS_PX, span);
    const each = bucketMinutes(came.length, plot.width / LEAST_COLUMN_PX);
    const [up, first, down] = [came, cameFirst, went].map((values) => sumOfEach(values, each)) as [
      readonly number[],
      readonly number[],
      readonly number[],
    ];
    const mostUp = Math.max(...up, 1);
    const mostDown = Math.max(...down, 1);
    const zero = plot.top + (COLUMNS_PX * mostUp) / (mostUp + mostDown);
    const y = (count: number) => zero - (count * COLUMNS_PX) / (mostUp + mostDown);
    const ticks = [...new Set([...countTicks(mostUp, 2).filter((one) => one <= mostUp), -mostDown])];
    const column = (plot.width * each) / Math.max(1, came.length);
    const bar = (kind: string, from: number, to: number, i: number) =>
      from !== to && (
        <rect
          key={`${kind}${i}`}
          class={kind}
          x={plot.left + i * column}
          width={Math.max(1, Math.min(column, plot.width - i * column) - 1)}
          y={Math.min(y(from), y(to))}
          height={Math.abs(y(from) - y(to))}
        />
      );
    const content = (
      <>
        <CountAxis plot={plot} ticks={ticks} y={y} text={words.number} />
        <Holes plot={plot} holes={holes} />
        {up.map((count, i) => [bar('came first', 0, first[i] ?? 0, i), bar('came again', first[i] ?? 0, count, i)])}
        {down.map((count, i) => bar('went', 0, -count, i))}
        <line class="axis" x1={plot.left} x2={plot.left + plot.width} y1={zero} y2={zero} />
        <TimeAxis plot={plot} span={span} text={words.moment} isLong={isLong} />
      </>
    );
    return { heightPx: heightOf(COLUMNS_PX), content };
  };
}

export interface Band {
  readonly key: string;
  readonly title: string;
  readonly perMinute: readonly number[];
  readonly most: number;
}

/** A band for each place, all on one axis of time and of one scale. */
export function drawBands(
  { span, isLong, holes, words }: EventTime,
  bands: readonly Band[],
): (widthPx: number) => Drawn {
  return (widthPx) => {
    const plotPx = bands.length * (BAND_PX + BAND_TITLE_PX);
    const whole = timePlot(widthPx, plotPx, span);
    const most = Math.max(1, ...bands.map((band) => band.most));
    const content = (
      <>
        {bands.map(({ key, title, perMinute, most: here }, i) => {
          const bottom = whole.top + (i + 1) * (BAND_PX + BAND_TITLE_PX);
          const each = bucketMinutes(perMinute.length, whole.width);
          const plot = { left: whole.left, width: whole.width, bottom, height: BAND_PX };
          return (
            <g key={key}>
              <text class="label" x={whole.left} y={bottom - BAND_PX - 5}>
                {title}
              </text>
              <text class="tick" x={whole.left - 6} y={bottom - 2} text-anchor="end">
                {words.number(here)}
              </text>
              <rect class="band-ground" x={whole.left} y={bottom - BAND_PX} width={whole.width} height={BAND_PX} />
              <path class="area" d={stepArea(largestOfEach(perMinute, each), plot, most)} />
            </g>
          );
        })}
        <Holes plot={whole} holes={holes} />
        <TimeAxis plot={whole} span={span} text={words.moment} isLong={isLong} />
      </>
    );
    return { heightPx: heightOf(plotPx), content };
  };
}
