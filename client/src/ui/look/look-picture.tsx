/** Somebody's avatar, standing. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Look } from '../../core/people.ts';
import { useApp } from '../app-context.ts';

interface LookPictureProps {
  readonly look: Look;
  /** What it shows; without it the picture is decoration. */
  readonly label?: string;
  /** Head and shoulders only. */
  readonly face?: boolean;
}

export function LookPicture({ look, label, face = false }: LookPictureProps) {
  const sheet = useApp().sheet.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  const key = look.join();
  useLayoutEffect(() => {
    if (sheet && canvas.current) sheet.draw(canvas.current, look);
  }, [sheet, key]);
  const described =
    label === undefined ? { 'aria-hidden': true as const } : { role: 'img' as const, 'aria-label': label };
  return (
    <span class={face ? 'look-picture face' : 'look-picture'} {...described}>
      <canvas ref={canvas} width={32} height={48} />
    </span>
  );
}
