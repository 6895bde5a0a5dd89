/** Planning an event: a new one, one that is changed, and a copy at another time. */

import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { EventFields, LogDetail, PlannedEvent, Template, TemplateName } from '../../state/planned-events.ts';
import {
  CapacityField,
  LanguagesField,
  NumberField,
  PeriodFields,
  SelectField,
  TemplateFields,
} from './event-fields.tsx';
import { FormSheet } from './event-form-sheet.tsx';
import { timeZone } from './event-moments.ts';
import type { EventsDesk } from './events-desk.ts';
import { useEventWords } from './use-event-words.ts';

const NEW: EventFields = {
  name: '',
  description: '',
  map: '',
  startsMs: null,
  endsMs: null,
  log: 'presence',
  retentionDays: 30,
  languages: [],
  capacity: null,
};
const NAME_MAX = 80;
const DESCRIPTION_MAX = 1000;
const DAYS_MAX = 3650;
const LOGS: readonly LogDetail[] = ['presence', 'movement'];

export function EventForm({ desk, event }: { desk: EventsDesk; event: PlannedEvent | null }) {
  const { t } = useEventWords();
  const maps = desk.list.value?.maps ?? [];
  const fields = useSignal<EventFields>(event ?? { ...NEW, map: maps.includes('nes') ? 'nes' : (maps[0] ?? '') });
  const template = useSignal<{ name: TemplateName | ''; count: number; seats: number }>({
    name: '',
    count: 6,
    seats: 6,
  });
  const name = useName(fields);
  const change = (changed: Partial<EventFields>) => {
    fields.value = { ...fields.value, ...changed };
  };
  const submit = () => {
    if (name.isMissing()) return;
    const { name: chosen, ...many } = template.value;
    const wanted: Template | null = chosen === '' ? null : { name: chosen, ...many };
    void (event ? desk.edit(event, onlyFields(fields.value)) : desk.create(fields.value, wanted));
  };
  const { map, description, log, retentionDays } = fields.value;
  return (
    <FormSheet
      desk={desk}
      title={event ? t('form.edit', { name: event.name }) : t('form.create')}
      submitText={t(event ? 'form.save' : 'form.make')}
      onSubmit={submit}
    >
      {name.field}
      <PeriodFields value={fields.value} zone={timeZone()} onChange={change} />
      <SelectField
        label={t('form.map')}
        value={map}
        options={(maps.includes(map) ? maps : [map, ...maps]).map((one) => [one, one] as const)}
        onChange={(chosen) => change({ map: chosen })}
      />
      {!event && <TemplateFields template={template} />}
      <label class="field">
        {t('form.description')}
        <textarea
          rows={3}
          maxLength={DESCRIPTION_MAX}
          value={description}
          onInput={({ currentTarget }) => change({ description: currentTarget.value })}
        />
      </label>
      <details>
        <summary>{t('form.more')}</summary>
        <div class="event-more">
          <SelectField
            label={t('form.log')}
            value={log}
            options={LOGS.map((one) => [one, t(`log.${one}`)] as const)}
            onChange={(chosen) => change({ log: chosen })}
          />
          <NumberField
            label={t('form.days')}
            value={retentionDays}
            range={[1, DAYS_MAX]}
            onChange={(days) => change({ retentionDays: days })}
          />
          <LanguagesField value={fields.value.languages} onChange={(languages) => change({ languages })} />
          <CapacityField value={fields.value.capacity} onChange={(capacity) => change({ capacity })} />
        </div>
      </details>
      {event && <p class="help">{t('form.later')}</p>}
    </FormSheet>
  );
}

export function CopyForm({ desk, event }: { desk: EventsDesk; event: PlannedEvent }) {
  const { t } = useEventWords();
  const fields = useSignal({
    name: t('form.name.copied', { name: event.name }).slice(0, NAME_MAX),
    startsMs: null,
    endsMs: null,
  } as {
    name: string;
    startsMs: number | null;
    endsMs: number | null;
  });
  const name = useName(fields);
  return (
    <FormSheet
      desk={desk}
      title={t('form.copy', { name: event.name })}
      submitText={t('form.makeCopy')}
      onSubmit={() => {
        if (!name.isMissing()) void desk.copy(event, fields.value);
      }}
    >
      <p>{t('form.copy.help')}</p>
      {name.field}
      <PeriodFields
        value={fields.value}
        zone={timeZone()}
        onChange={(changed) => {
          fields.value = { ...fields.value, ...changed };
        }}
      />
    </FormSheet>
  );
}

/** The field for the name, and whether it is missing; then it has the focus and says so. */
function useName<Fields extends { readonly name: string }>(fields: Signal<Fields>) {
  const { t } = useEventWords();
  const input = useRef<HTMLInputElement>(null);
  const isMissing = useSignal(false);
  return {
    isMissing: () => {
      isMissing.value = fields.value.name.trim() === '';
      if (isMissing.value) input.current?.focus();
      return isMissing.value;
    },
    field: (
      <div class="field">
        <label for="event-name">{t('form.name')}</label>
        <input
          ref={input}
          id="event-name"
          type="text"
          required
          maxLength={NAME_MAX}
          autocomplete="off"
          value={fields.value.name}
          aria-invalid={isMissing.value}
          aria-describedby={isMissing.value ? 'event-name-missing' : undefined}
          onInput={({ currentTarget }) => {
            fields.value = { ...fields.value, name: currentTarget.value };
            isMissing.value = false;
          }}
        />
        {isMissing.value && (
          <p id="event-name-missing" class="problem" role="alert">
            {t('form.name.missing')}
          </p>
        )}
      </div>
    ),
  };
}

/** What can be changed, and nothing else of the event. */
function onlyFields({
  name,
  description,
  map,
  startsMs,
  endsMs,
  log,
  retentionDays,
  languages,
  capacity,
}: EventFields): EventFields {
  return { name, description, map, startsMs, endsMs, log, retentionDays, languages, capacity };
}
