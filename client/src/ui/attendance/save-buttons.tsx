/** A picture of the moment, or a short film, for a report. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { replayReasonText } from '../../i18n/replay-texts.ts';
import {
  type Caption,
  type FilmChoice,
  LONGEST_FILM_S,
  ReplayError,
  type ReplayView,
  SPEEDS,
  type Speed,
} from '../../state/replay.ts';
import { Sheet } from '../organiser/sheet.tsx';
import { Icon } from '../parts/icons.tsx';
import { useNamedWords, useReplay } from './replay-context.ts';
import { fileName, saveFile } from './save-file.ts';

const MINUTE_MS = 60_000;
const FILM_MINUTES = [1, 2, 5, 10, 20, 30, 60] as const;

export function SaveButtons() {
  const { room, tools } = useReplay();
  const { t } = useNamedWords();
  const said = useSignal('');
  const films = useSignal(false);
  const caption = useCaption();
  const view = room.view.value;
  if (!view) return null;
  const { replay } = room;

  const takePicture = async (): Promise<void> => {
    said.value = '';
    try {
      const name = fileName(replay.timeline.name, replay.at.peek(), 'png');
      saveFile(await tools.studio.takePicture(view, replay, caption), name);
      said.value = t('save.done', { file: name });
    } catch (error) {
      said.value = t(replayReasonText(reasonOf(error)));
    }
  };

  return (
    <div class="save-buttons">
      <button type="button" class="button small" aria-label={t('save.picture.name')} onClick={() => void takePicture()}>
        <Icon name="picture" />
        <span>{t('save.picture')}</span>
      </button>
      <button
        type="button"
        class="button small"
        aria-label={t('save.film.name')}
        onClick={() => {
          said.value = '';
          films.value = true;
        }}
      >
        <Icon name="film" />
        <span>{t('save.film')}</span>
      </button>
      <p class="save-said" role="status">
        {said.value}
      </p>
      {films.value && (
        <FilmDialog
          view={view}
          onClose={(text) => {
            films.value = false;
            said.value = text;
          }}
        />
      )}
    </div>
  );
}

/** `onClose` hears what came of it. */
function FilmDialog({ view, onClose }: { view: ReplayView; onClose: (text: string) => void }) {
  const { room, tools } = useReplay();
  const { t } = useNamedWords();
  const { replay } = room;
  const caption = useCaption();
  const fromMs = useRef(replay.at.peek()).current;
  const minutes = useSignal<number>(5);
  const speed = useSignal<Speed>(10);
  const making = useSignal<number | null>(null);
  const trouble = useSignal<string | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => {
    replay.pause();
    return () => stop.current.abort();
  }, []);
  const toMs = Math.min(replay.timeline.lastMs, fromMs + minutes.value * MINUTE_MS);
  const seconds = Math.ceil((toMs - fromMs) / speed.value / 1000);
  const ending = tools.studio.filmEnding;
  const cannot =
    ending === null
      ? t('reason.film_unsupported')
      : seconds < 1
        ? t('film.end')
        : seconds > LONGEST_FILM_S
          ? t('film.long', { count: LONGEST_FILM_S })
          : null;

  const make = async (film: FilmChoice): Promise<void> => {
    making.value = 0;
    trouble.value = null;
    const { signal } = stop.current;
    const onProgress = (done: number) => {
      if (!signal.aborted) making.value = done;
    };
    try {
      const file = await tools.studio.recordFilm(view, replay, film, caption, { onProgress, signal });
      const name = fileName(replay.timeline.name, fromMs, ending ?? 'webm');
      saveFile(file, name);
      onClose(t('save.done', { file: name }));
    } catch (error) {
      making.value = null;
      if (signal.aborted) onClose(t('film.stopped'));
      else trouble.value = t(replayReasonText(reasonOf(error)));
    }
  };

  return (
    <Sheet
      titleId="film-title"
      kind="question"
      onClose={() => (making.value === null ? onClose('') : stop.current.abort())}
    >
      <h2 id="film-title" tabIndex={-1}>
        {t('film.title')}
      </h2>
      {making.value === null ? (
        <>
          <p>{t('film.what')}</p>
          <Choice
            label={t('film.stretch')}
            value={minutes.value}
            options={FILM_MINUTES.map((count) => [count, t('ground.minutes', { count })])}
            onChange={(chosen) => {
              minutes.value = chosen;
            }}
          />
          <Choice
            label={t('film.speed')}
            value={speed.value}
            options={SPEEDS.map((times) => [times, t('play.speed.times', { times })])}
            onChange={(chosen) => {
              speed.value = chosen as Speed;
            }}
          />
          <p role="status" class={cannot ? 'problem' : undefined}>
            {cannot ?? t('film.length', { count: seconds })}
          </p>
        </>
      ) : (
        <Making done={making.value} />
      )}
      {trouble.value && (
        <p class="problem" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="sheet-answers">
        <button
          type="button"
          class="button"
          onClick={() => (making.value === null ? onClose('') : stop.current.abort())}
        >
          {t(making.value === null ? 'cancel' : 'stop')}
        </button>
        {making.value === null && (
          <button
            type="button"
            class="button main"
            disabled={cannot !== null}
            onClick={() => void make({ fromMs, toMs, speed: speed.value })}
          >
            {t('film.begin')}
          </button>
        )}
      </div>
    </Sheet>
  );
}

function Making({ done }: { done: number }) {
  const { t } = useNamedWords();
  const percent = Math.floor(done * 100);
  return (
    <>
      <p>{t('film.keep')}</p>
      <progress class="wide-progress" aria-label={t('film.progress')} max={1} value={done} />
      <p aria-hidden="true">{t('film.making', { percent })}</p>
      <p class="hidden" role="status">
        {t('film.making', { percent: percent - (percent % 25) })}
      </p>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: number;
  readonly options: readonly (readonly [value: number, text: string])[];
  readonly onChange: (value: number) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function useCaption(): Caption {
  const { room } = useReplay();
  const { date, time } = useNamedWords();
  return { event: room.replay.timeline.name, timeText: (wallMs) => `${date(wallMs)}, ${time(wallMs)}` };
}

function reasonOf(error: unknown): string {
  return error instanceof ReplayError ? error.reason : 'unknown';
}
