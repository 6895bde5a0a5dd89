/** Notices: shown for a while, read once by screen readers. Urgent ones stay until they are closed. */

import { useEffect } from 'preact/hooks';
import { isText, reasonText } from '../../i18n/texts.ts';
import type { Notice } from '../../state/store.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';

const SHOWN_MS = 7000;

export function Toasts() {
  const notices = useApp().store.notices.value;
  return (
    <div class="toasts">
      <div role="status">
        {notices
          .filter(({ urgent }) => !urgent)
          .map((notice) => (
            <Toast key={notice.id} notice={notice} />
          ))}
      </div>
      <div role="alert">
        {notices
          .filter(({ urgent }) => urgent)
          .map((notice) => (
            <Toast key={notice.id} notice={notice} />
          ))}
      </div>
    </div>
  );
}

function Toast({ notice }: { notice: Notice }) {
  const { intents, t } = useApp();
  useEffect(() => {
    if (notice.urgent) return;
    const timer = setTimeout(() => intents.dismiss(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, intents]);
  const key = isText(notice.key) ? notice.key : reasonText(notice.key.replace(/^reason\./, ''));
  return (
    <div class={notice.urgent ? 'toast urgent' : 'toast'}>
      <p>{t(key, notice.values)}</p>
      <IconButton icon="close" name={t('notice.dismiss')} onClick={() => intents.dismiss(notice.id)} />
    </div>
  );
}
