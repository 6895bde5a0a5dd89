/** A label with what it names, and why a wish was not granted. */

import type { ComponentChildren } from 'preact';
import type { Refusal } from '../../parts/use-refusal.ts';

export function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children.
    <label class="gathering-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

export function RefusalText({ refusal }: { refusal: Refusal }) {
  if (!refusal.text.value) return null;
  return (
    <p class="problem" role="alert">
      {refusal.text.value}
    </p>
  );
}

/** One of some words. */
export function Choice<Word extends string>({
  label,
  words,
  value,
  onChange,
}: {
  readonly label: string;
  readonly words: readonly (readonly [word: Word, name: string])[];
  readonly value: Word;
  readonly onChange: (word: Word) => void;
}) {
  return (
    <Field label={label}>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as Word)}>
        {words.map(([word, name]) => (
          <option key={word} value={word}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
