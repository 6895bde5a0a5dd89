/** One of the things that one can do about somebody. */

import type { Outcome } from '../../state/intents.ts';
import type { Measure, OrderQuestion } from '../../state/order.ts';

export interface MeasureProps {
  readonly avatar: Extract<OrderQuestion, { about: 'person' }>['avatar'];
  readonly name: string;
  readonly measure: Measure | null;
  readonly choose: (measure: Measure | null) => void;
  /** It is done, or refused. */
  readonly onDone: (outcome: Outcome, said?: string) => void;
}

export function MeasureButton({ title, help, onClick }: { title: string; help: string; onClick: () => void }) {
  return (
    <button type="button" class="menu-item order-measure" onClick={onClick}>
      <span>
        {title}
        <small>{help}</small>
      </span>
    </button>
  );
}
