/** How one takes part: a form for each kind. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { type Activity, noteTaken } from '../../state/activities.ts';
import type { Outcome, SecretAnswer } from '../../state/intents.ts';
import { useApp } from '../app-context.ts';
import { ChoiceFields } from './choice-fields.tsx';
import { FeetPlaces } from './feet-places.tsx';
import { QuestionsForm } from './questions-form.tsx';
import { useSending, useWords } from './use-words.ts';

/** `isPreview`: as people will see it, but nothing is sent. */
export function ActivityForm({ activity, isPreview = false }: { activity: Activity; isPreview?: boolean }) {
  switch (activity.kind) {
    case 'feet':
      return <FeetPlaces activity={activity} isPreview={isPreview} />;
    case 'questions':
      return <QuestionsForm activity={activity} isPreview={isPreview} />;
    case 'words':
      return <WordsForm activity={activity} isPreview={isPreview} />;
    default:
      return <ChoiceForm activity={activity} isPreview={isPreview} />;
  }
}

interface FormProps {
  readonly activity: Activity;
  readonly isPreview: boolean;
}

function ChoiceForm({ activity, isPreview }: FormProps) {
  const { t } = useWords();
  const chosen = useSignal<ReadonlySet<number>>(new Set());
  const question = activity.kind === 'quiz' ? activity.questions[activity.at] : undefined;
  const options = question ? question.options.map((text) => ({ text, picture: '' })) : activity.options;
  const numbers = { number: activity.at + 1, count: activity.questionsInAll };
  return (
    <AnswerForm
      activity={activity}
      isPreview={isPreview}
      missing={t('answer.missing')}
      answer={() => (chosen.value.size > 0 ? { chosen: [...chosen.value].sort((a, b) => a - b), words: [] } : null)}
    >
      <ChoiceFields
        name={`choice-${activity.id}`}
        legend={
          question ? `${t('quiz.question', numbers)}: ${question.text}` : t('choose.most', { count: activity.most })
        }
        options={options}
        most={activity.most}
        chosen={chosen}
      />
    </AnswerForm>
  );
}

function WordsForm({ activity, isPreview }: FormProps) {
  const { t } = useWords();
  const words = useSignal<readonly string[]>(Array.from({ length: activity.most }, () => ''));
  const answer = () => {
    const given = words.value.map((word) => word.trim()).filter((word) => word !== '');
    return given.length > 0 ? { chosen: [], words: given } : null;
  };
  return (
    <AnswerForm activity={activity} isPreview={isPreview} missing={t('words.missing')} answer={answer}>
      <fieldset class="activity-fields">
        <legend>{t('words.label', { count: activity.most })}</legend>
        {words.value.map((word, index) => (
          <input
            key={index}
            type="text"
            maxLength={30}
            autocomplete="off"
            aria-label={t('words.number', { number: index + 1 })}
            value={word}
            onInput={({ currentTarget }) => {
              words.value = words.value.with(index, currentTarget.value);
            }}
          />
        ))}
      </fieldset>
    </AnswerForm>
  );
}

interface AnswerFormProps extends FormProps {
  /** What to say when there is no answer yet. */
  readonly missing: string;
  readonly answer: () => SecretAnswer | null;
  readonly children: ComponentChildren;
}

/** The frame of all that is answered once. */
function AnswerForm({ activity, isPreview, missing, answer, children }: AnswerFormProps) {
  const { store, intents } = useApp();
  const { t } = useWords();
  const { isBusy, problem, run } = useSending();
  const { taken, handingIn } = store.activities;
  if (!isPreview && handingIn.value.has(activity.id)) return <p role="status">{t('answer.waiting')}</p>;
  if (!isPreview && taken.value.has(activity.id))
    return <p role="status">{t(activity.kind === 'quiz' ? 'quiz.wait' : 'answer.done')}</p>;
  const hand = async (given: SecretAnswer): Promise<Outcome> => {
    if (activity.isAnonymous) return intents.answerSecretly(activity.id, given);
    const outcome = await intents.request('activity_answer', { id: activity.id, ...given });
    if (outcome.ok) noteTaken(store.activities, activity.id);
    return outcome;
  };
  return (
    <form
      class="activity-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPreview) return;
        const given = answer();
        if (given) void run(() => hand(given));
        else problem.value = missing;
      }}
    >
      {children}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <button type="submit" class="button main" disabled={isPreview || isBusy.value}>
        {t(isBusy.value ? 'answer.sending' : 'answer.send')}
      </button>
    </form>
  );
}
