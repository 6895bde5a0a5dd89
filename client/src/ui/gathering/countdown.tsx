/** How long it is until all come together, and the way there. Nothing opens by itself. */

import { useSignal } from '@preact/signals';
import type { Countdown } from '../../state/gathering.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';
import { Card } from './card.tsx';
import { useTimeLeft } from './use-time-left.ts';
import { runningDown, useWords } from './use-words.ts';

export function TopCountdown() {
  const { store, panels } = useApp();
  const { t } = useWords();
  const countdown = store.gathering.countdown.value;
  const left = useTimeLeft(countdown?.ends ?? null).value;
  if (!countdown) return null;
  const title = countdown.title || t('countdown.plain');
  const time = runningDown(left);
  const text = left > 0 ? t('countdown.bar', { title, time }) : t('countdown.now', { title });
  return (
    <button type="button" class="top-countdown" aria-label={text} onClick={() => panels.show('gathering')}>
      <span class="top-countdown-title">{title}</span>
      <span>{time}</span>
    </button>
  );
}

/** Shown when it is time. */
export function CountdownCard({ countdown }: { countdown: Countdown }) {
  const { t } = useWords();
  const left = useTimeLeft(countdown.ends).value;
  const isAway = useSignal(false);
  if (left > 0 || isAway.value) return null;
  const title = countdown.title || t('countdown.plain');
  return (
    <Card
      title={t('countdown.now', { title })}
      onClose={() => {
        isAway.value = true;
      }}
    >
      <CountdownLink link={countdown.link} />
    </Card>
  );
}

export function CountdownView({ countdown }: { countdown: Countdown }) {
  const { t, clock } = useWords();
  const left = useTimeLeft(countdown.ends).value;
  const title = countdown.title || t('countdown.plain');
  return (
    <>
      <p>{left > 0 ? t('countdown.at', { title, clock: clock(countdown.at) }) : t('countdown.now', { title })}</p>
      {left > 0 && (
        <p class="running-down" role="timer">
          {t('countdown.left', { time: runningDown(left) })}
        </p>
      )}
      <CountdownLink link={countdown.link} />
    </>
  );
}

function CountdownLink({ link }: { link: string }) {
  const { t } = useWords();
  const host = URL.parse(link)?.host;
  if (!host) return null;
  return (
    <p>
      <a class="button main" href={link} target="_blank" rel="noopener noreferrer">
        <Icon name="external" />
        <span>
          {t('countdown.go')}
          <span class="hidden"> ({t('countdown.go.hint', { host })})</span>
        </span>
      </a>
    </p>
  );
}
