/** A card above the controls with all that can be done at this place. */

import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Question } from '../parts/question.tsx';
import { type Refusal, useRefusal } from '../parts/use-refusal.ts';
import { allowHost, allowSounds } from './consent.ts';
import { InfoOffer } from './info-offer.tsx';
import { type Offer, offersOf, offerText } from './offers.ts';

const ICONS: Readonly<Record<Offer['kind'], IconName>> = {
  join: 'join',
  door: 'door',
  site: 'page',
  info: 'info',
  tab: 'external',
  sound: 'sound',
};

export function OfferCard() {
  const { store, sites, t } = useApp();
  const refusal = useRefusal();
  const offers = offersOf(store, sites.open.value, location.origin);
  if (offers.length === 0) return null;
  return (
    <section class="offers" aria-label={t('offer.title')}>
      <ul>
        {offers.map((offer, index) => (
          <li key={offer.key}>
            <OneOffer offer={offer} isFirst={index === 0} refusal={refusal} />
          </li>
        ))}
      </ul>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </section>
  );
}

interface OneOfferProps {
  readonly offer: Offer;
  readonly isFirst: boolean;
  readonly refusal: Refusal;
}

function OneOffer({ offer, isFirst, refusal }: OneOfferProps) {
  const app = useApp();
  const { intents, sites } = app;
  const text = offerText(app, offer);
  switch (offer.kind) {
    case 'sound':
      return <SoundOffer host={offer.host} text={text} isFirst={isFirst} />;
    case 'tab':
      return (
        <a class="button" data-offer={offer.key} href={offer.url} target="_blank" rel="noopener noreferrer">
          <Icon name="external" />
          <span>{text}</span>
          {isFirst && <EnterKey />}
        </a>
      );
    case 'info':
      return <InfoOffer offerKey={offer.key} info={offer.info} text={text} />;
    case 'site':
      return <OfferButton offer={offer} text={text} isFirst={isFirst} onClick={() => sites.show(offer.site)} />;
    case 'door': {
      const work = () => void intents.workDoor(offer.door.id, offer.open).then(refusal.show);
      return <OfferButton offer={offer} text={text} isFirst={isFirst} onClick={work} />;
    }
    case 'join': {
      const join = () => void intents.joinConversation().then(refusal.show);
      return <OfferButton offer={offer} text={text} isFirst={isFirst} onClick={join} />;
    }
  }
}

interface OfferButtonProps {
  readonly offer: Offer;
  readonly text: string;
  readonly isFirst: boolean;
  readonly onClick: () => void;
}

function OfferButton({ offer, text, isFirst, onClick }: OfferButtonProps) {
  const { sites } = useApp();
  const button = useRef<HTMLButtonElement>(null);
  const isClosedPage = offer.kind === 'site' && sites.closed.value === offer.site.key;
  useEffect(() => {
    if (!isClosedPage) return;
    button.current?.focus();
    sites.settle();
  }, [isClosedPage, sites]);
  return (
    <button type="button" class="button" data-offer={offer.key} ref={button} onClick={onClick}>
      <Icon name={ICONS[offer.kind]} />
      <span>{text}</span>
      {isFirst && <EnterKey />}
    </button>
  );
}

/** For those who look; screen readers read of it in the help. */
function EnterKey() {
  return (
    <span class="offer-key" aria-hidden="true">
      Enter
    </span>
  );
}

function SoundOffer({ host, text, isFirst }: { host: string | null; text: string; isFirst: boolean }) {
  const app = useApp();
  const play = (always: boolean) => {
    if (host !== null) allowHost(app, host, always);
    allowSounds(app, true);
  };
  return (
    <Question text={text}>
      <button type="button" class="button small" data-offer="sound" onClick={() => play(false)}>
        <Icon name="sound" />
        <span>{app.t('offer.sound.yes')}</span>
        {isFirst && <EnterKey />}
      </button>
      {host !== null && (
        <button type="button" class="button small" onClick={() => play(true)}>
          {app.t('offer.sound.always', { host })}
        </button>
      )}
      <button type="button" class="button small" onClick={() => allowSounds(app, false)}>
        {app.t('offer.sound.no')}
      </button>
    </Question>
  );
}
