/** What does not work as meant in one map; asked of the server when it is opened. */

import { useSignal } from '@preact/signals';
import { mapReasonText } from '../../i18n/map-texts.ts';
import type { EventMap, EventMaps, MapAnswer, MapProblem } from '../../state/event-maps.ts';
import { useWords } from './use-words.ts';

export function MapReport({ map, maps }: { map: EventMap; maps: EventMaps }) {
  const { t } = useWords();
  const answer = useSignal<MapAnswer<readonly MapProblem[]> | null>(null);
  return (
    <details
      class="map-report"
      onToggle={(event) => {
        if (!event.currentTarget.open || answer.value?.ok) return;
        void maps.report(map.name).then((came) => {
          answer.value = came;
        });
      }}
    >
      <summary>{t('report.show', { name: map.title })}</summary>
      <div role="status">
        <Answer answer={answer.value} />
      </div>
    </details>
  );
}

function Answer({ answer }: { answer: MapAnswer<readonly MapProblem[]> | null }) {
  const { t } = useWords();
  if (!answer) return <p>{t('report.loading')}</p>;
  if (!answer.ok) return <p class="problem">{t(mapReasonText(answer.reason))}</p>;
  if (answer.value.length === 0) return <p>{t('report.fine')}</p>;
  return (
    <ul>
      {answer.value.map((problem, index) => (
        <Problem key={`${index}:${problem.text}`} problem={problem} />
      ))}
    </ul>
  );
}

function Problem({ problem: { weight, file, key, text } }: { problem: MapProblem }) {
  const { t } = useWords();
  const where = file && key ? t('report.where.key', { file, key }) : file ? t('report.where', { file }) : '';
  return (
    <li class={`map-${weight}`}>
      <strong>{t(`report.${weight}`)}:</strong> <span lang="en">{text}</span>
      <small>{where || (key && t('report.key', { key }))}</small>
    </li>
  );
}
