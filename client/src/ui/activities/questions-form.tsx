/** Asking a question, and voting for those of others. */

import { useSignal } from '@preact/signals';
import { type Activity, noteVote } from '../../state/activities.ts';
import { useApp } from '../app-context.ts';
import { useSending, useWords } from './use-words.ts';

const MOST_CHARACTERS = 280;

export function QuestionsForm({ activity, isPreview }: { activity: Activity; isPreview: boolean }) {
  const { store, intents } = useApp();
  const { t } = useWords();
  const { isBusy, problem, run } = useSending();
  const text = useSignal('');
  const { id } = activity;
  const ask = async () => {
    const isIn = await run(async () => {
      const outcome = await intents.request('activity_ask', { id, text: text.value });
      if (outcome.ok) noteVote(store.activities, id, outcome.question, true);
      return outcome;
    });
    if (isIn) text.value = '';
  };
  return (
    <>
      <form
        class="activity-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isPreview) return;
          if (text.value.trim() === '') problem.value = t('questions.missing');
          else void ask();
        }}
      >
        <label>
          <span>{t('questions.ask')}</span>
          <textarea
            rows={2}
            maxLength={MOST_CHARACTERS}
            value={text.value}
            onInput={({ currentTarget }) => {
              text.value = currentTarget.value;
            }}
          />
        </label>
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        <button type="submit" class="button main" disabled={isPreview || isBusy.value}>
          {t('questions.send')}
        </button>
      </form>
      {!isPreview && (
        <QuestionList
          id={id}
          onVote={(question, wants) =>
            void run(async () => {
              const outcome = await intents.request('activity_vote', { id, question, wants });
              if (outcome.ok) noteVote(store.activities, id, question, wants);
              return outcome;
            })
          }
        />
      )}
    </>
  );
}

function QuestionList({ id, onVote }: { id: string; onVote: (question: number, wants: boolean) => void }) {
  const { activities } = useApp().store;
  const { t } = useWords();
  const rows = activities.results.value.get(id)?.rows.filter(({ isHidden }) => !isHidden) ?? [];
  const votes = activities.votes.value.get(id);
  if (rows.length === 0) return <p class="help">{t('questions.none')}</p>;
  return (
    <ol class="activity-questions" aria-label={t('questions.list')}>
      {rows.map(({ key, label, count }) => {
        const isVoted = votes?.has(Number(key)) ?? false;
        return (
          <li key={key}>
            <p>{label}</p>
            <button
              type="button"
              class="button small"
              aria-pressed={isVoted}
              onClick={() => onVote(Number(key), !isVoted)}
            >
              <span aria-hidden="true">▲</span>
              {t('questions.count', { count })}
              <span class="hidden">. {t(isVoted ? 'questions.voted' : 'questions.vote', { text: label })}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
