/** All that one can take part in now, and the results that are shown. */

import { type Activity, isHere } from '../../state/activities.ts';
import { type App, useApp } from '../app-context.ts';
import { ActivityForm } from './activity-form.tsx';
import { ResultsView } from './results-view.tsx';
import { placeName, useWords, type Words } from './use-words.ts';

export function ActivitiesList() {
  const { store } = useApp();
  const { t } = useWords();
  const all = [...store.activities.all.value.values()].filter(({ isDeleted }) => !isDeleted);
  const open = all.filter(({ phase }) => phase === 'open');
  const shown = all.filter(({ phase, isShown }) => phase === 'closed' && isShown);
  return (
    <div class="activities">
      <section aria-labelledby="activities-open">
        <h3 id="activities-open">{t('open.title')}</h3>
        {open.length === 0 && <p class="help">{t('open.none')}</p>}
        {open.map((activity) => (
          <OpenActivity key={activity.id} activity={activity} />
        ))}
      </section>
      {shown.length > 0 && (
        <section aria-labelledby="activities-results">
          <h3 id="activities-results">{t('results.title')}</h3>
          {shown.toReversed().map((activity) => (
            <article key={activity.id} class="activity" aria-labelledby={`activity-${activity.id}`}>
              <Head activity={activity} />
              <ResultsView activity={activity} results={store.activities.results.value.get(activity.id)} />
            </article>
          ))}
        </section>
      )}
    </div>
  );
}

function OpenActivity({ activity }: { activity: Activity }) {
  const app = useApp();
  const words = useWords();
  const { activities, here } = app.store;
  const results = activities.results.value.get(activity.id);
  return (
    <article class="activity" aria-labelledby={`activity-${activity.id}`}>
      <Head activity={activity} />
      <p class="help">{promiseOf(activity, words)}</p>
      {isHere(activities, activity, here.value) ? (
        <ActivityForm key={activity.at} activity={activity} />
      ) : (
        <p class="notice-box">{elsewhere(app, words, activity)}</p>
      )}
      {activity.isShown && activity.kind !== 'questions' && <ResultsView activity={activity} results={results} />}
    </article>
  );
}

function Head({ activity }: { activity: Activity }) {
  const { t } = useWords();
  return (
    <header>
      <p class="activity-kind">{t(`kind.${activity.kind}`)}</p>
      <h4 id={`activity-${activity.id}`}>{activity.title}</h4>
    </header>
  );
}

/** What is kept of an answer, before one gives it. */
export function promiseOf({ kind, isAnonymous, scoreBy }: Activity, { t }: Words): string {
  if (isAnonymous) return t('promise.secret');
  if (kind === 'quiz') return t(`promise.quiz.${scoreBy}`);
  return kind === 'questions' || kind === 'feet' ? t(`promise.${kind}`) : t('promise.named');
}

function elsewhere(app: App, { t }: Words, { place }: Activity): string {
  const name = place && placeName(app, place);
  return name ? t('elsewhere', { place: name }) : t('elsewhere.island');
}
