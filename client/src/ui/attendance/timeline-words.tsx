/** What the timeline draws, in words and tables. */

import { knownText } from '../../i18n/replay-texts.ts';
import type { Insight } from './figures.ts';
import { type NamedWords, useNamedWords, useReplay } from './replay-context.ts';
import type { TimelineMark } from './timeline-marks.ts';

export function TimelineWords({ insight, marks }: { insight: Insight; marks: readonly TimelineMark[] }) {
  const { t, minute } = useNamedWords();
  const { peak } = insight;
  return (
    <details class="timeline-words">
      <summary>{t('time.words')}</summary>
      <p>
        {peak.people === 0
          ? t('time.words.none')
          : t('time.words.peak', { time: minute(peak.at_ms), count: peak.people })}{' '}
        {t('time.words.talks', { count: insight.conversations.length })}
      </p>
      <ZonesTable insight={insight} />
      <MarksList marks={marks} />
    </details>
  );
}

function ZonesTable({ insight }: { insight: Insight }) {
  const { t, zone, minute, length } = useNamedWords();
  if (insight.zones.length === 0) return null;
  return (
    <div class="table-box">
      <table>
        <caption>{t('time.zone.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('time.zone.name')}</th>
            <th scope="col">{t('time.zone.most')}</th>
            <th scope="col">{t('time.zone.when')}</th>
            <th scope="col">{t('time.zone.total')}</th>
          </tr>
        </thead>
        <tbody>
          {insight.zones.map((use) => (
            <tr key={use.zone.join('/')}>
              <th scope="row">{zone(use.zone)}</th>
              <td>{use.most}</td>
              <td>{use.most > 0 ? minute(use.most_at_ms) : '–'}</td>
              <td>{length(use.person_ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MarksList({ marks }: { marks: readonly TimelineMark[] }) {
  const { steps } = useReplay();
  const words = useNamedWords();
  const { t, minute } = words;
  if (marks.length === 0) return <p>{t('time.marks.none')}</p>;
  return (
    <ul class="marks-list" aria-label={t('time.marks.list')}>
      {marks.map((mark, index) => (
        <li key={`${mark.kind}${mark.atMs}:${index}`}>
          <button type="button" class="link-button" onClick={() => steps.to(mark.atMs)}>
            {minute(mark.atMs)}
          </button>{' '}
          {markText(words, mark)}
        </li>
      ))}
    </ul>
  );
}

function markText({ t, minute, person }: NamedWords, mark: TimelineMark): string {
  switch (mark.kind) {
    case 'host':
      return t(`mark.${mark.role}`, { name: person(mark.person) });
    case 'restart':
      return t('mark.restart', { time: minute(mark.untilMs) });
    case 'gap':
      return t('mark.gap', { time: minute(mark.untilMs), count: mark.lost });
    case 'other': {
      const known = knownText(`happening.${mark.what}`);
      return known ? t(known) : t('mark.other', { kind: mark.what });
    }
  }
}
