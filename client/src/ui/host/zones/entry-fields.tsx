/** Who may enter a zone, with how many, and when. */

import { useSignal } from '@preact/signals';
import { Check } from '../../parts/setting.tsx';
import { NumberField, ProblemList, TextField } from './field.tsx';
import { HoursFields } from './hours-fields.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneForm } from './zone-form.ts';

const GROUP_MAX = 80;
const MOST_SEATS = 500;
const MOST_PEOPLE = 5000;
const WAYS_IN = ['everyone', 'hosts', 'group', 'knock'] as const;
type WayIn = (typeof WAYS_IN)[number];

export function EntryFields({ form }: { form: ZoneForm }) {
  const { t } = useZoneWords();
  const { kind, capacity, max_people, closed, lockable, joins } = form.fields.value;
  const isMeeting = kind === 'meeting' || kind === 'table';
  return (
    <>
      <WayInField form={form} />
      <Check
        name={t('field.closed')}
        help={t('field.closed.help')}
        isOn={closed}
        onChange={(isOn) => form.set({ closed: isOn })}
      />
      <ProblemList id="zone-closed-problems" problems={form.problemsOf('closed')} />
      <HoursFields form={form} />
      <NumberField
        id="zone-max_people"
        label={t('field.max_people')}
        help={t('field.max_people.help')}
        value={max_people}
        least={0}
        most={MOST_PEOPLE}
        problems={form.problemsOf('max_people')}
        onChange={(most) => form.set({ max_people: most })}
      />
      {(isMeeting || capacity !== null) && (
        <NumberField
          id="zone-capacity"
          label={t('field.capacity')}
          help={t('field.capacity.help')}
          value={capacity}
          least={2}
          most={MOST_SEATS}
          problems={form.problemsOf('capacity')}
          onChange={(seats) => form.set({ capacity: seats })}
        />
      )}
      {(isMeeting || lockable) && (
        <Check
          name={t('field.lockable')}
          help={t('field.lockable.help')}
          isOn={lockable}
          onChange={(isOn) => form.set({ lockable: isOn })}
        />
      )}
      {(isMeeting || joins === 'action') && (
        <Check
          name={t('field.joins')}
          help={t('field.joins.help')}
          isOn={joins === 'action'}
          onChange={(isOn) => form.set({ joins: isOn ? 'action' : 'enter' })}
        />
      )}
      <ProblemList id="zone-lockable-problems" problems={form.problemsOf('lockable', 'joins')} />
    </>
  );
}

/** The most narrow of the ways in that a zone has. */
function wayIn({ fields }: ZoneForm): WayIn {
  const { hosts_only, group, knock } = fields.value;
  if (hosts_only) return 'hosts';
  if (group !== '') return 'group';
  return knock ? 'knock' : 'everyone';
}

function WayInField({ form }: { form: ZoneForm }) {
  const { t } = useZoneWords();
  /** Chosen, but not named yet. */
  const isForGroup = useSignal(false);
  const is = wayIn(form);
  const now = is === 'everyone' && isForGroup.value ? 'group' : is;
  const { group } = form.fields.value;
  const choose = (way: WayIn) => {
    isForGroup.value = way === 'group';
    form.set({ hosts_only: way === 'hosts', knock: way === 'knock', group: '' });
  };
  return (
    <>
      <fieldset class="zone-choices" id="zone-hosts_only" tabIndex={-1}>
        <legend>{t('field.entry')}</legend>
        {WAYS_IN.map((way) => (
          <label key={way}>
            <input type="radio" name="zone-entry" checked={now === way} onChange={() => choose(way)} />
            <span>{t(`entry.${way}`)}</span>
          </label>
        ))}
        <ProblemList id="zone-entry-problems" problems={form.problemsOf('hosts_only', 'knock')} />
      </fieldset>
      {now === 'group' && (
        <TextField
          id="zone-group"
          label={t('field.group')}
          value={group}
          most={GROUP_MAX}
          problems={form.problemsOf('group')}
          onChange={(name) => form.set({ group: name })}
        />
      )}
    </>
  );
}
