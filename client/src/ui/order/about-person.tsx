/** The button that opens what one can do about somebody; the sheet itself is loaded when it is first wanted. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AvatarId } from '../../core/units.ts';
import type { OrderQuestion } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
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
  const loaded = useSignal<{ readonly Sheet: ComponentType<SheetProps> } | null>(null);
  const hasFailed = useSignal(false);
  const words = useOrderWords();
  const isHosts = question.about === 'message';
  useEffect(() => {
    const load = isHosts
      ? import('../host/message-sheet.tsx').then(({ MessageSheet }) => MessageSheet as ComponentType<SheetProps>)
      : import('./person-sheet.tsx').then(({ PersonSheet }) => PersonSheet as ComponentType<SheetProps>);
    load.then(
      (Sheet) => {
        loaded.value = { Sheet };
      },
      () => {
        hasFailed.value = true;
      },
    );
  }, [isHosts, loaded, hasFailed]);
  if (loaded.value) return <loaded.value.Sheet question={question} onClose={onClose} />;
  if (!hasFailed.value) return null;
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
