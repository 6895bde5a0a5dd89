/** A card of a place: a text, a picture, and a page to go to. Nothing comes from elsewhere before it is asked for. */

import { useSignal } from '@preact/signals';
import { foreignHost, isPlaceAddress } from '../../state/place-address.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';
import type { Info } from './offers.ts';

export function InfoOffer({ offerKey, info, text }: { offerKey: string; info: Info; text: string }) {
  const isOpen = useSignal(false);
  return (
    <div class="offer-info">
      <button
        type="button"
        class="button"
        data-offer={offerKey}
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name="info" />
        <span>{text}</span>
      </button>
      {isOpen.value && <Card info={info} name={text} />}
    </div>
  );
}

function Card({ info, name }: { info: Info; name: string }) {
  const { t } = useApp();
  return (
    <div class="offer-info-card">
      {info.text && <p>{info.text}</p>}
      {isPlaceAddress(info.picture, location.origin) &&
        (foreignHost(info.picture, location.origin) === null ? (
          <img src={info.picture} alt={t('info.picture.alt', { name })} />
        ) : (
          <Elsewhere url={info.picture} text={t('info.picture', { host: hostOf(info.picture) })} />
        ))}
      {isPlaceAddress(info.link, location.origin) && (
        <Elsewhere url={info.link} text={t('info.link', { host: hostOf(info.link) })} />
      )}
    </div>
  );
}

function Elsewhere({ url, text }: { url: string; text: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

/** The last part of an address: the host, or the file of this island. */
function hostOf(url: string): string {
  const { host, origin, pathname } = new URL(url, location.origin);
  return origin === location.origin ? decodeURIComponent(pathname.split('/').at(-1) ?? '') : host;
}
