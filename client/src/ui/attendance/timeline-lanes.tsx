/** The lanes of the timeline: attendance, zones, conversations, happenings. For eyes; `timeline-words` tells the same. */

import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Popup } from '../parts/popup.tsx';
import type { Insight, ZoneUse } from './figures.ts';
import { useNamedWords, useReplay } from './replay-context.ts';
import { timelineMarks } from './timeline-marks.ts';
import { MarksLane, MarksLegend } from './timeline-marks-lane.tsx';
import { labelMoments, momentAt, partOf, roundedUp, stepPath } from './timeline-shape.ts';
import { TimelineWords } from './timeline-words.tsx';
import { ZonesChoice } from './zones-choice.tsx';

/** How many zones have a lane at first. */
const ZONES_AT_FIRST = 3;
const MOST_LABELS = 10;

export function TimelineLanes({ insight }: { insight: Insight }) {
  const { t, zone } = useNamedWords();
  const used = insight.zones.filter(({ most }) => most > 0);
  const chosen = useSignal<readonly ZoneUse[]>(used.slice(0, ZONES_AT_FIRST));
  const start = insight.curve[0]?.start_ms ?? insight.first_ms;
  const marks = timelineMarks(insight);
  // Room above the curve, so that its top is seen.
  const most = roundedUp(insight.peak.people * 1.05);
  const talks = insight.talk_curve.map((minute) => minute.most);
  const mostTalks = Math.max(1, ...talks);
  return (
    <>
      <div class="lanes-box" aria-hidden="true">
        <Lane name={t('time.people')} most={t('time.most', { count: insight.peak.people })} kind="people">
          <Area start={start} values={insight.curve.map((minute) => minute.most)} most={most} />
        </Lane>
        <Lane name={t('time.talks')} most={t('time.most', { count: mostTalks })} kind="talks">
          <Area start={start} values={talks} most={mostTalks} />
        </Lane>
        {chosen.value.map((use) => (
          <Lane key={use.zone.join('/')} name={zone(use.zone)} most={t('time.most', { count: use.most })} kind="zone">
            <Area start={start} values={use.most_by_minute} most={use.most} />
          </Lane>
        ))}
        <MarksLane marks={marks} insight={insight} />
        <TimeLabels />
        <Seeker gaps={marks.filter((mark) => mark.kind === 'gap' || mark.kind === 'restart')} />
      </div>
      <div class="timeline-foot">
        {used.length > 0 && (
          <Popup button={{ icon: 'settings', name: t('time.zones'), caption: t('time.zones') }} label={t('time.zones')}>
            {() => <ZonesChoice zones={used} chosen={chosen} />}
          </Popup>
        )}
        <TimelineWords insight={insight} marks={marks} />
        <MarksLegend insight={insight} marks={marks} />
      </div>
    </>
  );
}

interface LaneProps {
  readonly name: string;
  readonly most: string;
  readonly kind: 'people' | 'talks' | 'zone';
  readonly children: preact.ComponentChildren;
}

function Lane({ name, most, kind, children }: LaneProps) {
  return (
    <div class={`lane ${kind}`}>
      <span class="lane-name">
        <span>{name}</span> <small>{most}</small>
      </span>
      <div class="lane-plot">{children}</div>
    </div>
  );
}

function Area({ start, values, most }: { start: number; values: readonly number[]; most: number }) {
  const { room } = useReplay();
  return (
    <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path d={stepPath(room.replay.timeline, start, values, most)} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

function TimeLabels() {
  const { room } = useReplay();
  const { minute } = useNamedWords();
  const { timeline } = room.replay;
  const moments = labelMoments(timeline, MOST_LABELS, new Date(timeline.firstMs).getTimezoneOffset());
  return (
    <div class="lane labels">
      <span class="lane-name" />
      <div class="lane-plot">
        {moments.map((at) => (
          <span key={at} class="time-label" style={{ '--part': partOf(timeline, at) }}>
            {minute(at)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface SeekerProps {
  readonly gaps: readonly { readonly kind: string; readonly atMs: number; readonly untilMs: number }[];
}

/** Lies over all lanes: where time is missing, the moment shown, and the one under the pointer, to go there. */
function Seeker({ gaps }: SeekerProps) {
  const { room, steps } = useReplay();
  const { time } = useNamedWords();
  const plot = useRef<HTMLDivElement>(null);
  const pointed = useSignal<number | null>(null);
  const { timeline } = room.replay;
  const partUnder = (event: PointerEvent): number => {
    const { left = 0, width = 1 } = plot.current?.getBoundingClientRect() ?? {};
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  };
  return (
    <div
      class="seeker"
      ref={plot}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        steps.to(momentAt(timeline, partUnder(event)));
      }}
      onPointerMove={(event) => {
        pointed.value = partUnder(event);
        if (event.buttons === 1) steps.to(momentAt(timeline, pointed.value));
      }}
      onPointerLeave={() => {
        pointed.value = null;
      }}
    >
      {gaps.map(({ kind, atMs, untilMs }) => (
        <span
          key={`${kind}${atMs}`}
          class={`lane-gap ${kind}`}
          style={{ '--part': partOf(timeline, atMs), '--until': partOf(timeline, untilMs) }}
        />
      ))}
      <span class="playhead" />
      {pointed.value !== null && (
        <span class={pointed.value > 0.5 ? 'pointed late' : 'pointed'} style={{ '--part': pointed.value }}>
          {time(momentAt(timeline, pointed.value))}
        </span>
      )}
    </div>
  );
}
