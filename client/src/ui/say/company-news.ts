/** What happens between people, in words: conversations near, listeners, knocks, who walks along. */

import { effect } from '@preact/signals';
import type { AvatarId, ConversationId } from '../../core/units.ts';
import type { App } from '../app-context.ts';
import { actionsFor, type TalkAction, talkOfCard } from '../company/near-talk-card.tsx';
import { type CompanyText, companyWords, named, nameOf, talkText } from '../company/use-company-words.ts';
import type { Announcer } from './announcer.ts';
import { whereIs } from './where-is.ts';

/** Each follows one thing until the function that it gives is called. */
export const COMPANY_NEWS = [followNearTalk, followListeners, followRequests, followWalks];

const ACTIONS: Readonly<Record<TalkAction, CompanyText>> = {
  listen: 'talk.say.listen',
  'hear again': 'talk.say.listen',
  silence: 'talk.say.join',
  join: 'talk.say.join',
  knock: 'talk.say.knock',
};

/** A conversation that came near, or changed: "Anna and Bo talk about tea, 3 tiles to your left, open: press Enter to listen". */
function followNearTalk(app: App, announcer: Announcer): () => void {
  let said = '';
  let heard: ConversationId | null = null;
  return effect(() => {
    const words = companyWords(app);
    const { company } = app.store;
    const is = company.overhears.value;
    const talk = talkOfCard(app);
    if (is !== heard) {
      const text = talk && is !== null ? words('talk.say.hear', named(app, talk.members)) : null;
      announcer.announce('overheard', text ?? words('talk.say.silent'), true);
      heard = is;
    }
    const about = talk && company.talks.value.get(talk.id);
    // Where it is changes with each step: that alone is no news.
    const news = talk && about ? JSON.stringify([talk.id, talk.members.length, talk.locked, about]) : '';
    const isNews = news !== '' && news !== said;
    said = news;
    const [action] = talk ? actionsFor(app, talk) : [];
    if (!isNews || !talk || !about || !action || is === talk.id) return;
    const where = whereIs(app, talk);
    const state = words(talk.locked ? 'talk.shut' : about.open ? 'talk.open' : 'talk.free');
    announcer.announce(
      'talk',
      words('talk.say', { talk: talkText(app, talk), where, state, action: words(ACTIONS[action]) }),
    );
  });
}

/** Who listens to one's own conversation, whether it is open, and what it is about. */
function followListeners(app: App, announcer: Announcer): () => void {
  let was = { id: null as ConversationId | null, open: false, listening: [] as readonly AvatarId[], topic: '' };
  return effect(() => {
    const words = companyWords(app);
    const talk = app.store.conversation.value;
    const topic = (talk && app.store.company.talks.value.get(talk.id)?.topic) ?? '';
    const is = { id: talk?.id ?? null, open: talk?.open ?? false, listening: talk?.listening ?? [], topic };
    const isSame = is.id !== null && is.id === was.id;
    const before = isSame ? was : { ...is, open: false, listening: [], topic: '' };
    was = is;
    if (is.open !== before.open) announcer.announce('open', words(is.open ? 'own.say.open' : 'own.say.shut'), true);
    if (is.topic !== before.topic && is.topic !== '') announcer.announce('topic', words('own.say.topic', { topic }));
    const came = is.listening.filter((avatar) => !before.listening.includes(avatar));
    const went = before.listening.filter((avatar) => !is.listening.includes(avatar));
    if (came.length > 0) announcer.announce('listening', words('own.say.came', named(app, came)), true);
    else if (went.length > 0 && is.open) announcer.announce('listening', words('own.say.went', named(app, went)), true);
  });
}

/** What others ask: to be let in, to come along, to exchange cards; and what became of one's own knock. */
function followRequests(app: App, announcer: Announcer): () => void {
  const known = new Set<string>();
  return effect(() => {
    const words = companyWords(app);
    const { knocks, guides, offers, ownKnock } = app.store.company;
    const asked = [
      ...knocks.value.map(({ knock, avatar }) => [`knock-${knock}`, 'knock.heard', avatar] as const),
      ...guides.value.map((avatar) => [`guide-${avatar}`, 'guide.heard', avatar] as const),
      ...[...offers.value].map((avatar) => [`card-${avatar}`, 'card.heard', avatar] as const),
    ];
    for (const [subject, key, avatar] of asked)
      if (!known.has(subject)) announcer.announce(subject, words(key, { name: nameOf(app, avatar) }), true);
    const own = ownKnock.value && `own-${ownKnock.value.state}`;
    if (ownKnock.value && own && !known.has(own))
      announcer.announce('own', words(`knock.${ownKnock.value.state}`), true);
    known.clear();
    for (const [subject] of asked) known.add(subject);
    if (own) known.add(own);
  });
}

function followWalks(app: App, announcer: Announcer): () => void {
  let leader: AvatarId | null = null;
  let followers: readonly AvatarId[] = [];
  return effect(() => {
    const words = companyWords(app);
    const { company } = app.store;
    const came = company.followers.value.filter((avatar) => !followers.includes(avatar));
    followers = company.followers.value;
    if (came.length > 0) announcer.announce('followers', words('follow.say.by', named(app, came)));
    if (company.leader.value === leader) return;
    leader = company.leader.value;
    const text = leader === null ? words('follow.say.ended') : words('follow.now', { name: nameOf(app, leader) });
    announcer.announce('leader', text, true);
  });
}
