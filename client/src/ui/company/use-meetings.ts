/** Notes whom one meets, and passes one's card on once both said yes. */

import { useEffect } from 'preact/hooks';
import { meet, metBy, stayTogether, type Together } from '../../core/met-people.ts';
import type { AvatarId } from '../../core/units.ts';
import { givenName } from '../../core/zone-purpose.ts';
import { reasonText } from '../../i18n/texts.ts';
import { type App, useApp } from '../app-context.ts';
import { keepsakesOf } from './own-card.ts';

/** How often it is looked who is still there. */
const LOOK_MS = 2000;

export function useMeetings(): void {
  const app = useApp();
  const agreed = app.store.company.agreed.value;
  const cards = app.store.company.cards.value;
  useEffect(() => {
    let together: Together = new Map();
    const timer = setInterval(() => {
      together = lookAround(app, together);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [app]);
  useEffect(() => {
    for (const avatar of agreed) void sendCard(app, avatar);
    if (agreed.length > 0) app.store.company.agreed.value = [];
  }, [agreed, app]);
  useEffect(() => {
    const { met } = keepsakesOf(seriesOf(app));
    for (const { from, card } of cards) met.value = meet(met.value, meetingWith(app, from, card.name), card);
    if (cards.length > 0) app.store.company.cards.value = [];
  }, [cards, app]);
}

function lookAround(app: App, was: Together): Together {
  const { conversation, me } = app.store;
  const { met, remembers } = keepsakesOf(seriesOf(app));
  const talk = conversation.value;
  const own = me.value?.avatar;
  // Before a stage one meets nobody.
  const others = talk && talk.kind !== 'stage' ? talk.members.map(({ avatar }) => avatar) : [];
  const nowMs = Date.now();
  const together = stayTogether(
    was,
    others.filter((avatar) => avatar !== own),
    nowMs,
  );
  if (remembers.value)
    for (const avatar of metBy(together, nowMs)) met.value = meet(met.value, meetingWith(app, avatar));
  return together;
}

async function sendCard(app: App, avatar: AvatarId): Promise<void> {
  const { card } = keepsakesOf(seriesOf(app));
  const outcome = await app.intents.request('card', { avatar, card: card.value });
  if (!outcome.ok) app.store.notices.value = [...app.store.notices.value, refusal(outcome.reason)];
}

const refusal = (reason: string) => ({ id: -Date.now(), key: reasonText(reason), values: {}, urgent: false });

export const seriesOf = (app: App): string => app.store.event.value?.series ?? '';

function meetingWith({ store }: App, avatar: AvatarId, otherwise = '…') {
  const [zone] = store.here.value;
  return {
    name: store.people.value.get(avatar)?.name ?? otherwise,
    event: store.event.value?.name ?? '',
    place: zone ? givenName(zone, store.language.value) : '',
    nowMs: Date.now(),
  };
}
