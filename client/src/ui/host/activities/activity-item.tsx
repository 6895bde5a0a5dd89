/** One activity as its host sees it: where it is in its life, what can be done, and the results so far. */

import type { ActivityAction } from '../../../protocol/activity-messages.ts';
import type { Activity, ResultRow } from '../../../state/activities.ts';
import { ResultsView } from '../../activities/results-view.tsx';
import { placeName, useSending, useWords } from '../../activities/use-words.ts';
import { type App, useApp } from '../../app-context.ts';
import { type HostWords, useHostWords } from './use-host-words.ts';

interface ItemProps {
  readonly activity: Activity;
  readonly onEdit: () => void;
  readonly onSaid: (text: string) => void;
}

export function ActivityItem({ activity, onEdit, onSaid }: ItemProps) {
  const app = useApp();
  const { t } = useWords();
  const h = useHostWords();
  const { isBusy, problem, run } = useSending();
  const { id, title, phase, isDeleted } = activity;
  const results = app.store.activities.results.value.get(id);
  const act = async (action: ActivityAction) => {
    const isDone = await run(() => app.intents.request('activity_do', { id, action }));
    if (isDone) onSaid(h(`did.${action}`, { title }));
  };
  const hide = (row: ResultRow) =>
    void run(() => app.intents.request('activity_hide', { id, item: row.key, hidden: !row.isHidden }));
  return (
    <article class="activity" aria-labelledby={`host-activity-${id}`}>
      <header>
        <p class="activity-kind">{[t(`kind.${activity.kind}`), ...facts(app, h, activity)].join(' · ')}</p>
        <h4 id={`host-activity-${id}`}>{title}</h4>
      </header>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p class="activity-actions">
        {phase === 'draft' && !isDeleted && (
          <button type="button" class="button small" aria-label={`${h('do.edit')}: ${title}`} onClick={onEdit}>
            {h('do.edit')}
          </button>
        )}
        {actionsOf(activity).map((action) => (
          <button
            key={action}
            type="button"
            class={action === 'open' ? 'button small main' : 'button small'}
            disabled={isBusy.value}
            aria-label={`${h(`do.${action}`)}: ${title}`}
            onClick={() => void act(action)}
          >
            {h(`do.${action}`)}
          </button>
        ))}
      </p>
      {activity.kind === 'quiz' && phase === 'open' && (
        <p class="help">
          {h('quiz.now', {
            number: activity.at + 1,
            count: activity.questionsInAll,
            answers: results?.takingPart ?? 0,
          })}
        </p>
      )}
      {activity.isAnonymous && phase === 'closed' && activity.key !== '' && <p class="help">{h('waiting')}</p>}
      {phase !== 'draft' && !isDeleted && (
        <ResultsView
          activity={activity}
          results={results}
          {...(canHide(activity) && {
            onHide: hide,
            hideLabel: (row: ResultRow) => h(row.isHidden ? 'unhide.of' : 'hide.of', { item: row.label }),
          })}
        />
      )}
    </article>
  );
}

const canHide = ({ kind }: Activity): boolean => kind === 'words' || kind === 'questions';

/** What can be done with it now, in the order of the buttons. */
export function actionsOf(activity: Activity): readonly ActivityAction[] {
  if (activity.isDeleted) return ['restore'];
  const results: ActivityAction = activity.isShown ? 'conceal' : 'show';
  switch (activity.phase) {
    case 'draft':
      return ['open', 'copy', 'delete'];
    case 'open': {
      const hasNext = activity.kind === 'quiz' && activity.at + 1 < activity.questionsInAll;
      return [...(hasNext ? (['next'] as const) : []), 'close', results, 'copy', 'delete'];
    }
    case 'closed':
      return [results, 'copy', 'delete'];
  }
}

function facts(app: App, h: HostWords, { phase, place, isAnonymous, isShown }: Activity): string[] {
  const name = place && placeName(app, place);
  const whom = !place ? h('for.everyone') : name ? h('for.place', { place: name }) : h('for.elsewhere');
  return [h(`phase.${phase}`), whom, ...(isAnonymous ? [h('secret')] : []), ...(isShown ? [h('shown')] : [])];
}
