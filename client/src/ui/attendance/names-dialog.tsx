/** Asking for names: with a reason, which is kept with the event, and who asked before. */

import { useSignal } from '@preact/signals';
import { knownText, replayReasonText } from '../../i18n/replay-texts.ts';
import type { LogAccess } from '../../state/attendance.ts';
import { Sheet } from '../parts/sheet.tsx';
import type { AttendanceDesk, OpenEvent } from './attendance-desk.ts';
import { useReplayWords } from './replay-words.ts';

/** As the server wants it, in characters. */
const LEAST = 10;
const MOST = 300;

interface NamesDialogProps {
  readonly open: OpenEvent;
  readonly access: readonly LogAccess[];
  readonly desk: AttendanceDesk;
  readonly onClose: () => void;
}

export function NamesDialog({ open, access, desk, onClose }: NamesDialogProps) {
  const { t } = useReplayWords();
  return (
    <Sheet titleId="names-title" kind="question" onClose={onClose}>
      <h2 id="names-title" tabIndex={-1}>
        {t('names.title')}
      </h2>
      {open.names.value ? <NamesShown desk={desk} onClose={onClose} /> : <AskNames desk={desk} onClose={onClose} />}
      <AccessList access={access} />
    </Sheet>
  );
}

function NamesShown({ desk, onClose }: { desk: AttendanceDesk; onClose: () => void }) {
  const { t } = useReplayWords();
  return (
    <>
      <p>{t('names.now')}</p>
      <div class="sheet-answers">
        <button type="button" class="button" onClick={onClose}>
          {t('close')}
        </button>
        <button
          type="button"
          class="button main"
          onClick={() => {
            desk.hideNames();
            onClose();
          }}
        >
          {t('names.hide')}
        </button>
      </div>
    </>
  );
}

function AskNames({ desk, onClose }: { desk: AttendanceDesk; onClose: () => void }) {
  const { t } = useReplayWords();
  const reason = useSignal('');
  const trouble = useSignal<string | null>(null);
  const isAsking = useSignal(false);
  const ask = async (event: Event) => {
    event.preventDefault();
    if (isAsking.value) return;
    const given = reason.value.trim();
    trouble.value = given.length < LEAST ? t('names.reason.short', { least: LEAST }) : null;
    if (trouble.value) return;
    isAsking.value = true;
    const refusal = await desk.askNames(given);
    isAsking.value = false;
    if (refusal) trouble.value = t(replayReasonText(refusal));
    else onClose();
  };
  return (
    <form class="names-form" onSubmit={(event) => void ask(event)} noValidate>
      <p>{t('names.what')}</p>
      <label for="names-reason">{t('names.reason')}</label>
      <textarea
        id="names-reason"
        rows={3}
        maxLength={MOST}
        value={reason.value}
        aria-invalid={trouble.value !== null}
        aria-describedby="names-help names-problem"
        onInput={(event) => {
          reason.value = event.currentTarget.value;
          trouble.value = null;
        }}
      />
      <p id="names-help" class="help">
        {t('names.reason.help', { least: LEAST, most: MOST })}
      </p>
      <p id="names-problem" class="problem" role="alert">
        {trouble.value}
      </p>
      <p role="status">{isAsking.value && t('names.asking')}</p>
      <div class="sheet-answers">
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="submit" class="button main">
          {t('names.ask')}
        </button>
      </div>
    </form>
  );
}

function AccessList({ access }: { access: readonly LogAccess[] }) {
  const { t, moment } = useReplayWords();
  const latest = [...access].sort((a, b) => b.wallMs - a.wallMs);
  return (
    <section class="names-log" aria-labelledby="names-log-title">
      <h3 id="names-log-title">{t('names.log')}</h3>
      {latest.length === 0 && <p>{t('names.log.none')}</p>}
      <ul>
        {latest.map((one, index) => (
          <li key={`${one.wallMs}:${index}`}>
            <time dateTime={new Date(one.wallMs).toISOString()}>{moment(one.wallMs)}</time>{' '}
            <span class="tag">{t(`role.${one.role}`)}</span>
            <p>
              {t(knownText(`access.${one.kind}`) ?? 'access.other')}
              {one.reason !== '' && `: “${one.reason}”`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
