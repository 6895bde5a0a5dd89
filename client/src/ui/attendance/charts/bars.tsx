/** Bars that lie, one under the other, and columns of a histogram. */

import type { ComponentChildren } from 'preact';
import { countTicks } from './scale.ts';

const TITLE_PX = 20;
const BAR_PX = 14;
const BETWEEN_PX = 10;
const COLUMNS_PX = 130;
const DIGIT_PX = 7;
/** Titles below narrower columns are smaller. */
const NARROW_PX = 42;

interface Drawn {
  readonly heightPx: number;
  readonly content: ComponentChildren;
}

export interface Bar {
  readonly key: string;
  readonly title: string;
  /** One, or the former and the latter. */
  readonly values: readonly number[];
  /** What is written at the end of the line. */
  readonly text: string;
}

/** All begin at the left, on one scale. Of two values the former is an outline. */
export function drawBars(bars: readonly Bar[]): (widthPx: number) => Drawn {
  return (widthPx) => {
    const most = Math.max(1, ...bars.flatMap(({ values }) => values));
    const each = Math.max(1, ...bars.map(({ values }) => values.length));
    const rowPx = TITLE_PX + each * BAR_PX + BETWEEN_PX;
    return {
      heightPx: bars.length * rowPx,
      content: bars.map((bar, i) => <BarRow key={bar.key} bar={bar} top={i * rowPx} width={widthPx} most={most} />),
    };
  };
}

function BarRow({ bar, top, width, most }: { bar: Bar; top: number; width: number; most: number }) {
  return (
    <g>
      <text class="label" x="0" y={top + 14}>
        {bar.title}
      </text>
      <text class="tick" x={width} y={top + 14} text-anchor="end">
        {bar.text}
      </text>
      {bar.values.map((value, i) => {
        const isFormer = bar.values.length > 1 && i === 0;
        const y = top + TITLE_PX + i * BAR_PX;
        return (
          <g key={isFormer ? 'former' : 'latter'}>
            <rect class="bar-ground" x="0" y={y} width={width} height={BAR_PX - 2} />
            <rect
              class={isFormer ? 'bar former' : 'bar'}
              x="0"
              y={y}
              width={value > 0 ? Math.max(2, (value / most) * width) : 0}
              height={BAR_PX - 2}
            />
          </g>
        );
      })}
    </g>
  );
}

export interface Column {
  readonly title: string;
  readonly value: number;
  readonly text: string;
}

/** Columns side by side with their number on top. */
export function drawColumns(columns: readonly Column[], text: (count: number) => string): (widthPx: number) => Drawn {
  return (widthPx) => {
    const ticks = countTicks(Math.max(1, ...columns.map(({ value }) => value)), 3);
    const top = ticks.at(-1) ?? 1;
    const topPx = 18;
    const bottom = topPx + COLUMNS_PX;
    const left = 12 + DIGIT_PX * Math.max(2, ...ticks.map((tick) => text(tick).length));
    const each = (widthPx - left) / Math.max(1, columns.length);
    const y = (value: number) => bottom - (value / top) * COLUMNS_PX;
    const content = (
      <>
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={left} x2={widthPx} y1={y(tick)} y2={y(tick)} />
            <text class="tick" x={left - 6} y={y(tick) + 4} text-anchor="end">
              {text(tick)}
            </text>
          </g>
        ))}
        {columns.map((column, i) => {
          const middle = left + (i + 0.5) * each;
          const width = Math.min(64, each * 0.74);
          return (
            <g key={column.title}>
              <rect
                class="bar"
                x={middle - width / 2}
                y={y(column.value)}
                width={width}
                height={bottom - y(column.value)}
              />
              {column.value > 0 && (
                <text class="label" x={middle} y={y(column.value) - 4} text-anchor="middle">
                  {column.text}
                </text>
              )}
              <text class={each < NARROW_PX ? 'tick narrow' : 'tick'} x={middle} y={bottom + 17} text-anchor="middle">
                {column.title}
              </text>
            </g>
          );
        })}
        <line class="axis" x1={left} x2={widthPx} y1={bottom} y2={bottom} />
      </>
    );
    return { heightPx: bottom + 24, content };
  };
}
