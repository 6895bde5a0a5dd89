/** The kind of reason, chosen from a list. */

import type { Signal } from '@preact/signals';
import { WHYS, type Why } from '../../state/order.ts';
import { useOrderWords } from './use-order-words.ts';

export function WhyChoice({ why }: { why: Signal<Why> }) {
  const words = useOrderWords();
  return (
    <label class="order-field">
      <span>{words('sheet.why')}</span>
      <select
        value={why.value}
        onChange={(event) => {
          why.value = event.currentTarget.value as Why;
        }}
      >
        {WHYS.map((one) => (
          <option key={one} value={one}>
            {words(`why.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
