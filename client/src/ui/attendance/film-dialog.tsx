/** Choosing a short film, and waiting for it. */

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { replayReasonText } from '../../i18n/replay-texts.ts';
import { type FilmChoice, LONGEST_FILM_S, type ReplayView, SPEEDS, type Speed } from '../../state/replay.ts';
import { saveFile } from '../parts/save-file.ts';
import { Sheet } from '../parts/sheet.tsx';
import { planFilm } from './film-plan.ts';
import { useNamedWords, useReplay } from './replay-context.ts';
import { momentName, reasonOf, useCaption } from './saving.ts';

const FILM_MINUTES = [1, 2, 5, 10, 20, 30, 60] as const;

interface FilmDialogProps {
  readonly view: ReplayView;
  /** Hears what came of it, in words; empty if nothing was made. */
  readonly onClose: (text: string) => void;
}

export function FilmDialog({ view, onClose }: FilmDialogProps) {
  const { room, tools } = useReplay();
  const { t } = useNamedWords();
  const { replay } = room;
  const fromMs = useRef(replay.at.peek()).current;
  const minutes = useSignal(5);
  const speed = useSignal<Speed>(10);
  const film = useFilm(view, onClose);
  const plan = planFilm(fromMs, replay.timeline.lastMs, minutes.value, speed.value);
  const canFilm = tools.studio.filmEnding !== null && plan.trouble === null;
  const done = film.done.value;
  const leave = done === null ? () => onClose('') : film.stop;
  return (
    <Sheet titleId="film-title" kind="question" onClose={leave}>
      <h2 id="film-title" tabIndex={-1}>
        {t('film.title')}
      </h2>
      {done === null ? (
        <>
          <FilmFields minutes={minutes} speed={speed} />
          <p role="status" class={canFilm ? undefined : 'problem'}>
            {tools.studio.filmEnding === null
              ? t('reason.film_unsupported')
              : plan.trouble
                ? t(plan.trouble, { count: LONGEST_FILM_S })
                : t('film.length', { count: plan.seconds })}
          </p>
        </>
      ) : (
        <Making done={done} />
      )}
      {film.trouble.value && (
        <p class="problem" role="alert">
          {t(replayReasonText(film.trouble.value))}
        </p>
      )}
      <div class="sheet-answers">
        <button type="button" class="button" onClick={leave}>
          {t(done === null ? 'cancel' : 'stop')}
        </button>
        {done === null && (
          <button type="button" class="button main" disabled={!canFilm} onClick={() => void film.make(plan.film)}>
            {t('film.begin')}
          </button>
        )}
      </div>
    </Sheet>
  );
}

/** Makes the film; `done` is null while none is made. */
function useFilm(view: ReplayView, onClose: (text: string) => void) {
  const { room, tools } = useReplay();
  const { t } = useNamedWords();
  const { replay } = room;
  const caption = useCaption();
  const done = useSignal<number | null>(null);
  const trouble = useSignal<string | null>(null);
  const stopper = useRef(new AbortController()).current;
  useEffect(() => {
    replay.pause();
    return () => stopper.abort();
  }, []);

  const make = async (film: FilmChoice): Promise<void> => {
    const { signal } = stopper;
    done.value = 0;
    trouble.value = null;
    const onProgress = (part: number) => {
      if (done.peek() !== null) done.value = part;
    };
    try {
      const file = await tools.studio.recordFilm(view, replay, film, caption, { onProgress, signal });
      const name = momentName(replay.timeline.name, film.fromMs, tools.studio.filmEnding ?? '');
      saveFile(file, name);
      onClose(t('save.done', { file: name }));
    } catch (error) {
      done.value = null;
      if (signal.aborted) onClose(t('film.stopped'));
      else trouble.value = reasonOf(error);
    }
  };

  return { done, trouble, make, stop: () => stopper.abort() };
}

function FilmFields({ minutes, speed }: { minutes: Signal<number>; speed: Signal<Speed> }) {
  const { t } = useNamedWords();
  return (
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
    </>
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
