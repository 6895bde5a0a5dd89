/** The lane of what stands out, with what its signs mean. */

import type { Insight } from './figures.ts';
import { useNamedWords, useReplay } from './replay-context.ts';
import type { TimelineMark } from './timeline-marks.ts';
import { gathered, partOf } from './timeline-shape.ts';

/** Signs that are nearer to one another than this part of the axis are one, with a number. */
const APART = 0.014;
const SIGNS = ['host', 'restart', 'gap', 'other'] as const;
/** Each sign has a shape of its own, not only a colour. In a box of 12 by 12. */
const SHAPES = {
  host: 'M6 1l5 5-5 5-5-5Z',
  restart: 'M10 6a4 4 0 1 1-1.2-2.8M9.2 1v2.6H6.6',
  gap: 'M1.5 10.5l9-9M1.5 5.5l4-4M6.5 10.5l4-4',
  other: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Z',
  talk: 'M6 2v9',
} as const;

interface MarksProps {
  readonly marks: readonly TimelineMark[];
  readonly insight: Insight;
}

export function MarksLane({ marks, insight }: MarksProps) {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const { timeline } = room.replay;
  const ticks = insight.conversations.map(
    ({ start_ms }) => `M${(1000 * partOf(timeline, start_ms)).toFixed(1)} 62V100`,
  );
  return (
    <div class="lane marks">
      <span class="lane-name">{t('time.marks')}</span>
      <div class="lane-plot">
        <svg class="talk-ticks" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <path d={ticks.join('')} vector-effect="non-scaling-stroke" />
        </svg>
        {SIGNS.flatMap((kind) =>
          gathered(
            timeline,
            marks.filter((mark) => mark.kind === kind),
            APART,
          ).map(({ part, marks: near }) => (
            <span key={`${kind}${part}`} class="mark" style={{ '--part': part }}>
              <Sign kind={kind} />
              {near.length > 1 && <small>{near.length}</small>}
            </span>
          )),
        )}
      </div>
    </div>
  );
}

/** What the signs on the lane mean; for eyes, as the lane is. */
export function MarksLegend({ marks, insight }: MarksProps) {
  const { t } = useNamedWords();
  return (
    <p class="marks-legend" aria-hidden="true">
      {insight.conversations.length > 0 && (
        <span>
          <Sign kind="talk" />
          {t('mark.legend.talk')}
        </span>
      )}
      {SIGNS.filter((kind) => marks.some((mark) => mark.kind === kind)).map((kind) => (
        <span key={kind}>
          <Sign kind={kind} />
          {t(`mark.legend.${kind}`)}
        </span>
      ))}
    </p>
  );
}

function Sign({ kind }: { kind: keyof typeof SHAPES }) {
  return (
    <svg class={`sign ${kind}`} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path d={SHAPES[kind]} />
    </svg>
  );
}
