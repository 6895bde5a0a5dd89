/** A conversation nearby, before one is in it: who, about what, open or locked, and what one can do. */

import { listeningSpot, type NearTalk } from '../../core/near-talks.ts';
import { type App, useApp } from '../app-context.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { type Refusal, useRefusal } from '../parts/use-refusal.ts';
import { whereIs } from '../say/where-is.ts';
import { knock } from './knocking.ts';
import { type CompanyText, talkText, useCompanyWords } from './use-company-words.ts';

/** Nearer than this a conversation is worth a card. */
const CARD_TILES = 8;
/** From so many tiles away one overhears, and is not drawn in. */
const LISTEN_TILES = 4;

export type TalkAction = 'listen' | 'hear again' | 'silence' | 'join' | 'knock';

/** The conversation of which there is a card: what one overhears, else the nearest. None while one is in one. */
export function talkOfCard({ store }: App): NearTalk | null {
  const { company } = store;
  if (store.conversation.value || store.aside.value) return null;
  const near = company.near.value.filter(({ tiles }) => tiles <= CARD_TILES);
  return near.find(({ id }) => id === company.overhears.value) ?? near[0] ?? null;
}

/** What one can do about a conversation, what suits best first. */
export function actionsFor({ store }: App, talk: NearTalk): TalkAction[] {
  const { company } = store;
  const isOpen = company.talks.value.get(talk.id)?.open ?? false;
  if (talk.locked) return ['knock'];
  if (company.overhears.value === talk.id) return ['join', 'silence'];
  if (isOpen && company.unwanted.value === talk.id) return ['hear again', 'join'];
  return isOpen && talk.tiles > LISTEN_TILES ? ['listen', 'join'] : ['join'];
}

const LOOKS: Readonly<Record<TalkAction, { readonly icon: IconName; readonly text: CompanyText }>> = {
  listen: { icon: 'ear', text: 'talk.listen' },
  'hear again': { icon: 'ear', text: 'talk.listen' },
  silence: { icon: 'close', text: 'talk.hear.stop' },
  join: { icon: 'join', text: 'talk.walk' },
  knock: { icon: 'door', text: 'knock.do' },
};

export function NearTalkCard() {
  const app = useApp();
  const words = useCompanyWords();
  const talk = talkOfCard(app);
  if (!talk) return null;
  return (
    <section class="offers company-card" aria-label={words('talk.near')}>
      <TalkWords talk={talk} takesEnter />
    </section>
  );
}

/** All conversations nearby, for the list of people. */
export function NearTalks() {
  const { store } = useApp();
  const words = useCompanyWords();
  const talks = store.company.near.value;
  if (talks.length === 0) return null;
  return (
    <>
      <h3>{words('talk.list')}</h3>
      <ul class="near-talks">
        {talks.map((talk) => (
          <li key={talk.id} class="near-talk">
            <TalkWords talk={talk} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** `takesEnter`: what suits best is also done by the Enter key. */
function TalkWords({ talk, takesEnter = false }: { talk: NearTalk; takesEnter?: boolean }) {
  const app = useApp();
  const words = useCompanyWords();
  const refusal = useRefusal();
  const { company } = app.store;
  const isOpen = company.talks.value.get(talk.id)?.open ?? false;
  const isKnocking = company.ownKnock.value?.conversation === talk.id;
  return (
    <>
      <p>
        <strong>{talkText(app, talk)}</strong>
        <span>
          {whereIs(app, talk)}, {words(talk.locked ? 'talk.shut' : isOpen ? 'talk.open' : 'talk.free')}
        </span>
      </p>
      {company.overhears.value === talk.id && <p class="help">{words('talk.hear')}</p>}
      {!isKnocking && (
        <div class="card-actions">
          {actionsFor(app, talk).map((action, index) => (
            <button
              key={action}
              type="button"
              class="button small"
              {...(takesEnter && index === 0 && { 'data-offer': action })}
              onClick={() => carryOut(app, talk, action, refusal)}
            >
              <Icon name={LOOKS[action].icon} />
              <span>{words(LOOKS[action].text)}</span>
            </button>
          ))}
        </div>
      )}
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </>
  );
}

function carryOut(app: App, talk: NearTalk, action: TalkAction, refusal: Refusal): void {
  const { intents, store } = app;
  const [nearest] = talk.members;
  switch (action) {
    case 'listen':
      walkToListen(app, talk);
      return;
    case 'hear again':
      void intents.request('listen', { wanted: true }).then(refusal.show);
      return;
    case 'silence':
      store.company.unwanted.value = talk.id;
      void intents.request('listen', { wanted: false }).then(refusal.show);
      return;
    case 'join':
      if (nearest !== undefined) void intents.approach(nearest).then(refusal.show);
      return;
    case 'knock':
      void knock(app, { conversation: talk.id, zone: null }).then(refusal.show);
  }
}

/** Walk near enough to overhear, and not so near that one is drawn in. */
function walkToListen({ intents, store }: App, talk: NearTalk): void {
  const me = store.me.value;
  // The prediction knows where one is; the list of those near was made with it.
  const own = me && store.ownTile.value;
  if (own) intents.walkTo(listeningSpot(own, talk.at, LISTEN_TILES));
}
