/** Play, step, speed, and what is saved of it. */

import { useSignal } from '@preact/signals';
import { SPEEDS, type Speed } from '../../state/replay.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Failed } from './failed.tsx';
import { useNamedWords, useReplay } from './replay-context.ts';
import { SaveButtons } from './save-buttons.tsx';

const MINUTE_MS = 60_000;

export function PlaybackBar() {
  const { room, steps } = useReplay();
  const { t } = useNamedWords();
  const { replay } = room;
  const isOn = replay.status.value === 'playing' || replay.status.value === 'waiting';
  const hasMeetings = room.figures.value.value !== null;
  const showsKeys = useSignal(false);
  return (
    <>
      {replay.status.value === 'failed' && (
        <Failed reason={replay.trouble.value ?? 'unknown'} onRetry={() => steps.to(replay.at.peek())} />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons that act at once, not a form field. */}
      <div class="playback" role="group" aria-label={t('play.label')}>
        <div class="playback-steps">
          {hasMeetings && (
            <IconButton icon="talkBack" name={t('play.meeting.back')} onClick={() => steps.meeting(-1)} />
          )}
          <IconButton icon="minuteBack" name={t('play.back')} onClick={() => steps.by(-MINUTE_MS)} />
          <IconButton
            icon={isOn ? 'pause' : 'play'}
            tone="main"
            name={t(isOn ? 'play.pause' : 'play.play')}
            onClick={steps.toggle}
          />
          <IconButton icon="minuteForward" name={t('play.forward')} onClick={() => steps.by(MINUTE_MS)} />
          {hasMeetings && (
            <IconButton icon="talkForward" name={t('play.meeting.forward')} onClick={() => steps.meeting(1)} />
          )}
        </div>
        <label class="playback-speed">
          <span>{t('play.speed')}</span>
          <select
            value={replay.speed.value}
            onChange={(event) => replay.setSpeed(Number(event.currentTarget.value) as Speed)}
          >
            {SPEEDS.map((times) => (
              <option key={times} value={times}>
                {t('play.speed.times', { times })}
              </option>
            ))}
          </select>
        </label>
        <SaveButtons />
        <IconButton
          icon="keys"
          name={t('keys.title')}
          expanded={showsKeys.value}
          onClick={() => {
            showsKeys.value = !showsKeys.value;
          }}
        />
      </div>
      {showsKeys.value && <KeysHelp />}
    </>
  );
}

function KeysHelp() {
  const { preferences } = useApp();
  const { t } = useNamedWords();
  const signs = preferences.letterKeys.value;
  return (
    <p class="keys-help">
      <Keys names={[t('keys.space')]} /> {t('keys.play')} · <Keys names={['←', '→']} /> {t('keys.arrows')} ·{' '}
      <Keys names={['Home', 'End']} /> {t('keys.ends')}
      {signs ? (
        <>
          {' '}
          · <Keys names={['[', ']']} /> {t('keys.meetings')} · <Keys names={[',', '.']} /> {t('keys.speed')}
        </>
      ) : (
        <> · {t('keys.lettersOff')}</>
      )}
    </p>
  );
}

function Keys({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}
    </>
  );
}
