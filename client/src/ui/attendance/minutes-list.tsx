/** What happened in each minute, in words: the replay for whoever does not see it. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Check } from '../parts/setting.tsx';
import { Failed } from './failed.tsx';
import type { MinuteNotes } from './figures.ts';
import { allThatHappened, isLong, minuteAt, whatHappened } from './minute-sentences.ts';
import { useNamedWords, useReplay } from './replay-context.ts';

export function MinutesList() {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const { value, trouble, start } = room.figures;
  const notes = value.value?.insight.notes;
  if (!notes && trouble.value) return <Failed {...trouble.value} onRetry={() => void start()} />;
  if (!notes) return <p role="status">{t('time.loading')}</p>;
  if (notes.length === 0) return <p>{t('minutes.none')}</p>;
  return <Minutes minutes={notes} />;
}

function Minutes({ minutes }: { minutes: readonly MinuteNotes[] }) {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const eventfulOnly = useSignal(false);
  const box = useRef<HTMLOListElement>(null);
  const current = minuteAt(minutes, room.minute.value);
  useEffect(() => keepInSight(box.current), [current]);
  const shown = eventfulOnly.value ? minutes.filter((one, at) => one.notes.length > 0 || at === current) : minutes;
  return (
    <>
      <Check
        name={t('minutes.quiet')}
        help=""
        isOn={eventfulOnly.value}
        onChange={(isOn) => {
          eventfulOnly.value = isOn;
        }}
      />
      <Check
        name={t('minutes.read')}
        help={t('minutes.read.help')}
        isOn={room.readsMinutes.value}
        onChange={(isOn) => {
          room.readsMinutes.value = isOn;
        }}
      />
      <ol class="minutes" aria-label={t('minutes.list')} ref={box}>
        {shown.map((one) => (
          <Minute key={one.start_ms} one={one} isCurrent={one === minutes[current]} />
        ))}
      </ol>
    </>
  );
}

function Minute({ one, isCurrent }: { one: MinuteNotes; isCurrent: boolean }) {
  const { steps } = useReplay();
  const words = useNamedWords();
  const { t } = words;
  return (
    <li class="minute" aria-current={isCurrent ? 'time' : undefined}>
      <button type="button" class="link-button" onClick={() => steps.to(one.start_ms)}>
        {words.minute(one.start_ms)}
      </button>
      <small>
        {isCurrent && <span class="tag">{t('minutes.now')}</span>} {t('minutes.present', { count: one.present })}
      </small>
      <p class={one.notes.length === 0 ? 'minute-quiet' : undefined}>{whatHappened(words, one, words.zone)}</p>
      {isCurrent && isLong(one) && (
        <details>
          <summary>{t('minutes.all')}</summary>
          <ul>
            {allThatHappened(words, one, words.zone).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

/** Scrolls the list alone, and not under somebody who reads or uses it. */
function keepInSight(box: HTMLElement | null): void {
  const item = box?.querySelector<HTMLElement>('[aria-current]');
  if (!box || !item || box.contains(document.activeElement) || box.matches(':hover')) return;
  const top = item.offsetTop - box.offsetTop;
  if (top < box.scrollTop || top + item.offsetHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = Math.max(0, top - box.clientHeight / 3);
}
