/** A deed of a host with its reason: chosen from a list, and in words if one likes. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Why } from '../../state/order.ts';
import { useOrderWords } from '../order/use-order-words.ts';
import { WhyChoice } from '../order/why-choice.tsx';

const WORDS_MAX = 200;

interface MeasureFormProps {
  readonly title: string;
  readonly help: string;
  /** What the words are for. */
  readonly wordsLabel: string;
  readonly usual: Why;
  readonly onSend: (why: Why, words: string) => void;
  readonly onBack: () => void;
  readonly children?: ComponentChildren;
}

export function MeasureForm({ title, help, wordsLabel, usual, onSend, onBack, children }: MeasureFormProps) {
  const words = useOrderWords();
  const why = useSignal<Why>(usual);
  const text = useSignal('');
  return (
    <form
      class="order-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(why.value, text.value.trim());
      }}
    >
      <p class="help">{help}</p>
      <WhyChoice why={why} />
      <label class="order-field">
        <span>{wordsLabel}</span>
        <textarea
          rows={2}
          maxLength={WORDS_MAX}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      {children}
      <div class="order-buttons">
        <button type="submit" class="button main">
          {title}
        </button>
        <button type="button" class="button" onClick={onBack}>
          {words('back')}
        </button>
      </div>
    </form>
  );
}
