/** Follows the store and puts what happens in words, one sentence at a time. */

import { effect, type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AvatarId } from '../../core/units.ts';
import { givenName } from '../../core/zone-purpose.ts';
import { listNames } from '../../i18n/texts.ts';
import type { Nearby } from '../../state/store.ts';
import { type App, useApp } from '../app-context.ts';
import { followActivities } from './activity-news.ts';
import { Announcer } from './announcer.ts';
import { COMPANY_NEWS } from './company-news.ts';
import { PLACE_NEWS } from './place-news.ts';
import { cameClose, conversationNews } from './sentences.ts';
import { STAGE_NEWS } from './stage-news.ts';
import { stateOf, whereIs } from './where-is.ts';
import { followZones } from './zone-news.ts';

/** The sentence to say now. */
export function useAnnouncements(): ReadonlySignal<string> {
  const app = useApp();
  const said = useSignal('');
  useEffect(() => {
    const announcer = new Announcer((text) => {
      // The same words twice in a row would not be read again: a space makes them another text.
      said.value = text === said.value ? `${text} ` : text;
    });
    const stops = [...NEWS, ...PLACE_NEWS, ...STAGE_NEWS, ...COMPANY_NEWS, followActivities].map((follow) =>
      follow(app, announcer),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [app, said]);
  return said;
}

const nameOf = (app: App, avatar: AvatarId): string => app.store.people.peek().get(avatar)?.name ?? '…';

const names = (app: App, avatars: readonly AvatarId[]): string =>
  listNames(
    app.store.language.peek(),
    avatars.map((avatar) => nameOf(app, avatar)),
  );

function followConversation(app: App, announcer: Announcer): () => void {
  let was = app.store.conversation.peek();
  return effect(() => {
    const is = app.store.conversation.value;
    for (const { key, people, subject } of conversationNews(was, is, app.store.me.peek()?.avatar)) {
      announcer.announce(subject, app.t(key, { names: names(app, people) }), true);
    }
    was = is;
  });
}

function followNearby(app: App, announcer: Announcer): () => void {
  let was: readonly Nearby[] = [];
  return effect(() => {
    const is = app.store.nearby.value;
    const came = cameClose(was, is);
    was = is;
    const [nearest] = came;
    if (!nearest) return;
    const text =
      came.length === 1
        ? app.t('say.near', { name: nearest.name, where: whereIs(app, nearest), state: stateOf(app, nearest) })
        : app.t('say.nearMany', {
            count: came.length,
            names: listNames(
              app.store.language.peek(),
              came.map(({ name }) => name),
            ),
          });
    announcer.announce('near', text);
  });
}

function followPlace(app: App, announcer: Announcer): () => void {
  let was: string | null = null;
  return effect(() => {
    const me = app.store.me.value?.avatar;
    const is = (me !== undefined && app.store.people.value.get(me)?.zone) || null;
    const zone = is !== was && app.store.zones.peek().find(({ id }) => id === is);
    was = is;
    const name = zone ? givenName(zone, app.store.language.peek()) : '';
    if (name !== '') announcer.announce('place', app.t('say.zone', { zone: name }));
  });
}

/** Lines that are not in view; those that are, the chat's own live region reads. */
function followChat(app: App, announcer: Announcer): () => void {
  let lastLine = app.store.chat.peek().at(-1)?.id ?? -1;
  return effect(() => {
    const lines = app.store.chat.value.filter(({ id }) => id > lastLine);
    lastLine = app.store.chat.value.at(-1)?.id ?? -1;
    for (const { from, name, text, scope } of lines) {
      const isInView = app.panels.open.peek() === 'chat' && app.panels.chatScope.peek() === scope;
      if (!isInView && from !== app.store.me.peek()?.avatar)
        announcer.announce('chat', app.t('chat.from', { name, text }));
    }
  });
}

function followReactions(app: App, announcer: Announcer): () => void {
  let last = 0;
  return effect(() => {
    for (const { avatar, emoji, since } of app.store.reactions.value) {
      if (since <= last) continue;
      last = since;
      if (avatar === app.store.me.peek()?.avatar) continue;
      announcer.announce(
        `reaction-${avatar}`,
        app.t('say.reaction', { name: nameOf(app, avatar), reaction: app.t(`reaction.${emoji}`) }),
      );
    }
  });
}

const NEWS = [followConversation, followNearby, followPlace, followChat, followReactions, followZones];
