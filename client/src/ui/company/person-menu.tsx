/** What one can do with somebody beside walking there: follow them, exchange cards. */

import type { AvatarId } from '../../core/units.ts';
import { without } from '../../state/company.ts';
import type { Outcome } from '../../state/intents.ts';
import { useApp } from '../app-context.ts';
import { Popup } from '../parts/popup.tsx';
import { keepsakesOf } from './own-card.ts';
import { useCompanyWords } from './use-company-words.ts';
import { seriesOf } from './use-meetings.ts';

interface PersonMenuProps {
  readonly avatar: AvatarId;
  readonly name: string;
  readonly onRefused: (outcome: Outcome) => void;
}

export function PersonMenu({ avatar, name, onRefused }: PersonMenuProps) {
  const { store, intents } = useApp();
  const words = useCompanyWords();
  const isFollowed = store.company.leader.value === avatar;
  const isTalkedTo = store.conversation.value?.members.some((member) => member.avatar === avatar) ?? false;
  return (
    <Popup button={{ icon: 'more', name: words('more', { name }) }} label={words('more', { name })}>
      {(close) => (
        <>
          <button
            type="button"
            class="menu-item"
            onClick={() => {
              void intents.request('follow', { avatar: isFollowed ? null : avatar }).then(onRefused);
              close();
            }}
          >
            {isFollowed ? words('follow.stop') : words('follow.do', { name })}
          </button>
          {isTalkedTo && <CardItem avatar={avatar} name={name} onRefused={onRefused} onDone={close} />}
        </>
      )}
    </Popup>
  );
}

function CardItem({ avatar, name, onRefused, onDone }: PersonMenuProps & { readonly onDone: () => void }) {
  const app = useApp();
  const words = useCompanyWords();
  const { company } = app.store;
  const hasOffered = company.offered.value.has(avatar);
  const hasCard = keepsakesOf(seriesOf(app)).card.value.name !== '';
  const offer = async (offered: boolean) => {
    const outcome = await app.intents.request('card_offer', { avatar, offered });
    onRefused(outcome);
    if (!outcome.ok) return;
    const others = without(company.offered.value, avatar);
    company.offered.value = new Set(offered ? [...others, avatar] : others);
  };
  const onClick = () => {
    onDone();
    if (hasCard || hasOffered) {
      void offer(!hasOffered);
      return;
    }
    app.panels.peopleTab.value = 'met';
    app.panels.show('people');
  };
  return (
    <button type="button" class="menu-item" onClick={onClick}>
      <span>
        {hasOffered ? words('card.withdraw') : words('card.offer', { name })}
        {hasOffered && <small>{words('card.offered', { name })}</small>}
        {!hasCard && <small>{words('card.fill')}</small>}
      </span>
    </button>
  );
}
