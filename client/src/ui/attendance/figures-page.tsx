/** What the log of an event tells: figures, a comparison, what may be shared, and the log as a file. */

import './figures/figures.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { AttendanceLog, LoggedEvent, NamedPerson } from '../../state/attendance.ts';
import { useApp } from '../app-context.ts';
import { Tabs } from '../parts/tabs.tsx';
import { ComparisonView } from './figures/comparison.tsx';
import { createComparisonDesk } from './figures/comparison-desk.ts';
import { Conversations } from './figures/conversations.tsx';
import { Encounters } from './figures/encounters.tsx';
import { eventTime, isOfDays } from './figures/event-time.ts';
import { Exporting } from './figures/exporting.tsx';
import { type FigureWords, figureWords } from './figures/figure-words.ts';
import { FiguresProvider, useFigureWords, WordsProvider } from './figures/figures-context.ts';
import { JobState } from './figures/job-state.tsx';
import { Overview } from './figures/overview.tsx';
import { People } from './figures/people.tsx';
import { Places } from './figures/places.tsx';
import { Sharing } from './figures/sharing.tsx';
import type { EventFigures } from './figures.ts';
import type { Job } from './job.ts';

const PARTS = ['overview', 'places', 'people', 'encounters', 'talks', 'compare', 'share', 'export'] as const;
type Part = (typeof PARTS)[number];

export interface FiguresPageProps {
  readonly log: AttendanceLog;
  readonly event: LoggedEvent;
  readonly job: Job<EventFigures>;
  /** null: people are shown by their pseudonyms. */
  readonly names: ReadonlyMap<string, NamedPerson> | null;
}

export function FiguresPage({ log, event, job, names }: FiguresPageProps) {
  const language = useApp().store.language.value;
  const desk = useMemo(() => createComparisonDesk(log, event), [log, event]);
  const part = useSignal<Part>('overview');
  useEffect(() => () => desk.stop(), [desk]);
  const figures = job.value.value;
  const words = useMemo(() => wordsOf(language, figures), [language, figures]);
  const { t } = words;
  if (event.firstMs === null) return <p class="figures">{t('empty')}</p>;
  return (
    <WordsProvider value={words}>
      <div class="figures">
        <AsOf event={event} job={job} />
        <Tabs
          id="figures"
          label={t('parts')}
          tabs={PARTS.map((name) => ({ name, title: t(`part.${name}`) }))}
          current={part.value}
          onChange={(next) => {
            part.value = next;
          }}
        >
          <div class="figures-part">
            {part.value !== 'share' && <p class="figures-for">{t('for.organisers')}</p>}
            {part.value === 'export' && <Exporting log={log} event={event} />}
            {part.value === 'compare' && <ComparisonView desk={desk} />}
            <WithFigures job={job} figures={figures} names={names} words={words} part={part.value}>
              {part.value === 'overview' && <Overview />}
              {part.value === 'places' && <Places />}
              {part.value === 'people' && <People />}
              {part.value === 'encounters' && <Encounters />}
              {part.value === 'talks' && <Conversations />}
              {part.value === 'share' && <Sharing event={event} compared={desk.compared.value.value} />}
            </WithFigures>
          </div>
        </Tabs>
      </div>
    </WordsProvider>
  );
}

function wordsOf(language: 'nl' | 'en', figures: EventFigures | null): FigureWords {
  const islands = new Set(figures?.insight.zones.map(({ zone }) => zone[0]));
  return figureWords({
    language,
    isOfDays: figures !== null && isOfDays(figures.insight),
    isOfIslands: islands.size > 1,
    zones: figures?.zones ?? [],
  });
}

interface WithFiguresProps {
  readonly job: Job<EventFigures>;
  readonly figures: EventFigures | null;
  readonly names: ReadonlyMap<string, NamedPerson> | null;
  readonly words: FigureWords;
  readonly part: Part;
  readonly children: ComponentChildren;
}

/** What needs the figures of this event waits for them. */
function WithFigures({ job, figures, names, words, part, children }: WithFiguresProps) {
  const value = useMemo(
    () =>
      figures && {
        insight: figures.insight,
        shared: figures.shared,
        known: figures.zones ?? [],
        label: (pseudonym: string) => names?.get(pseudonym)?.name ?? pseudonym,
        time: eventTime(figures.insight, words),
      },
    [figures, names, words],
  );
  if (part === 'export' || part === 'compare') return null;
  if (!value) return <JobState job={job} doing={words.t('loading')} />;
  if (value.insight.unique === 0) return <p>{words.t('empty')}</p>;
  return <FiguresProvider value={value}>{children}</FiguresProvider>;
}

/** While people are there the figures grow older: until when they are, and a way to have them anew. */
function AsOf({ event, job }: { event: LoggedEvent; job: Job<EventFigures> }) {
  const { t, moment } = useFigureWords();
  const figures = job.value.value;
  if (!figures) return null;
  const isBusy = job.progress.value !== null;
  return (
    <div class="figures-as-of">
      <p>{t(event.isLive ? 'as.of.live' : 'as.of', { time: moment(figures.insight.last_ms) })}</p>
      {event.isLive && (
        <button type="button" class="button small" disabled={isBusy} onClick={() => void job.start()}>
          {t('refresh')}
        </button>
      )}
      <JobState job={job} doing={t('loading')} />
    </div>
  );
}
