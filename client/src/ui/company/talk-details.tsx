/** In one's own conversation: what it is about, whether others may listen, and who does. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Conversation } from '../../core/people.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';
import type { Refusal } from '../parts/use-refusal.ts';
import { named, useCompanyWords } from './use-company-words.ts';

const MOST_CHARACTERS = 80;

export function TalkDetails({ conversation, refusal }: { conversation: Conversation; refusal: Refusal }) {
  const app = useApp();
  const words = useCompanyWords();
  const { intents, store } = app;
  const isListener = conversation.members.some(
    ({ avatar, role }) => avatar === store.me.value?.avatar && role === 'listener',
  );
  if (isListener) return null;
  const isOpen = conversation.open ?? false;
  const listening = conversation.listening ?? [];
  const setOpen = (open: boolean) => void intents.request('talk_open', { open }).then(refusal.show);
  return (
    <div class="talk-details">
      <Topic conversation={conversation} refusal={refusal} />
      {isOpen && (
        <p class="talk-open">
          <Icon name="ear" />
          <span>{listening.length > 0 ? words('own.listening', named(app, listening)) : words('own.isOpen')}</span>
        </p>
      )}
      {conversation.kind !== 'stage' && (isOpen || !conversation.locked) && (
        <button type="button" class="button small" onClick={() => setOpen(!isOpen)}>
          <Icon name="ear" />
          <span>{words(isOpen ? 'own.close' : 'own.open')}</span>
        </button>
      )}
    </div>
  );
}

function Topic({ conversation, refusal }: { conversation: Conversation; refusal: Refusal }) {
  const { store, intents } = useApp();
  const words = useCompanyWords();
  const topic = store.company.talks.value.get(conversation.id)?.topic ?? '';
  const draft = useSignal<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const isEditing = draft.value !== null;
  useEffect(() => {
    if (!isEditing) return;
    field.current?.focus();
    field.current?.select();
  }, [isEditing]);
  const close = () => {
    draft.value = null;
    requestAnimationFrame(() => opener.current?.focus());
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const outcome = await intents.request('talk_topic', { text: draft.value ?? '' });
    refusal.show(outcome);
    if (outcome.ok) close();
  };
  if (draft.value === null)
    return (
      <button
        type="button"
        class="button small"
        ref={opener}
        aria-label={topic === '' ? words('own.topic.none') : words('own.topic.change', { topic })}
        onClick={() => {
          draft.value = topic;
        }}
      >
        <Icon name="text" />
        <span>{topic || words('own.topic.none')}</span>
      </button>
    );
  return (
    <form
      class="topic-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <label class="field">
        <span>{words('own.topic')}</span>
        <input
          type="text"
          ref={field}
          maxLength={MOST_CHARACTERS}
          value={draft.value}
          aria-describedby="topic-help"
          onInput={(event) => {
            draft.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="help" id="topic-help">
        {words('own.topic.help')}
      </p>
      <button type="submit" class="button small">
        {words('own.save')}
      </button>
    </form>
  );
}
