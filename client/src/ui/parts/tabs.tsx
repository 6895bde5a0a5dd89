/** Tabs after the ARIA pattern: one stop in the tab order, arrows between them. */

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface TabsProps<Name extends string> {
  readonly id: string;
  readonly label: string;
  readonly tabs: readonly { readonly name: Name; readonly title: string; readonly badge?: string | null }[];
  readonly current: Name;
  readonly onChange: (name: Name) => void;
  readonly children: ComponentChildren;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function Tabs<Name extends string>({ id, label, tabs, current, onChange, children }: TabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (tabs.findIndex(({ name }) => name === current) + step + tabs.length) % tabs.length;
    const tab = tabs[next];
    if (tab) onChange(tab.name);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map(({ name, title, badge }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === current}
            aria-controls={`${id}-content`}
            tabIndex={name === current ? 0 : -1}
            onClick={() => onChange(name)}
          >
            {title}
            {badge && <span class="tab-badge">{badge}</span>}
          </button>
        ))}
      </div>
      <div class="tab-content" role="tabpanel" id={`${id}-content`} aria-labelledby={`${id}-${current}`}>
        {children}
      </div>
    </>
  );
}
