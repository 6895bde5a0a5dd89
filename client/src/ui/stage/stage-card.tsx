/** The stage that one hears: as whom, who speaks, how long still; one's hand, and an invitation to come up. */

import { listNames } from '../../i18n/texts.ts';
import type { Outcome } from '../../state/intents.ts';
import { type HeardStage, heardStage } from '../../state/stage.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';
import { Question } from '../parts/question.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { Countdown } from './countdown.tsx';
import { toggleHand } from './hand.ts';
import { stageName } from './stage-name.ts';

export function StageCard() {
  const app = useApp();
  const { store, t } = app;
  const refusal = useRefusal();
  const heard = heardStage(store);
  const invitation = store.stage.invitation.value;
  if (!heard && !invitation) return null;
  return (
    <section class="talk-bar stage-card" aria-label={t('stage.title')}>
      {heard && <Heard heard={heard} onOutcome={refusal.show} />}
      {invitation && <Invitation onOutcome={refusal.show} />}
      {refusal.text.value && <p role="alert">{refusal.text.value}</p>}
    </section>
  );
}

interface PartProps {
  readonly onOutcome: (outcome: Outcome) => void;
}

function Heard({ heard, onOutcome }: PartProps & { heard: HeardStage }) {
  const app = useApp();
  const { store, intents, t } = app;
  const { stage, as } = heard;
  const name = stageName(app, stage.id);
  const me = store.me.value;
  const others = stage.speakers.filter((avatar) => avatar !== me?.avatar);
  const names = others.map((avatar) => store.people.value.get(avatar)?.name ?? '…');
  const talk = store.conversation.value;
  const isMuted = as === 'speaker' && me?.media === 'full' && store.microphone.value !== 'on';
  const hushed = store.stage.hushed;
  return (
    <>
      <p>
        <span>{t(as === 'speaker' && stage.wide ? 'stage.speaker.wide' : `stage.${as}`, { stage: name })}</span>
        {isMuted && <strong>{t('stage.speaker.muted')}</strong>}
        {names.length > 0 && <span>{t('stage.speaks', { names: listNames(store.language.value, names) })}</span>}
        {stage.speakers.length === 0 && <span>{t('stage.empty')}</span>}
        {talk?.kind === 'stage' && <span>{t('stage.listeners', { count: talk.listeners })}</span>}
      </p>
      {stage.endsAt !== null && <Countdown endsAt={stage.endsAt} />}
      {as !== 'speaker' && <HandButton onOutcome={onOutcome} />}
      {as !== 'speaker' && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            hushed.value = !hushed.value;
          }}
        >
          <Icon name="sound" />
          <span>{t(hushed.value ? 'stage.unhush' : 'stage.hush')}</span>
        </button>
      )}
      {talk?.kind === 'stage' && (
        <button type="button" class="button small" onClick={() => void intents.leaveConversation().then(onOutcome)}>
          <Icon name="leave" />
          <span>{t(as === 'speaker' ? 'talk.leave' : 'stage.leave')}</span>
        </button>
      )}
    </>
  );
}

function HandButton({ onOutcome }: PartProps) {
  const app = useApp();
  const hand = app.store.stage.hand.value;
  return (
    <>
      {hand && <p class="stage-hand">{app.t('stage.hand.place', { place: hand.place })}</p>}
      <button
        type="button"
        class={hand ? 'button small' : 'button small main'}
        onClick={() => void toggleHand(app)?.then(onOutcome)}
      >
        <Icon name="hand" />
        <span>{app.t(hand ? 'stage.hand.lower' : 'stage.hand.raise')}</span>
      </button>
    </>
  );
}

function Invitation({ onOutcome }: PartProps) {
  const app = useApp();
  const { store, intents, t } = app;
  const invitation = store.stage.invitation.value;
  if (!invitation) return null;
  const { stage, by } = invitation;
  const text = t('stage.invite', { name: store.people.value.get(by)?.name ?? '…', stage: stageName(app, stage) });
  const answer = (yes: boolean) => {
    store.stage.invitation.value = null;
    void intents.request('stage_answer', { stage, yes }).then(onOutcome);
  };
  return (
    <Question text={text}>
      <button type="button" class="button small main" onClick={() => answer(true)}>
        {t('stage.invite.yes')}
      </button>
      <button type="button" class="button small" onClick={() => answer(false)}>
        {t('stage.invite.no')}
      </button>
    </Question>
  );
}
