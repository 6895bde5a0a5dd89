/** Pages that say one thing: loading, refused, ended. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { reasonText } from '../../i18n/texts.ts';
import { useApp } from '../app-context.ts';
import { CardWhy } from '../order/order-cards.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { TrailLink } from '../trail/trail-link.tsx';
import { Scene } from './scene.tsx';

export function MessagePage({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="door">
      <Scene />
      <main class="door-card message">
        <header class="door-head">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <LanguageChoice />
        </header>
        {children}
      </main>
    </div>
  );
}

export function LoadingPage({ text }: { text: 'entry.loading' | 'entry.entering' | 'trail.loading' }) {
  const { t } = useApp();
  return (
    <div class="door">
      <Scene />
      <main class="door-card message">
        <div class="spinner" aria-hidden="true" />
        <div role="status">
          <h1>{t(text)}</h1>
        </div>
      </main>
    </div>
  );
}

/** Reasons that a reload of the page mends: it brings the newest program. */
const RELOAD_REASONS = new Set(['version']);
/** Reasons for which trying the same link again can help. */
const PASSING_REASONS = new Set(['full', 'closing', 'rate', 'network', 'server', 'bad_message']);

export function RefusedPage({ reason }: { reason: string }) {
  const { store, intents, t } = useApp();
  const event = store.event.value;
  const when = new Date(event?.startsMs ?? 0).toLocaleString(store.language.value, {
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return (
    <MessagePage title={event && reason.startsWith('event_') ? event.name : t('refused.title')}>
      <p>{t(reasonText(reason), { when })}</p>
      {PASSING_REASONS.has(reason) && (
        <button type="button" class="button main" onClick={() => intents.reconnect()}>
          {t('refused.again')}
        </button>
      )}
      {RELOAD_REASONS.has(reason) && (
        <button type="button" class="button main" onClick={() => window.location.reload()}>
          {t('refused.reload')}
        </button>
      )}
    </MessagePage>
  );
}

export function EndedPage({ reason }: { reason: string }) {
  const { store, intents, t } = useApp();
  const ending = store.order.ending.value;
  const title = reason === 'replaced' || reason === 'left' ? t(`ended.${reason}.title`) : t('ended.title');
  return (
    <MessagePage title={title}>
      <p>{t(reasonText(reason))}</p>
      {(reason === 'removed' || reason === 'banned') && ending && <CardWhy card={ending} />}
      <button type="button" class="button main" onClick={() => intents.reconnect()}>
        {t(reason === 'replaced' ? 'ended.here' : 'ended.again')}
      </button>
      <TrailLink />
    </MessagePage>
  );
}
