/** Whether to take a chat message off everybody's screen. */

import type { OrderQuestion } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { Sheet } from '../parts/sheet.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { MeasureForm } from './measure-form.tsx';
import { useHostOrderWords } from './use-host-order-words.ts';

const TITLE = 'about-message';

export function MessageSheet({ question, onClose }: { question: OrderQuestion; onClose: () => void }) {
  const { intents } = useApp();
  const words = useHostOrderWords();
  const refusal = useRefusal();
  if (question.about !== 'message') return null;
  const { message, name } = question;
  return (
    <Sheet titleId={TITLE} kind="question" onClose={onClose}>
      <h2 id={TITLE} tabIndex={-1}>
        {words('hide.title', { name })}
      </h2>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <MeasureForm
        title={words('hide')}
        help={words('hide.help')}
        wordsLabel={words('words.hosts')}
        usual="rude"
        onBack={onClose}
        onSend={(why, text) =>
          void intents.request('hide_message', { message, why, words: text }).then((outcome) => {
            refusal.show(outcome);
            if (outcome.ok) onClose();
          })
        }
      />
    </Sheet>
  );
}
