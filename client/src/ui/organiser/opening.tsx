/** Tells that a page for organisers is being loaded, or did not come. */

import type { Text } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';

export function Opening({ text, failed, onClose }: { text: Text; failed: boolean; onClose: () => void }) {
  const { t } = useApp();
  return (
    <div class="toasts">
      <div class="toast" role={failed ? 'alert' : 'status'}>
        <p>{t(text)}</p>
        <button type="button" class="button small" onClick={onClose}>
          {t('panel.close')}
        </button>
      </div>
    </div>
  );
}
