/** The title of what the page shows. It gets the focus when that is new, for the button that led there is gone. */

import { useEffect, useRef } from 'preact/hooks';

export function PageTitle({ text }: { text: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <h2 id="attendance-title" tabIndex={-1} ref={title}>
      {text}
    </h2>
  );
}
