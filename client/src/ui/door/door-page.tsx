/** What only some events ask at the door: the passcode, to wait, to sign in; and why a link does not open. */

import './door-page.css';
import { translateDoor } from '../../i18n/door-texts.ts';
import type { Door } from '../../state/door.ts';
import { useApp } from '../app-context.ts';
import { MessagePage } from '../entry/message-page.tsx';
import { Passcode } from './passcode.tsx';
import { ComingBack, SignIn } from './sign-in.tsx';
import { useDoorWords } from './use-door-words.ts';
import { WaitingLine } from './waiting-line.tsx';

export function DoorPage({ door }: { door: Door }) {
  const { store } = useApp();
  const phase = store.phase.value;
  const language = store.language.value;
  if (phase.at === 'waiting')
    return (
      <MessagePage title={translateDoor(language, 'waiting.title')}>
        <WaitingLine place={phase.place} people={phase.people} />
      </MessagePage>
    );
  if (phase.at !== 'refused') return null;
  if (phase.reason === 'passcode')
    return (
      <MessagePage title={translateDoor(language, 'passcode.title')}>
        <Passcode door={door} />
      </MessagePage>
    );
  if (phase.signIn && door.isBack) return <ComingBack door={door} provider={phase.signIn} />;
  return <Refused door={door} reason={phase.reason} provider={phase.signIn} />;
}

/** Reasons for which trying the same link again cannot help. */
const FINAL: ReadonlySet<string> = new Set([
  'link_missing',
  'link_invalid',
  'link_expired',
  'link_used',
  'link_revoked',
]);

function Refused({ door, reason, provider }: { door: Door; reason: string; provider: string | undefined }) {
  const { intents } = useApp();
  const { t, reasonOf } = useDoorWords();
  return (
    <MessagePage title={t('refused.title')}>
      <p>{reasonOf(reason)}</p>
      {!FINAL.has(reason) && (
        <button type="button" class="button" onClick={() => intents.reconnect()}>
          {t('refused.again')}
        </button>
      )}
      {provider && <SignIn door={door} provider={provider} />}
    </MessagePage>
  );
}
