/** One's place in the line before a full event; it goes on by itself. */

import { useApp } from '../app-context.ts';
import { useDoorWords } from './use-door-words.ts';

export function WaitingLine({ place, people }: { place: number; people: number }) {
  const { store, intents } = useApp();
  const { t } = useDoorWords();
  const isOnline = store.link.value.at === 'online';
  return (
    <>
      <p role="status" class="line-place">
        {isOnline ? t('waiting.place', { place, people }) : t('waiting.offline')}{' '}
        {isOnline && place === 1 && t('waiting.next')}
      </p>
      <p>{t('waiting.what')}</p>
      <button type="button" class="button" onClick={() => intents.leave()}>
        {t('waiting.stop')}
      </button>
    </>
  );
}
