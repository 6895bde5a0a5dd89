/** How far long work is, with a way to stop it; or why it failed, with a way to begin again. */

import { reasonOfFigures } from '../../../i18n/figures-texts.ts';
import type { Job } from '../job.ts';
import { useFigureWords } from './figures-context.ts';

/** Screen readers hear of every so many percent. */
const SAID_PERCENT = 25;

export function JobState<Value>({ job, doing }: { job: Job<Value>; doing: string }) {
  const words = useFigureWords();
  const progress = job.progress.value;
  const trouble = job.trouble.value;
  if (progress !== null)
    return (
      <div class="job">
        <p>{doing}</p>
        <progress aria-label={doing} max={1} value={progress > 0 ? progress : undefined} />
        <span aria-hidden="true">{words.percent(progress)}</span>
        <span role="status" class="hidden">
          {doing} {words.percent(Math.floor((progress * 100) / SAID_PERCENT) * (SAID_PERCENT / 100))}
        </span>
        <button type="button" class="button small" onClick={() => job.stop()}>
          {words.t('cancel')}
        </button>
      </div>
    );
  if (!trouble) return null;
  return (
    <div role="alert" class="job-trouble">
      <p class={trouble.reason === 'cancelled' ? undefined : 'problem'}>
        {words.t(reasonOfFigures(trouble.reason))}
        {trouble.detail && <small lang="en">{trouble.detail}</small>}
      </p>
      <button type="button" class="button" onClick={() => void job.start()}>
        {words.t('retry')}
      </button>
    </div>
  );
}
