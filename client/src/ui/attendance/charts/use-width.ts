/** How wide a chart may be drawn: text in it keeps its size, whatever the screen. */

import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Until it is measured, and where nothing is laid out. */
const FIRST_PX = 640;
const LEAST_PX = 200;

export function useWidth(): { readonly host: RefObject<HTMLDivElement | null>; readonly width: number } {
  const host = useRef<HTMLDivElement>(null);
  const width = useSignal(FIRST_PX);
  useLayoutEffect(() => {
    const measured = host.current;
    if (!measured) return;
    const measure = () => {
      if (measured.clientWidth > 0) width.value = Math.max(LEAST_PX, measured.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [width]);
  return { host, width: width.value };
}
