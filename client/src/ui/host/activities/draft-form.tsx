/** The form in which a host makes an activity, with how others will see it. */

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ActivityKind, ScoreBy, WireDraft } from '../../../protocol/activity-messages.ts';
import { promiseOf } from '../../activities/activities-list.tsx';
import { ActivityForm } from '../../activities/activity-form.tsx';
import { useSending, useWords } from '../../activities/use-words.ts';
import { useApp } from '../../app-context.ts';
import { type DraftFields, hasOptions, KINDS, MOST_WORDS, mayBeAnonymous, previewOf, wireOf } from './draft-state.ts';
import { namedZones, zoneName } from './named-zones.ts';
import { OptionRows } from './option-rows.tsx';
import { QuizRows } from './quiz-rows.tsx';
import { useHostWords } from './use-host-words.ts';

/** A message of more bytes than this would end the connection. */
const MOST_BYTES = 15_000;

interface DraftFormProps {
  readonly first: DraftFields;
  readonly onDone: (isSaved: boolean) => void;
}

export function DraftForm({ first, onDone }: DraftFormProps) {
  const app = useApp();
  const words = useWords();
  const h = useHostWords();
  const fields = useSignal(first);
  const { isBusy, problem, run } = useSending();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const draft = wireOf(fields.value, (zone) => zoneName(app, zone));
  const save = async () => {
    if (isTooLong(draft)) problem.value = words.reason('activity_long');
    else if (await run(() => app.intents.request('activity_put', draft))) onDone(true);
  };
  return (
    <form
      class="activities activity-form"
      aria-labelledby="draft-title"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 id="draft-title" ref={heading} tabIndex={-1}>
        {h(first.id === null ? 'form.title' : 'form.edit')}
      </h3>
      <MainFields fields={fields} isNew={first.id === null} />
      {hasOptions(fields.value.kind) && <OptionRows fields={fields} />}
      {fields.value.kind === 'quiz' && <QuizRows fields={fields} />}
      <RuleFields fields={fields} />
      <Preview draft={draft} />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p class="activity-actions">
        <button type="submit" class="button main" disabled={isBusy.value}>
          {h('form.save')}
        </button>
        <button type="button" class="button" onClick={() => onDone(false)}>
          {h('form.cancel')}
        </button>
      </p>
    </form>
  );
}

function MainFields({ fields, isNew }: { fields: Signal<DraftFields>; isNew: boolean }) {
  const app = useApp();
  const { t } = useWords();
  const h = useHostWords();
  const set = (change: Partial<DraftFields>) => {
    fields.value = { ...fields.value, ...change };
  };
  return (
    <>
      <label>
        <span>{h('form.kind')}</span>
        <select
          value={fields.value.kind}
          disabled={!isNew}
          onChange={({ currentTarget }) => set({ kind: currentTarget.value as ActivityKind, most: 1 })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{h('form.question')}</span>
        <input
          type="text"
          required
          maxLength={200}
          value={fields.value.title}
          onInput={({ currentTarget }) => set({ title: currentTarget.value })}
        />
      </label>
      {fields.value.kind !== 'feet' && (
        <label>
          <span>{h('form.place')}</span>
          <select value={fields.value.zone} onChange={({ currentTarget }) => set({ zone: currentTarget.value })}>
            <option value="">{h('for.everyone')}</option>
            {namedZones(app).map(([id, name]) => (
              <option key={id} value={id}>
                {h('for.place', { place: name })}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

function RuleFields({ fields }: { fields: Signal<DraftFields> }) {
  const h = useHostWords();
  const { kind, most, isAnonymous, scoreBy, options } = fields.value;
  const set = (change: Partial<DraftFields>) => {
    fields.value = { ...fields.value, ...change };
  };
  const isCounted = kind === 'poll' || kind === 'pictures' || kind === 'words';
  return (
    <>
      {isCounted && (
        <label>
          <span>{h(kind === 'words' ? 'form.words' : 'form.most')}</span>
          <input
            type="number"
            min={1}
            max={kind === 'words' ? MOST_WORDS : options.length}
            value={most}
            onInput={({ currentTarget }) => set({ most: Math.max(1, currentTarget.valueAsNumber || 1) })}
          />
        </label>
      )}
      {kind === 'quiz' && (
        <label>
          <span>{h('form.score')}</span>
          <select value={scoreBy} onChange={({ currentTarget }) => set({ scoreBy: currentTarget.value as ScoreBy })}>
            <option value="table">{h('form.score.table')}</option>
            <option value="person">{h('form.score.person')}</option>
          </select>
        </label>
      )}
      {mayBeAnonymous(kind) && (
        <label class="check-row">
          <input
            type="checkbox"
            checked={isAnonymous}
            onChange={({ currentTarget }) => set({ isAnonymous: currentTarget.checked })}
          />
          <span>
            {h('form.secret')}
            <small>{h('form.secret.help')}</small>
          </span>
        </label>
      )}
    </>
  );
}

function Preview({ draft }: { draft: WireDraft }) {
  const words = useWords();
  const h = useHostWords();
  const activity = previewOf(draft);
  return (
    <details>
      <summary>{h('form.preview')}</summary>
      {/* A form within a form is none: this one is only looked at. */}
      <div class="activity" inert>
        <p class="activity-kind">{words.t(`kind.${activity.kind}`)}</p>
        <h4>{activity.title}</h4>
        <p class="help">{promiseOf(activity, words)}</p>
        <ActivityForm key={activity.kind + activity.most} activity={activity} isPreview />
      </div>
    </details>
  );
}

const isTooLong = (draft: WireDraft): boolean => new TextEncoder().encode(JSON.stringify(draft)).length > MOST_BYTES;
