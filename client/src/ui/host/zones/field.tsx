/** A field of a zone: its label, help, and what is wrong with it beside it. */

import type { ComponentChildren } from 'preact';
import type { WireZoneProblem, ZoneField } from '../../../protocol/zone-messages.ts';
import { useZoneWords } from './use-zone-words.ts';

/** The element that gets the focus when somebody goes to a field from the summary. */
export const idOfField = (field: ZoneField): string => `zone-${field}`;

export function ProblemList({ id, problems }: { id: string; problems: readonly WireZoneProblem[] }) {
  const { problem } = useZoneWords();
  if (problems.length === 0) return null;
  return (
    <ul class="zone-problems" id={id}>
      {problems.map((one) => (
        <li key={`${one.field}/${one.code}/${one.zone}`} class={one.weight === 'error' ? 'problem' : 'zone-warning'}>
          {problem(one)}
        </li>
      ))}
    </ul>
  );
}

export interface Described {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly problems?: readonly WireZoneProblem[];
  /** Draws the control with these attributes. */
  readonly children: (attributes: Described) => ComponentChildren;
}

export function Field({ id, label, help, problems = [], children }: FieldProps) {
  const described = [help && `${id}-help`, problems.length > 0 && `${id}-problems`].filter(Boolean).join(' ');
  return (
    <div class="zone-field">
      <label for={id}>{label}</label>
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        'aria-invalid': problems.some(({ weight }) => weight === 'error'),
      })}
      {help && (
        <small id={`${id}-help`} class="help">
          {help}
        </small>
      )}
      <ProblemList id={`${id}-problems`} problems={problems} />
    </div>
  );
}

interface TextProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly most: number;
  readonly isLong?: boolean;
  /** Names to choose from. */
  readonly choices?: readonly string[];
  readonly onChange: (value: string) => void;
}

export function TextField({ value, most, isLong = false, choices = [], onChange, ...field }: TextProps) {
  return (
    <Field {...field}>
      {(attributes) =>
        isLong ? (
          <textarea
            {...attributes}
            rows={3}
            maxLength={most}
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        ) : (
          <>
            <input
              {...attributes}
              type="text"
              maxLength={most}
              value={value}
              {...(choices.length > 0 && { list: `${field.id}-choices` })}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
            {choices.length > 0 && (
              <datalist id={`${field.id}-choices`}>
                {choices.map((choice) => (
                  <option key={choice} value={choice} />
                ))}
              </datalist>
            )}
          </>
        )
      }
    </Field>
  );
}

interface NumberProps extends Omit<FieldProps, 'children'> {
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  /** null: the field is empty. */
  readonly onChange: (value: number | null) => void;
}

export function NumberField({ value, least, most, onChange, ...field }: NumberProps) {
  return (
    <Field {...field}>
      {(attributes) => (
        <input
          {...attributes}
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          step={1}
          value={value ?? ''}
          onInput={({ currentTarget }) => {
            const { value: text, valueAsNumber } = currentTarget;
            if (text === '') onChange(null);
            else if (Number.isInteger(valueAsNumber)) onChange(valueAsNumber);
          }}
        />
      )}
    </Field>
  );
}
