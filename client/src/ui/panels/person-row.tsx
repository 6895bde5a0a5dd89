/** Somebody in a list, with what one can do: walk there, wave, and more. */

import type { AvatarId } from '../../core/units.ts';
import type { Outcome } from '../../state/intents.ts';
import { useApp } from '../app-context.ts';
import { LookPicture } from '../look/look-picture.tsx';
import { AboutPerson } from '../order/about-person.tsx';
import { useOrderWords } from '../order/use-order-words.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { HandTag } from '../stage/hand-tag.tsx';

interface PersonRowProps {
  readonly avatar: AvatarId;
  readonly name: string;
  /** Where they are and what they do, in words. */
  readonly detail: string;
  readonly onRefused: (outcome: Outcome) => void;
}

export function PersonRow({ avatar, name, detail, onRefused }: PersonRowProps) {
  const { store, intents, t } = useApp();
  const words = useOrderWords();
  const person = store.people.value.get(avatar);
  const isMe = avatar === store.me.value?.avatar;
  return (
    <li class="person">
      {person && <LookPicture look={person.look} face />}
      <div class="person-words">
        <p class="person-name">
          {name}
          {isMe && <span class="tag">{t('people.you')}</span>}
          {store.order.blocked.value.has(avatar) && <span class="tag">{words('blocked')}</span>}
          {person && person.role !== 'attendee' && <span class="tag">{t(`people.role.${person.role}`)}</span>}
          <HandTag avatar={avatar} />
        </p>
        <p class="person-detail">
          {person && person.availability !== 'available' && (
            <>
              <span class={`dot ${person.availability}`} aria-hidden="true" />
              {t(`availability.${person.availability}`)},{' '}
            </>
          )}
          {detail}
          {person?.status && <span class="person-status">{person.status}</span>}
        </p>
      </div>
      {!isMe && (
        <div class="person-actions">
          <IconButton
            icon="walk"
            name={t('people.walk.name', { name })}
            onClick={() => void intents.approach(avatar).then(onRefused)}
          />
          <IconButton icon="wave" name={t('people.wave.name', { name })} onClick={() => intents.wave(avatar)} />
          <AboutPerson avatar={avatar} name={name} />
        </div>
      )}
    </li>
  );
}
