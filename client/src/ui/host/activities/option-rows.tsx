/** The answers of a poll, of a vote between pictures, or of a vote with one's feet. */

import { type Signal, useSignal } from '@preact/signals';
import { pictureUrl } from '../../activities/choice-fields.tsx';
import { useWords } from '../../activities/use-words.ts';
import { useApp } from '../../app-context.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { type DraftFields, emptyOption, LEAST_OPTIONS, MOST_OPTIONS, type OptionFields } from './draft-state.ts';
import { namedZones } from './named-zones.ts';
import { useHostWords } from './use-host-words.ts';

export function OptionRows({ fields }: { fields: Signal<DraftFields> }) {
  const h = useHostWords();
  const { options, kind } = fields.value;
  const setAll = (changed: readonly OptionFields[]) => {
    fields.value = { ...fields.value, options: changed };
  };
  return (
    <fieldset class="activity-fields">
      <legend>{h('form.options')}</legend>
      {options.map((option, index) => {
        const set = (change: Partial<OptionFields>) => {
          const { value: now } = fields;
          setAll(now.options.map((one) => (one.key === option.key ? { ...one, ...change } : one)));
        };
        const number = index + 1;
        return (
          <div key={option.key} class="option-row">
            {kind === 'feet' ? (
              <ZoneField number={number} zone={option.zone} onChange={(zone) => set({ zone })} />
            ) : (
              <input
                type="text"
                required
                maxLength={120}
                aria-label={h('form.option', { number })}
                placeholder={h('form.option', { number })}
                value={option.text}
                onInput={({ currentTarget }) => set({ text: currentTarget.value })}
              />
            )}
            {options.length > LEAST_OPTIONS && (
              <IconButton
                icon="close"
                name={h('form.option.remove', { number })}
                onClick={() => setAll(options.filter(({ key }) => key !== option.key))}
              />
            )}
            {kind === 'pictures' && (
              <PictureField number={number} picture={option.picture} onChange={(picture) => set({ picture })} />
            )}
          </div>
        );
      })}
      {kind === 'pictures' && <p class="help">{h('form.picture.help')}</p>}
      {options.length < MOST_OPTIONS && (
        <button type="button" class="button small" onClick={() => setAll([...options, emptyOption()])}>
          {h('form.option.add')}
        </button>
      )}
    </fieldset>
  );
}

interface FieldProps {
  readonly number: number;
  readonly onChange: (value: string) => void;
}

function ZoneField({ number, zone, onChange }: FieldProps & { zone: string }) {
  const app = useApp();
  const h = useHostWords();
  return (
    <select
      required
      aria-label={h('form.zone', { number })}
      value={zone}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      <option value="">{h('form.zone.choose')}</option>
      {namedZones(app).map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function PictureField({ number, picture, onChange }: FieldProps & { picture: string }) {
  const { intents } = useApp();
  const { reason } = useWords();
  const h = useHostWords();
  const isSending = useSignal(false);
  const problem = useSignal<string | null>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    isSending.value = true;
    const outcome = await intents.addPicture(file);
    isSending.value = false;
    problem.value = outcome.ok ? null : reason(outcome.reason);
    if (outcome.ok) onChange(outcome.name);
  };
  return (
    <div class="picture-choice">
      <input
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={h('form.picture', { number })}
        onChange={({ currentTarget }) => void send(currentTarget.files?.[0])}
      />
      {isSending.value && <p role="status">{h('form.picture.sending')}</p>}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {picture !== '' && <img src={pictureUrl(picture)} alt="" />}
    </div>
  );
}
