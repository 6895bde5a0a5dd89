/** A chart: its title, a sentence that says what it shows, the drawing, and the same figures as a table. */

import './charts.css';
import type { ComponentChildren } from 'preact';
import { useWidth } from './use-width.ts';

export interface ChartProps {
  readonly title: string;
  readonly says: string;
  readonly draw: (widthPx: number) => { readonly heightPx: number; readonly content: ComponentChildren };
  /** What the marks mean. */
  readonly legend?: ComponentChildren;
  /** The table of the same figures. */
  readonly children?: ComponentChildren;
}

export function Chart({ title, says, draw, legend, children }: ChartProps) {
  const { host, width } = useWidth();
  const { heightPx, content } = draw(width);
  return (
    <figure class="chart">
      <figcaption>
        <h4>{title}</h4>
        <p>{says}</p>
      </figcaption>
      <div ref={host} class="chart-drawing">
        <svg role="img" aria-label={says} width={width} height={heightPx} viewBox={`0 0 ${width} ${heightPx}`}>
          {content}
        </svg>
      </div>
      {legend && <p class="chart-legend">{legend}</p>}
      {children}
    </figure>
  );
}

/** A mark and what it means. */
export function LegendItem({ mark, children }: { mark: string; children: ComponentChildren }) {
  return (
    <span class="legend-item">
      <svg class="legend-mark" width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        <rect class={mark} x="1" y="1" width="16" height="12" />
      </svg>
      {children}
    </span>
  );
}
