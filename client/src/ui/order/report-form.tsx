/** Telling the hosts about somebody; and what one can do oneself if no host is there. */

import { useSignal } from '@preact/signals';
import type { Why } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import type { MeasureProps } from './measure-button.tsx';
import { useOrderWords } from './use-order-words.ts';
import { WhyChoice } from './why-choice.tsx';

const TEXT_MAX = 300;

export function ReportForm({ avatar, name, choose, onDone }: MeasureProps) {
  const { intents } = useApp();
  const words = useOrderWords();
  const why = useSignal<Why>('rude');
  const text = useSignal('');
  const isUnheard = useSignal(false);
  const send = async (event: Event) => {
    event.preventDefault();
    const outcome = await intents.request('report', { avatar, why: why.value, text: text.value.trim() });
    if (outcome.ok && outcome.hosts === 0) isUnheard.value = true;
    else onDone(outcome, outcome.ok ? words('report.done', { count: outcome.hosts }) : undefined);
  };
  if (isUnheard.value) return <Unheard avatar={avatar} name={name} onDone={onDone} />;
  return (
    <form class="order-form" onSubmit={(event) => void send(event)}>
      <p class="help">{words('report.help', { name })}</p>
      <WhyChoice why={why} />
      <label class="order-field">
        <span>{words('report.text')}</span>
        <textarea
          rows={3}
          maxLength={TEXT_MAX}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="order-buttons">
        <button type="submit" class="button main">
          {words('report.send')}
        </button>
        <button type="button" class="button" onClick={() => choose(null)}>
          {words('back')}
        </button>
      </div>
    </form>
  );
}

function Unheard({ avatar, name, onDone }: Pick<MeasureProps, 'avatar' | 'name' | 'onDone'>) {
  const { intents } = useApp();
  const words = useOrderWords();
  return (
    <div role="alert">
      <p>
        <strong>{words('report.nobody')}</strong>
      </p>
      <p>{words('report.nobody.help', { name })}</p>
      <div class="order-buttons">
        <button
          type="button"
          class="button main"
          onClick={() =>
            void intents.request('block', { avatar }).then((outcome) => onDone(outcome, words('block.done', { name })))
          }
        >
          {words('block')}
        </button>
        <button type="button" class="button" onClick={() => intents.leave()}>
          {words('report.leave')}
        </button>
      </div>
    </div>
  );
}
