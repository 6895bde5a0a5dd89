/** The links of the event, newest first, and one that is not among them. */

import { useSignal } from '@preact/signals';
import type { EventLink } from '../../../state/event-access.ts';
import type { AccessDesk } from './access-desk.ts';
import { LinkItem } from './link-item.tsx';
import { Outcome } from './outcome.tsx';
import { useAccessWords } from './use-access-words.ts';

/** More than these are found by searching. */
const SHOWN = 30;
/** So many links need a field to search in. */
const SEARCHED_FROM = 8;

export function Links({ desk, links }: { desk: AccessDesk; links: readonly EventLink[] }) {
  const { t, nameOf } = useAccessWords();
  const sought = useSignal('');
  const words = sought.value.trim().toLowerCase();
  const found = links.filter((link) => nameOf(link).toLowerCase().includes(words)).toReversed();
  const rest = found.length - SHOWN;
  return (
    <section aria-labelledby="access-links">
      <h3 id="access-links">{t('links.title')}</h3>
      <p>{t('links.what')}</p>
      <Outcome desk={desk} part="links" />
      {links.length >= SEARCHED_FROM && (
        <input
          type="search"
          aria-label={t('links.find')}
          placeholder={t('links.find')}
          value={sought.value}
          onInput={(event) => {
            sought.value = event.currentTarget.value;
          }}
        />
      )}
      {links.length === 0 ? (
        <p>{t('links.none')}</p>
      ) : (
        <ul class="map-list" aria-label={t('links.list')}>
          {found.slice(0, SHOWN).map((link) => (
            <LinkItem key={link.id} link={link} desk={desk} />
          ))}
        </ul>
      )}
      {rest > 0 && <p>{t('links.more', { count: rest })}</p>}
      <OtherLink desk={desk} />
    </section>
  );
}

function OtherLink({ desk }: { desk: AccessDesk }) {
  const { t } = useAccessWords();
  const link = useSignal('');
  const revoke = async (event: Event) => {
    event.preventDefault();
    if (await desk.revokeAny(link.value)) link.value = '';
  };
  return (
    <details class="access-other">
      <summary>{t('other.title')}</summary>
      <form onSubmit={revoke}>
        <p>{t('other.what')}</p>
        <label class="access-field">
          <span>{t('other.label')}</span>
          <input
            type="text"
            autocomplete="off"
            value={link.value}
            onInput={(event) => {
              link.value = event.currentTarget.value;
            }}
          />
        </label>
        <Outcome desk={desk} part="other" />
        <button type="submit" class="button">
          {t('other.do')}
        </button>
      </form>
    </details>
  );
}
