/** A question that stands among other things, with the buttons that answer it. */

import type { ComponentChildren } from 'preact';

interface QuestionProps {
  readonly text: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Question({ text, class: look = 'offer-question', children }: QuestionProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form field; this is a question with its answers.
    <div class={look} role="group" aria-label={text}>
      <p>{text}</p>
      {children}
    </div>
  );
}
