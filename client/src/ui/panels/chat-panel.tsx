/** Typing to those near, or to everybody. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { paceIn } from '../../state/order.ts';
import type { ChatLine } from '../../state/store.ts';
import { useApp } from '../app-context.ts';
import { useOrderWords } from '../order/use-order-words.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useRefusal } from '../parts/use-refusal.ts';
import { withLinks } from './links.ts';
import { Panel } from './panel.tsx';
import type { ChatScope } from './panels-state.ts';

const SCOPES: readonly ChatScope[] = ['near', 'island'];
const TEXT_MAX = 500;

export function ChatPanel() {
  const { panels, t } = useApp();
  const scope = panels.chatScope.value;
  const unread = panels.unread.value;
  return (
    <Panel title={t('chat.title')}>
      <Tabs
        id="chat"
        label={t('chat.title')}
        current={scope}
        onChange={(name) => {
          panels.chatScope.value = name;
        }}
        tabs={SCOPES.map((name) => ({
          name,
          title: t(`chat.${name}`),
          badge: name !== scope && unread[name] > 0 ? t('chat.unread', { count: unread[name] }) : null,
        }))}
      >
        <Lines key={scope} scope={scope} />
        <Write key={`write-${scope}`} scope={scope} />
      </Tabs>
    </Panel>
  );
}

function Lines({ scope }: { scope: ChatScope }) {
  const { store, panels, t } = useApp();
  const list = useRef<HTMLOListElement>(null);
  const lines = store.chat.value.filter((line) => line.scope === scope);
  const lastId = lines.at(-1)?.id ?? -1;
  useEffect(() => {
    panels.markRead(scope, lastId);
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [lastId, panels, scope]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard.
    <div class="lines" role="log" aria-label={t(`chat.${scope}`)} tabIndex={0}>
      {lines.length === 0 && <p class="lines-empty">{t('chat.empty')}</p>}
      <ol ref={list}>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line }: { line: ChatLine }) {
  const { store, t } = useApp();
  const words = useOrderWords();
  const isMine = line.from === store.me.value?.avatar;
  const isHost = store.me.value !== null && store.me.value.role !== 'attendee';
  const at = new Date(line.at);
  return (
    <li class={isMine ? 'line mine' : 'line'}>
      <p class="line-head">
        <strong>{isMine ? t('chat.you') : line.name}</strong>
        <time dateTime={at.toISOString()}>
          {at.toLocaleTimeString(store.language.value, { hour: '2-digit', minute: '2-digit' })}
        </time>
        {isHost && (
          <IconButton
            icon="close"
            name={words('chat.hide', { name: line.name })}
            onClick={() => {
              store.order.question.value = { about: 'message', message: line.id, name: line.name };
            }}
          />
        )}
      </p>
      <p class="line-text">
        {withLinks(line.text).map(({ text, href }, index) =>
          href ? (
            <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
              {text}
            </a>
          ) : (
            text
          ),
        )}
      </p>
    </li>
  );
}

function Write({ scope }: { scope: ChatScope }) {
  const { store, intents, t } = useApp();
  const words = useOrderWords();
  const text = useSignal('');
  const pace = store.me.value?.role === 'attendee' ? paceIn(store.order, store.here.value) : 0;
  const refusal = useRefusal();
  const send = async (event: Event) => {
    event.preventDefault();
    const wanted = text.value.trim();
    if (wanted === '') return;
    const outcome = await intents.say(scope, wanted);
    if (outcome.ok && text.value.trim() === wanted) text.value = '';
    refusal.show(outcome);
  };
  return (
    <form class="write" onSubmit={(event) => void send(event)}>
      <label for="message" class="help">
        {t(`chat.${scope}.help`)}
      </label>
      {pace > 0 && <p class="help">{words('chat.pace', { count: pace })}</p>}
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <div class="write-row">
        <textarea
          id="message"
          rows={2}
          maxLength={TEXT_MAX}
          placeholder={t('chat.message')}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void send(event);
          }}
        />
        <IconButton icon="send" tone="main" name={t('chat.send')} onClick={() => void send(new Event('submit'))} />
      </div>
    </form>
  );
}
