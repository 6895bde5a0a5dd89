/** The way to what is kept of oneself. */

import { useApp } from '../app-context.ts';

export function TrailLink() {
  const { store, t } = useApp();
  const address = store.trail.value;
  if (address === null) return null;
  return (
    <p class="trail-link">
      <a href={address} target="_blank" rel="noopener noreferrer">
        {t('trail.link')}
      </a>
      <small>{t('trail.link.help')}</small>
    </p>
  );
}
