/** When a zone is open: times of the host's own time zone. */

import type { ZoneFields } from '../../../state/zone-fields.ts';
import { Field, ProblemList } from './field.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneForm } from './zone-form.ts';

type Hours = ZoneFields['hours'];

const MOST_TIMES = 20;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export function HoursFields({ form }: { form: ZoneForm }) {
  const { t } = useZoneWords();
  const { hours } = form.fields.value;
  const set = (next: Hours) => form.set({ hours: next });
  const add = () => {
    const from = hours.at(-1)?.[1] ?? Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    set([...hours, [from, from + HOUR_MS]]);
  };
  return (
    <fieldset class="zone-hours" id="zone-hours" tabIndex={-1}>
      <legend>{t('field.hours')}</legend>
      <p class="help">{t('field.hours.help')}</p>
      {hours.map((pair, index) => (
        <Times
          key={index}
          index={index}
          pair={pair}
          onChange={(changed) => set(hours.map((one, at) => (at === index ? changed : one)))}
          onRemove={() => set(hours.filter((_, at) => at !== index))}
        />
      ))}
      {hours.length < MOST_TIMES && (
        <button type="button" class="button small" onClick={add}>
          {t('field.hours.add')}
        </button>
      )}
      <ProblemList id="zone-hours-problems" problems={form.problemsOf('hours')} />
    </fieldset>
  );
}

interface TimesProps {
  readonly index: number;
  readonly pair: Hours[number];
  readonly onChange: (pair: Hours[number]) => void;
  readonly onRemove: () => void;
}

function Times({ index, pair, onChange, onRemove }: TimesProps) {
  const { t } = useZoneWords();
  const [from, to] = pair;
  const number = index + 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is part of a fieldset already.
    <div class="zone-times" role="group" aria-label={t('field.hours.name', { number })}>
      <Moment id={`zone-from-${index}`} label={t('field.hours.from')} ms={from} onChange={(ms) => onChange([ms, to])} />
      <Moment id={`zone-to-${index}`} label={t('field.hours.to')} ms={to} onChange={(ms) => onChange([from, ms])} />
      <button type="button" class="button small" onClick={onRemove}>
        {t('field.hours.remove', { number })}
      </button>
    </div>
  );
}

function Moment({
  id,
  label,
  ms,
  onChange,
}: {
  id: string;
  label: string;
  ms: number;
  onChange: (ms: number) => void;
}) {
  return (
    <Field id={id} label={label}>
      {(attributes) => (
        <input
          {...attributes}
          type="datetime-local"
          value={localTime(ms)}
          onChange={(event) => {
            const changed = new Date(event.currentTarget.value).getTime();
            if (!Number.isNaN(changed)) onChange(changed);
          }}
        />
      )}
    </Field>
  );
}

/** `2031-05-04T09:30` in the browser's time zone. */
export function localTime(ms: number): string {
  const shifted = ms - new Date(ms).getTimezoneOffset() * MINUTE_MS;
  return new Date(shifted).toISOString().slice(0, 16);
}
