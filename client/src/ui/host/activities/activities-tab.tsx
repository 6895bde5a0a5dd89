/** Making polls, quizzes and their likes, and running them. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useSending } from '../../activities/use-words.ts';
import { useApp } from '../../app-context.ts';
import { saveFile } from '../../parts/save-file.ts';
import { ActivityItem } from './activity-item.tsx';
import { DraftForm } from './draft-form.tsx';
import { type DraftFields, emptyDraft, fieldsOf } from './draft-state.ts';
import { useHostWords } from './use-host-words.ts';

export function ActivitiesTab() {
  const { store } = useApp();
  const h = useHostWords();
  const edited = useSignal<DraftFields | null>(null);
  const said = useSignal('');
  const list = useRef<HTMLHeadingElement>(null);
  const all = [...store.activities.all.value.values()].toReversed();
  const kept = all.filter(({ isDeleted }) => !isDeleted);
  const binned = all.filter(({ isDeleted }) => isDeleted);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !edited.value) list.current?.focus();
    wasEditing.current = edited.value !== null;
  }, [edited.value]);
  const tell = (text: string) => {
    said.value = text;
  };
  if (edited.value)
    return (
      <DraftForm
        first={edited.value}
        onDone={(isSaved) => {
          edited.value = null;
          tell(isSaved ? h('form.saved') : '');
        }}
      />
    );
  return (
    <div class="activities">
      <button
        type="button"
        class="button main"
        onClick={() => {
          edited.value = emptyDraft();
        }}
      >
        {h('new')}
      </button>
      <p role="status">{said.value}</p>
      <section aria-labelledby="host-activities">
        <h3 id="host-activities" ref={list} tabIndex={-1}>
          {h('list.title')}
        </h3>
        {kept.length === 0 && <p class="help">{h('list.none')}</p>}
        {kept.map((activity) => (
          <ActivityItem
            key={activity.id}
            activity={activity}
            onEdit={() => {
              edited.value = fieldsOf(activity);
            }}
            onSaid={tell}
          />
        ))}
      </section>
      {kept.some(({ phase }) => phase !== 'draft') && <TakeAlong />}
      {binned.length > 0 && (
        <section aria-labelledby="host-activities-bin">
          <h3 id="host-activities-bin">{h('bin.title')}</h3>
          <p class="help">{h('bin.help')}</p>
          {binned.map((activity) => (
            <ActivityItem key={activity.id} activity={activity} onEdit={() => undefined} onSaid={tell} />
          ))}
        </section>
      )}
    </div>
  );
}

function TakeAlong() {
  const { intents } = useApp();
  const h = useHostWords();
  const { isBusy, problem, run } = useSending();
  const take = (form: 'csv' | 'json') =>
    run(async () => {
      const outcome = await intents.takeResults(form);
      if (outcome.ok) saveFile(outcome.file, `results.${form}`);
      return outcome;
    });
  return (
    <section aria-labelledby="host-activities-take">
      <h3 id="host-activities-take">{h('take.title')}</h3>
      <p class="help">{h('take.help')}</p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p class="activity-actions">
        <button type="button" class="button small" disabled={isBusy.value} onClick={() => void take('csv')}>
          {h('take.csv')}
        </button>
        <button type="button" class="button small" disabled={isBusy.value} onClick={() => void take('json')}>
          {h('take.json')}
        </button>
      </p>
    </section>
  );
}
