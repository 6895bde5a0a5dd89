/** What a host did that concerns oneself: what, why, and what one can do about it. */

import { type Card, dismissCard } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { useOrderWords } from './use-order-words.ts';

export function OrderCards() {
  const cards = useApp().store.order.cards.value;
  return (
    <div role="alert" class="order-cards">
      {cards.map((card) => (
        <OneCard key={card.what} card={card} />
      ))}
    </div>
  );
}

const KNOWN = { muted: 'card.muted', unmuted: 'card.unmuted', asked_lower: 'card.asked_lower' } as const;

function OneCard({ card }: { card: Card }) {
  const { store, intents } = useApp();
  const words = useOrderWords();
  const refusal = useRefusal();
  const text = KNOWN[card.what as keyof typeof KNOWN];
  if (!text) return null;
  const me = store.me.value?.avatar;
  const host = [...store.people.value.values()].find(({ avatar, role }) => role !== 'attendee' && avatar !== me);
  const close = () => dismissCard(store.order, card);
  return (
    <section class="tip order-card" aria-label={words('card.label')}>
      <div>
        <p>
          <strong>{words(text)}</strong>
        </p>
        {card.what !== 'unmuted' && <CardWhy card={card} />}
        {card.what === 'muted' && <p class="help">{words('card.help.muted')}</p>}
        {refusal.text.value && <p class="problem">{refusal.text.value}</p>}
        <div class="order-buttons">
          {card.what === 'muted' && host && (
            <button
              type="button"
              class="button small"
              onClick={() => void intents.approach(host.avatar).then(refusal.show)}
            >
              {words('card.host', { name: host.name })}
            </button>
          )}
          {card.what === 'asked_lower' && store.microphone.value === 'on' && (
            <button
              type="button"
              class="button small"
              onClick={() => {
                intents.toggleMicrophone();
                close();
              }}
            >
              {words('card.microphone')}
            </button>
          )}
          <button type="button" class="button small main" onClick={close}>
            {words('card.ok')}
          </button>
        </div>
      </div>
    </section>
  );
}

/** Why a host did it, and what they wrote. */
export function CardWhy({ card }: { card: Card }) {
  const words = useOrderWords();
  return (
    <>
      <p>{words('card.why', { why: words(`why.${card.why}`) })}</p>
      {card.words && <p>{words('card.words', { words: card.words })}</p>}
    </>
  );
}
