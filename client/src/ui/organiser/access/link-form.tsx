/** A new link: for whom, for how many, for how long. */

import { type Signal, useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { Role } from '../../../core/people.ts';
import type { AccessDesk } from './access-desk.ts';
import { Outcome } from './outcome.tsx';
import { useAccessWords } from './use-access-words.ts';

const ROLES: readonly Role[] = ['attendee', 'host', 'organiser'];
/** As the server takes them. */
const USES_MAX = 100_000;
const DAYS_MAX = 3650;

export function LinkForm({ desk, days: usual }: { desk: AccessDesk; days: number }) {
  const { t } = useAccessWords();
  const role = useSignal<Role>('attendee');
  const [label, groups, uses] = [useSignal(''), useSignal(''), useSignal('')];
  const days = useSignal(String(usual));
  const wrong = useSignal<'uses' | 'days' | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const make = async (event: Event) => {
    event.preventDefault();
    const usesMax = uses.value.trim() === '' ? null : Number(uses.value);
    if (usesMax !== null && !(Number.isInteger(usesMax) && usesMax >= 1 && usesMax <= USES_MAX)) wrong.value = 'uses';
    else wrong.value = Number(days.value) > 0 && Number(days.value) <= DAYS_MAX ? null : 'days';
    if (wrong.value) {
      form.current?.querySelector<HTMLElement>(`[name=${wrong.value}]`)?.focus();
      return;
    }
    const named = groups.value.split(',').flatMap((name) => name.trim() || []);
    const wish = { role: role.value, label: label.value, groups: named, days: Number(days.value), usesMax };
    if (await desk.make(wish)) label.value = '';
  };
  return (
    <section class="map-add" aria-labelledby="access-make">
      <h3 id="access-make">{t('make.title')}</h3>
      <form ref={form} class="access-form" onSubmit={make} noValidate>
        <label class="access-field">
          <span>{t('make.role')}</span>
          <select
            value={role.value}
            onChange={(event) => {
              role.value = event.currentTarget.value as Role;
            }}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {t(`role.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <TextField name="label" label={t('make.label')} value={label} />
        <TextField
          name="uses"
          label={t('make.uses')}
          help={t('make.uses.help')}
          problem={wrong.value === 'uses' ? t('make.bad.uses') : null}
          value={uses}
          isNumber
        />
        <TextField
          name="days"
          label={t('make.days')}
          problem={wrong.value === 'days' ? t('make.bad.days') : null}
          value={days}
          isNumber
        />
        <TextField name="groups" label={t('make.groups')} help={t('make.groups.help')} value={groups} />
        <button type="submit" class="button main">
          {t('make.do')}
        </button>
      </form>
      <Outcome desk={desk} part="make" />
    </section>
  );
}

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly problem?: string | null;
  readonly value: Signal<string>;
  readonly isNumber?: boolean;
}

function TextField({ name, label, help, problem, value, isNumber = false }: TextFieldProps) {
  const id = useId();
  const told = [problem && `${id}-problem`, help && `${id}-help`].filter(Boolean).join(' ');
  return (
    <div class="access-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        inputMode={isNumber ? 'numeric' : 'text'}
        autocomplete="off"
        value={value.value}
        aria-invalid={Boolean(problem)}
        aria-describedby={told || undefined}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} class="help">
          {help}
        </p>
      )}
    </div>
  );
}
