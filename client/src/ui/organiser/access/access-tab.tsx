/** Who may come to the event: links, passcode, guests, and who waits. */

import './access.css';
import { useEffect, useMemo } from 'preact/hooks';
import type { EventAccess } from '../../../state/event-access.ts';
import { createAccessDesk } from './access-desk.ts';
import { Guests } from './guests.tsx';
import { LinkForm } from './link-form.tsx';
import { Links } from './links.tsx';
import { PasscodeForm } from './passcode-form.tsx';
import { useAccessWords } from './use-access-words.ts';
import { WaitingPeople } from './waiting-people.tsx';

export function AccessTab({ access }: { access: EventAccess }) {
  const { t, reasonOf } = useAccessWords();
  const desk = useMemo(() => createAccessDesk(access), [access]);
  useEffect(() => void desk.load(), [desk]);
  const state = desk.state.value;
  if (!state && desk.trouble.value)
    return (
      <div role="alert">
        <p class="problem">{reasonOf(desk.trouble.value)}</p>
        <button type="button" class="button" onClick={() => void desk.load()}>
          {t('retry')}
        </button>
      </div>
    );
  if (!state) return <p role="status">{t('loading')}</p>;
  return (
    <div class="access">
      <LinkForm desk={desk} days={state.days} />
      <Links desk={desk} links={state.links} />
      <PasscodeForm desk={desk} hasPasscode={state.hasPasscode} />
      <Guests desk={desk} state={state} />
      <WaitingPeople access={access} />
    </div>
  );
}
