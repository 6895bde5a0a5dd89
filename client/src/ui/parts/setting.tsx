/** The parts of which settings are made. */

import type { ComponentChildren } from 'preact';

/** Settings that belong together. */
export function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="settings-group">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface CheckProps {
  readonly name: string;
  readonly help: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A setting that is on or off, with a sentence on what it does. */
export function Check({ name, help, isOn, onChange }: CheckProps) {
  return (
    <label class="check-row">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {name}
        <small>{help}</small>
      </span>
    </label>
  );
}
