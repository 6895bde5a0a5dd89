/** The button that opens what one can do about somebody; the sheet itself is loaded when it is first wanted. */

import type { ComponentType } from 'preact';
import type { AvatarId } from '../../core/units.ts';
import type { OrderQuestion } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useOrderWords } from './use-order-words.ts';

export function AboutPerson({ avatar, name }: { avatar: AvatarId; name: string }) {
  const { order } = useApp().store;
  const words = useOrderWords();
  return (
    <IconButton
      icon="more"
      name={words('more', { name })}
      onClick={() => {
        order.question.value = { about: 'person', avatar, name, measure: null };
      }}
    />
  );
}

interface SheetProps {
  readonly question: OrderQuestion;
  readonly onClose: () => void;
}

/** The sheet, while one is on the island and there is something to decide. */
export function OrderSheetSlot() {
  const { order, phase } = useApp().store;
  const question = order.question.value;
  const close = () => {
    order.question.value = null;
  };
  return question && phase.value.at === 'island' ? (
    <LoadedSheet key={keyOf(question)} question={question} onClose={close} />
  ) : null;
}

const keyOf = (question: OrderQuestion): string =>
  question.about === 'person' ? `person-${question.avatar}` : `message-${question.message}`;

function LoadedSheet({ question, onClose }: SheetProps) {
  const words = useOrderWords();
  const Sheet = useLoaded<{ readonly Is: ComponentType<SheetProps> }>(async () => ({
    Is: (question.about === 'message'
      ? (await import('../host/message-sheet.tsx')).MessageSheet
      : (await import('./person-sheet.tsx')).PersonSheet) as ComponentType<SheetProps>,
  }));
  if (!Sheet) return null;
  if (Sheet !== 'failed') return <Sheet.Is question={question} onClose={onClose} />;
  return (
    <div class="toasts">
      <div class="toast" role="alert">
        <p>{words('failed')}</p>
        <button type="button" class="button small" onClick={onClose}>
          {words('close')}
        </button>
      </div>
    </div>
  );
}
