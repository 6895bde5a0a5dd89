/** Copies a link; where the browser does not allow that, the link is there to be copied by hand. */

import { useSignal } from '@preact/signals';
import type { EventLink } from '../../../state/event-access.ts';
import { useAccessWords } from './use-access-words.ts';

export function CopyLink({ link, isShown = false }: { link: EventLink; isShown?: boolean }) {
  const { t, nameOf } = useAccessWords();
  const outcome = useSignal<'copied' | 'failed' | null>(null);
  const address = `${location.origin}/join/${link.token}`;
  const name = nameOf(link);
  const copy = async () => {
    outcome.value = await navigator.clipboard.writeText(address).then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
  };
  return (
    <div class="access-copy">
      {(isShown || outcome.value === 'failed') && (
        <input
          type="text"
          readonly
          aria-label={t('link.copy.name', { name })}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <button type="button" class="button small" aria-label={t('link.copy.name', { name })} onClick={() => void copy()}>
        {t('link.copy')}
      </button>
      <span role="status">
        {outcome.value === 'copied' && t('link.copied', { name })}
        {outcome.value === 'failed' && t('link.copy.failed')}
      </span>
    </div>
  );
}
