/** The fields of a form about an event. */

import type { Signal } from '@preact/signals';
import type { EventLanguage, TemplateName } from '../../state/planned-events.ts';
import { fieldOf, momentOf } from './event-moments.ts';
import { useEventWords } from './use-event-words.ts';

const TEMPLATES: readonly TemplateName[] = ['reception', 'world_cafe', 'poster_market', 'plenary_breakouts'];
const ORDERS = ['nl,en', 'en,nl', 'nl', 'en'] as const;
const COUNT_MAX = 60;
const SEATS_MAX = 12;
const PEOPLE_MAX = 10_000;

interface Period {
  readonly startsMs: number | null;
  readonly endsMs: number | null;
}

interface PeriodFieldsProps {
  readonly value: Period;
  readonly zone: string;
  readonly onChange: (changed: Partial<Period>) => void;
}

export function PeriodFields({ value, zone, onChange }: PeriodFieldsProps) {
  const { t } = useEventWords();
  const parts = [
    ['startsMs', 'form.starts'],
    ['endsMs', 'form.ends'],
  ] as const;
  return (
    <div class="event-period">
      {parts.map(([part, label]) => (
        <label key={part} class="field">
          {t(label)}
          <input
            type="datetime-local"
            aria-describedby="event-times-help"
            value={fieldOf(value[part])}
            onChange={({ currentTarget }) => onChange({ [part]: momentOf(currentTarget.value) })}
          />
        </label>
      ))}
      <p id="event-times-help" class="help">
        {t('form.times.help', { zone })}
      </p>
    </div>
  );
}

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChange: (value: Value) => void;
}

export function SelectField<Value extends string>({ label, value, options, onChange }: SelectFieldProps<Value>) {
  return (
    <label class="field">
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, value, range: [least, most], onChange }: NumberFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        value={value}
        onChange={({ currentTarget }) => {
          const number = Math.min(Math.max(Math.round(currentTarget.valueAsNumber || least), least), most);
          currentTarget.value = String(number);
          onChange(number);
        }}
      />
    </label>
  );
}

interface TemplateFieldsProps {
  readonly template: Signal<{ name: TemplateName | ''; count: number; seats: number }>;
}

export function TemplateFields({ template }: TemplateFieldsProps) {
  const { t } = useEventWords();
  const { name, count, seats } = template.value;
  const options = [['', t('template.none')] as const, ...TEMPLATES.map((one) => [one, t(`template.${one}`)] as const)];
  const change = (changed: Partial<typeof template.value>) => {
    template.value = { ...template.value, ...changed };
  };
  return (
    <>
      <SelectField
        label={t('form.template')}
        value={name}
        options={options}
        onChange={(one) => change({ name: one })}
      />
      {name !== '' && (
        <NumberField
          label={t('form.count')}
          value={count}
          range={[1, COUNT_MAX]}
          onChange={(number) => change({ count: number })}
        />
      )}
      {name !== '' && name !== 'poster_market' && (
        <NumberField
          label={t('form.seats')}
          value={seats}
          range={[2, SEATS_MAX]}
          onChange={(number) => change({ seats: number })}
        />
      )}
    </>
  );
}

interface LanguagesFieldProps {
  readonly value: readonly EventLanguage[];
  readonly onChange: (languages: readonly EventLanguage[]) => void;
}

export function LanguagesField({ value, onChange }: LanguagesFieldProps) {
  const { t } = useEventWords();
  const options = [['', t('languages.all')] as const, ...ORDERS.map((one) => [one, t(`languages.${one}`)] as const)];
  const chosen = value.join(',') as '' | (typeof ORDERS)[number];
  return (
    <SelectField
      label={t('form.languages')}
      value={chosen}
      options={options}
      onChange={(one) => onChange(one === '' ? [] : (one.split(',') as EventLanguage[]))}
    />
  );
}

export function CapacityField({ value, onChange }: { value: number | null; onChange: (most: number | null) => void }) {
  const { t } = useEventWords();
  return (
    <label class="field">
      {t('form.capacity')}
      <input
        type="number"
        inputMode="numeric"
        min={1}
        max={PEOPLE_MAX}
        value={value ?? ''}
        onChange={({ currentTarget }) => {
          const number = Math.round(currentTarget.valueAsNumber);
          onChange(Number.isNaN(number) ? null : Math.min(Math.max(number, 1), PEOPLE_MAX));
        }}
      />
    </label>
  );
}
