/** With whom one talks, and what one can do about it. */

import { listNames } from '../../i18n/texts.ts';
import type { Outcome } from '../../state/intents.ts';
import { useApp } from '../app-context.ts';
import { TalkDetails } from '../company/talk-details.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { useRefusal } from '../parts/use-refusal.ts';

export function TalkBar() {
  const { store, intents, t } = useApp();
  const refusal = useRefusal();
  const conversation = store.conversation.value;
  const me = store.me.value?.avatar;
  if (!conversation) {
    if (!store.aside.value) return null;
    return (
      <section class="talk-bar" aria-label={t('talk.title')}>
        <p>{t('talk.aside')}</p>
        <Action icon="join" name={t('talk.join')} wish={() => intents.joinConversation()} onRefused={refusal.show} />
        {refusal.text.value && <p role="alert">{refusal.text.value}</p>}
      </section>
    );
  }
  // The card of the stage says it all, to those on it and before it.
  if (conversation.kind === 'stage') return null;
  const others = conversation.members.filter(({ avatar }) => avatar !== me);
  const names = others.map(({ avatar }) => store.people.value.get(avatar)?.name ?? '…');
  const withWhom =
    names.length === 0 ? t('talk.alone') : t('talk.with', { names: listNames(store.language.value, names) });
  return (
    <section class="talk-bar" aria-label={t('talk.title')}>
      <p>
        <strong>{t(`talk.${conversation.kind}`)}</strong>
        {conversation.locked && (
          <span class="talk-locked">
            <Icon name="lock" />
            {t('talk.locked')}
          </span>
        )}
        <span>{withWhom}</span>
      </p>
      {conversation.lockable && (
        <Action
          icon={conversation.locked ? 'unlock' : 'lock'}
          name={t(conversation.locked ? 'talk.unlock' : 'talk.lock')}
          wish={() => intents.lockConversation(!conversation.locked)}
          onRefused={refusal.show}
        />
      )}
      <TalkDetails conversation={conversation} refusal={refusal} />
      <Action icon="leave" name={t('talk.leave')} wish={() => intents.leaveConversation()} onRefused={refusal.show} />
      {refusal.text.value && <p role="alert">{refusal.text.value}</p>}
    </section>
  );
}

interface ActionProps {
  readonly icon: IconName;
  readonly name: string;
  readonly wish: () => Promise<Outcome>;
  readonly onRefused: (outcome: Outcome) => void;
}

function Action({ icon, name, wish, onRefused }: ActionProps) {
  return (
    <button type="button" class="button small" onClick={() => void wish().then(onRefused)}>
      <Icon name={icon} />
      <span>{name}</span>
    </button>
  );
}
