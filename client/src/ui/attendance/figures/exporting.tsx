/** The log as a file. */

import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo } from 'preact/hooks';
import type { AttendanceLog, ExportFormat, LoggedEvent } from '../../../state/attendance.ts';
import { saveFrom } from '../../parts/save-file.ts';
import { createExportDesk, type ExportDesk, REASON_LENGTH } from './export-desk.ts';
import { useFigureWords } from './figures-context.ts';
import { JobState } from './job-state.tsx';

const FORMATS: readonly ExportFormat[] = ['csv', 'jsonl', 'parquet'];

export function Exporting({ log, event }: { log: AttendanceLog; event: LoggedEvent }) {
  const { t } = useFigureWords();
  const desk = useMemo(() => createExportDesk(log, event), [log, event]);
  useEffect(() => () => desk.close(), [desk]);
  const isBusy = desk.job.progress.value !== null;
  return (
    <>
      <p>{t('export.what')}</p>
      <form
        class="export-form"
        onSubmit={(submit) => {
          submit.preventDefault();
          void desk.start();
        }}
      >
        <fieldset disabled={isBusy}>
          <legend>{t('export.format')}</legend>
          {FORMATS.map((format) => (
            <label key={format} class="check-row">
              <input
                type="radio"
                name="format"
                checked={desk.format.value === format}
                onChange={() => {
                  desk.format.value = format;
                }}
              />
              <span>
                {t(`export.${format}`)}
                <small>{t(`export.${format}.what`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <Names desk={desk} isBusy={isBusy} />
        <button type="submit" class="button main" disabled={isBusy}>
          {t('export.start')}
        </button>
      </form>
      <JobState job={desk.job} doing={t('export.working')} />
      <Made desk={desk} />
    </>
  );
}

function Names({ desk, isBusy }: { desk: ExportDesk; isBusy: boolean }) {
  const { t, number } = useFigureWords();
  const id = useId();
  const length = desk.reason.value.trim().length;
  return (
    <fieldset disabled={isBusy}>
      <legend>{t('export.who')}</legend>
      <label class="check-row">
        <input
          type="checkbox"
          checked={desk.hasNames.value}
          onChange={(event) => {
            desk.hasNames.value = event.currentTarget.checked;
          }}
        />
        <span>
          {t('export.names')}
          <small>{t('export.names.what')}</small>
        </span>
      </label>
      {desk.hasNames.value && (
        <label class="export-reason">
          <span>{t('export.reason')}</span>
          <textarea
            rows={3}
            maxLength={REASON_LENGTH.most}
            value={desk.reason.value}
            required
            aria-invalid={desk.isReasonMissing.value ? 'true' : undefined}
            aria-describedby={id}
            onInput={(event) => {
              desk.reason.value = event.currentTarget.value;
            }}
          />
          <small id={id} class={desk.isReasonMissing.value ? 'problem' : undefined}>
            {t('export.reason.length', {
              least: REASON_LENGTH.least,
              most: REASON_LENGTH.most,
              length: number(length),
            })}
          </small>
        </label>
      )}
    </fieldset>
  );
}

/** Saved at once; the link is for whoever wants it again. */
function Made({ desk }: { desk: ExportDesk }) {
  const { t, size } = useFigureWords();
  const made = desk.made.value;
  const saved = useSignal<string | null>(null);
  useEffect(() => {
    if (!made || saved.value === made.address) return;
    saved.value = made.address;
    saveFrom(made.address, made.name);
  }, [made, saved]);
  return (
    <div role="status">
      {made && (
        <div class="export-made">
          <p>{t('export.done', { name: made.name, size: size(made.bytes) })}</p>
          <p>
            <a href={made.address} download={made.name}>
              {t('export.again')}
            </a>
          </p>
          <p class="help">{t(made.hasNames ? 'export.care.names' : 'export.care')}</p>
        </div>
      )}
    </div>
  );
}
