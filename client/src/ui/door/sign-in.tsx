/** To sign in with an account instead of a link: there, and back again. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Door } from '../../state/door.ts';
import { useApp } from '../app-context.ts';
import { MessagePage } from '../entry/message-page.tsx';
import { useDoorWords } from './use-door-words.ts';

interface SignInProps {
  readonly door: Door;
  readonly provider: string;
}

export function SignIn({ door, provider }: SignInProps) {
  const { t, reasonOf } = useDoorWords();
  const state = useSignal<string | null>(null);
  const go = async () => {
    state.value = 'leaving';
    const outcome = await door.signIn();
    if (!outcome.ok) state.value = outcome.reason;
  };
  const isLeaving = state.value === 'leaving';
  return (
    <>
      <p>{t('sign_in.what')}</p>
      <button type="button" class="button main" disabled={isLeaving} onClick={() => void go()}>
        {t('sign_in.with', { name: provider })}
      </button>
      <p role="status">{isLeaving ? t('sign_in.leaving') : ''}</p>
      {state.value && !isLeaving && (
        <p class="problem" role="alert">
          {reasonOf(state.value)}
        </p>
      )}
    </>
  );
}

/** Back from the provider: on to the door, with the name filled in. */
export function ComingBack({ door, provider }: SignInProps) {
  const { preferences } = useApp();
  const { t, reasonOf } = useDoorWords();
  const problem = useSignal<string | null>(null);
  // Once: what was brought back is good for no second time.
  useEffect(() => {
    void door.finishSignIn().then((done) => {
      if (!done.ok) {
        problem.value = done.reason;
        return;
      }
      if (done.name !== '') preferences.name.value = done.name;
      location.replace(done.address);
    });
  }, []);
  if (problem.value === null)
    return (
      <MessagePage title={t('sign_in.finishing')}>
        <div class="spinner" aria-hidden="true" />
      </MessagePage>
    );
  return (
    <MessagePage key="problem" title={t('refused.title')}>
      <p>{reasonOf(problem.value)}</p>
      <SignIn door={door} provider={provider} />
    </MessagePage>
  );
}
