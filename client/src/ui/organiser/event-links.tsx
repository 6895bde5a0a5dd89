/** Links to an event: made for a role or for another organiser, and shown to be copied. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Role } from '../../core/people.ts';
import type { PlannedEvent } from '../../state/planned-events.ts';
import { FormSheet } from './event-form-sheet.tsx';
import type { EventsDesk, Shown } from './events-desk.ts';
import { useEventWords } from './use-event-words.ts';

const ROLES: readonly Role[] = ['attendee', 'host', 'organiser'];

export function InviteForm({ desk, event }: { desk: EventsDesk; event: PlannedEvent }) {
  const { t } = useEventWords();
  const chosen = useSignal<Role>('attendee');
  return (
    <FormSheet
      desk={desk}
      title={t('invite.title', { name: event.name })}
      submitText={t('invite.make')}
      onSubmit={() => void desk.invite(event, chosen.value)}
    >
      <fieldset>
        <legend>{t('invite.for')}</legend>
        {ROLES.map((role) => (
          <label key={role} class="check-row">
            <input
              type="radio"
              name="role"
              checked={chosen.value === role}
              onChange={() => {
                chosen.value = role;
              }}
            />
            <span>{t(`role.${role}`)}</span>
          </label>
        ))}
      </fieldset>
    </FormSheet>
  );
}

export function HandOverForm({ desk, event }: { desk: EventsDesk; event: PlannedEvent }) {
  const { t } = useEventWords();
  const revokes = useSignal(false);
  return (
    <FormSheet
      desk={desk}
      title={t('handOver.title', { name: event.name })}
      submitText={t('handOver.make')}
      onSubmit={() => void desk.handOver(event, revokes.value)}
    >
      <p>{t('handOver.help')}</p>
      <label class="check-row">
        <input
          type="checkbox"
          checked={revokes.value}
          onChange={({ currentTarget }) => {
            revokes.value = currentTarget.checked;
          }}
        />
        <span>
          {t('handOver.revoke')}
          <small>{t('handOver.revoke.help')}</small>
        </span>
      </label>
    </FormSheet>
  );
}

/** Gets the focus when it comes. */
export function LinkShown({ shown: { event, role, link } }: { shown: Shown }) {
  const { t } = useEventWords();
  const field = useRef<HTMLInputElement>(null);
  const copied = useSignal<boolean | null>(null);
  useEffect(() => {
    copied.value = null;
    field.current?.focus();
    field.current?.select();
  }, [link, copied]);
  return (
    <section class="event-link" aria-labelledby="event-link-title">
      <h3 id="event-link-title">
        <label for="event-link">{t(`link.${role}`, { name: event.name })}</label>
      </h3>
      {role === 'organiser' && <p>{t('link.once')}</p>}
      <input ref={field} id="event-link" type="text" readOnly value={link} />
      <div class="map-actions">
        <button
          type="button"
          class="button main"
          onClick={async () => {
            try {
              await navigator.clipboard.writeText(link);
              copied.value = true;
            } catch {
              copied.value = false;
              field.current?.select();
            }
          }}
        >
          {t('link.copy')}
        </button>
        <span role="status">{copied.value !== null && t(copied.value ? 'link.copied' : 'link.select')}</span>
      </div>
    </section>
  );
}
