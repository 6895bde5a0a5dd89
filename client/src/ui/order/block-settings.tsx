/** Whom one blocks, to take it back. */

import { useApp } from '../app-context.ts';
import { Group } from '../parts/setting.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { useOrderWords } from './use-order-words.ts';

export function BlockSettings() {
  const { store, intents } = useApp();
  const words = useOrderWords();
  const refusal = useRefusal();
  const blocks = store.order.blocks.value;
  if (blocks.length === 0) return null;
  return (
    <Group title={words('blocks.title')}>
      <p class="help">{words('blocks.help')}</p>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <ul class="order-list">
        {blocks.map(({ block, name }) => {
          const shown = name || words('blocks.unnamed');
          return (
            <li key={block}>
              <span>{shown}</span>
              <button
                type="button"
                class="button small"
                aria-label={words('unblock.name', { name: shown })}
                onClick={() => void intents.request('unblock', { block }).then(refusal.show)}
              >
                {words('unblock')}
              </button>
            </li>
          );
        })}
      </ul>
    </Group>
  );
}
