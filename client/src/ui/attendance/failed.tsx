/** Why something did not come, and trying again. */

import { replayReasonText } from '../../i18n/replay-texts.ts';
import { useReplayWords } from './replay-words.ts';

interface FailedProps {
  readonly reason: string;
  /** What the server says more, in English; only for damage is it worth reading. */
  readonly detail?: string;
  readonly onRetry: () => void;
}

export function Failed({ reason, detail = '', onRetry }: FailedProps) {
  const { t } = useReplayWords();
  return (
    <div class="attendance-failed" role="alert">
      <p class="problem">
        {t(replayReasonText(reason))}
        {reason === 'log_damaged' && detail !== '' && <small lang="en">{detail}</small>}
      </p>
      <button type="button" class="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </div>
  );
}
