/** What the server says about people with one another, taken into the store. */

import type { AvatarId, ConversationId, ZoneId } from '../../core/units.ts';
import type { Handlers } from '../../net/connection.ts';
import type { PeopleServerMessages } from '../../protocol/people-messages.ts';
import { applyTalks, without } from '../../state/company.ts';
import type { NoticeBoard } from '../../state/notices.ts';
import type { Store } from '../../state/store.ts';

export type PeopleHandlers = Pick<Handlers, keyof PeopleServerMessages>;

export function peopleHandlers(store: Store, notices: NoticeBoard): PeopleHandlers {
  const { company } = store;
  return {
    talks: ({ talks }) => applyTalks(company, talks),
    overheard: ({ conversation }) => {
      company.overhears.value = conversation as ConversationId | null;
      if (conversation !== null) company.unwanted.value = null;
    },
    knock: ({ knock, avatar, zone }) => {
      const heard = { knock, avatar: avatar as AvatarId, zone: zone as ZoneId | null };
      company.knocks.value = [...company.knocks.value.filter((other) => other.knock !== knock), heard];
    },
    knock_over: ({ knock }) => {
      company.knocks.value = company.knocks.value.filter((other) => other.knock !== knock);
    },
    knock_answered: ({ admitted, conversation, zone }) => {
      company.ownKnock.value = {
        conversation: conversation as ConversationId | null,
        zone: zone as ZoneId | null,
        state: admitted ? 'admitted' : 'unanswered',
      };
      company.shut.value = null;
    },
    following: ({ leader, followers }) => {
      company.leader.value = leader as AvatarId | null;
      company.followers.value = followers as readonly AvatarId[];
      if (leader !== null) company.guides.value = without(company.guides.value, leader as AvatarId);
    },
    guide_asked: ({ from }) => {
      company.guides.value = [...without(company.guides.value, from as AvatarId), from as AvatarId];
    },
    card_offered: ({ from, offered }) => {
      const others = without(company.offers.value, from as AvatarId);
      company.offers.value = new Set(offered ? [...others, from as AvatarId] : others);
    },
    card_agreed: (message) => {
      const other = message.with as AvatarId;
      company.offers.value = new Set(without(company.offers.value, other));
      company.offered.value = new Set(without(company.offered.value, other));
      company.agreed.value = [...without(company.agreed.value, other), other];
    },
    card: ({ from, card }) => {
      const name = store.people.value.get(from as AvatarId)?.name ?? card.name;
      company.cards.value = [...company.cards.value, { from: from as AvatarId, card }];
      notices.tell('notice.card', { name });
    },
  };
}
