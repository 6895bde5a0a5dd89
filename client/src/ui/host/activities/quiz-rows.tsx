/** The questions of a quiz, each with its answers and the right one among them. */

import type { Signal } from '@preact/signals';
import { IconButton } from '../../parts/icon-button.tsx';
import {
  type DraftFields,
  emptyOption,
  emptyQuestion,
  LEAST_OPTIONS,
  MOST_OPTIONS,
  MOST_QUESTIONS,
  type QuestionFields,
} from './draft-state.ts';
import { useHostWords } from './use-host-words.ts';

export function QuizRows({ fields }: { fields: Signal<DraftFields> }) {
  const h = useHostWords();
  const { questions } = fields.value;
  const setAll = (changed: readonly QuestionFields[]) => {
    fields.value = { ...fields.value, questions: changed };
  };
  return (
    <>
      {questions.map((question, index) => (
        <fieldset key={question.key} class="activity-fields activity">
          <legend>{h('form.quiz', { number: index + 1 })}</legend>
          <QuizQuestion
            question={question}
            number={index + 1}
            onChange={(change) =>
              setAll(questions.map((one) => (one.key === question.key ? { ...one, ...change } : one)))
            }
          />
          {questions.length > 1 && (
            <button
              type="button"
              class="button small"
              onClick={() => setAll(questions.filter(({ key }) => key !== question.key))}
            >
              {h('form.quiz.remove', { number: index + 1 })}
            </button>
          )}
        </fieldset>
      ))}
      {questions.length < MOST_QUESTIONS && (
        <button type="button" class="button small" onClick={() => setAll([...questions, emptyQuestion()])}>
          {h('form.quiz.add')}
        </button>
      )}
    </>
  );
}

interface QuizQuestionProps {
  readonly question: QuestionFields;
  readonly number: number;
  readonly onChange: (change: Partial<QuestionFields>) => void;
}

function QuizQuestion({ question, number, onChange }: QuizQuestionProps) {
  const h = useHostWords();
  const { options, right } = question;
  const remove = (index: number) => {
    const nowRight = index < right ? right - 1 : index === right ? 0 : right;
    onChange({ options: options.filter((_, other) => other !== index), right: nowRight });
  };
  return (
    <>
      <input
        type="text"
        required
        maxLength={200}
        aria-label={h('form.quiz', { number })}
        value={question.text}
        onInput={({ currentTarget }) => onChange({ text: currentTarget.value })}
      />
      {options.map(({ key, text }, index) => (
        <div key={key} class="option-row">
          <input
            type="radio"
            name={`right-${question.key}`}
            aria-label={h('form.quiz.right', { number: index + 1 })}
            checked={index === right}
            onChange={() => onChange({ right: index })}
          />
          <input
            type="text"
            required
            maxLength={120}
            aria-label={h('form.option', { number: index + 1 })}
            placeholder={h('form.option', { number: index + 1 })}
            value={text}
            onInput={({ currentTarget }) =>
              onChange({ options: options.with(index, { key, text: currentTarget.value }) })
            }
          />
          {options.length > LEAST_OPTIONS && (
            <IconButton
              icon="close"
              name={h('form.option.remove', { number: index + 1 })}
              onClick={() => remove(index)}
            />
          )}
        </div>
      ))}
      {options.length < MOST_OPTIONS && (
        <button
          type="button"
          class="button small"
          onClick={() => onChange({ options: [...options, { key: emptyOption().key, text: '' }] })}
        >
          {h('form.option.add')}
        </button>
      )}
    </>
  );
}
