/** The page of a place, beside the island: in a frame that can do little, and only after somebody said yes to its host. */

import { useEffect, useRef } from 'preact/hooks';
import { givenName } from '../../core/zone-purpose.ts';
import { sandboxFor } from '../../state/place-address.ts';
import { type App, useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icons.tsx';
import { allowHost } from './consent.ts';
import type { OpenSite, Site } from './sites.ts';

/** What the panel and the frame are called. */
export function siteTitle({ store, t }: Pick<App, 'store' | 't'>, site: Site): string {
  const name = givenName(site.zone, store.language.value) || site.host || '';
  return name === '' ? t('site.page') : t('site.of', { name });
}

export function SitePanel({ shown }: { shown: OpenSite }) {
  const app = useApp();
  const { sites, store, t } = app;
  const { site, isAsked } = shown;
  const heading = useRef<HTMLHeadingElement>(null);
  const title = siteTitle(app, site);
  useEffect(() => {
    if (isAsked) heading.current?.focus();
  }, [isAsked]);
  const isAllowed = site.host === null || store.hosts.value.has(site.host);
  return (
    <aside class="site" aria-label={title}>
      <header class="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <span class="site-actions">
          <IconButton
            icon="tack"
            name={t(sites.isPinned.value ? 'site.unpin' : 'site.pin')}
            pressed={sites.isPinned.value}
            onClick={() => sites.togglePin()}
          />
          <a class="icon-button" href={site.url} target="_blank" rel="noopener noreferrer" aria-label={t('site.tab')}>
            <Icon name="external" />
            <span class="tooltip" aria-hidden="true">
              {t('site.tab')}
            </span>
          </a>
          <IconButton icon="close" name={t('panel.close')} onClick={() => sites.close()} />
        </span>
      </header>
      {isAllowed ? <Frame key={site.key} site={site} title={title} /> : <Ask host={site.host ?? ''} />}
    </aside>
  );
}

function Frame({ site, title }: { site: Site; title: string }) {
  return (
    <iframe
      class="site-frame"
      title={title}
      sandbox={sandboxFor(site.url, location.origin)}
      allow={site.allow.join('; ')}
      referrerpolicy="no-referrer"
      src={site.url}
    />
  );
}

function Ask({ host }: { host: string }) {
  const app = useApp();
  const { t } = app;
  return (
    <div class="site-ask">
      <p>{t('site.ask', { host })}</p>
      <button type="button" class="button main" onClick={() => allowHost(app, host, false)}>
        {t('site.ask.show')}
      </button>
      <button type="button" class="button" onClick={() => allowHost(app, host, true)}>
        {t('site.ask.always', { host })}
      </button>
    </div>
  );
}
