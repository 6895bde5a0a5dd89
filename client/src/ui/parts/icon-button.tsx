/** A button with an icon. Its name is always there: as text, or as a tooltip that a keyboard shows too. */

import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

export interface IconButtonProps {
  readonly icon: IconName;
  /** Eighths of a circle by which the icon is turned, clockwise. */
  readonly turn?: number;
  /** What it does; read by screen readers, shown on hover and focus. */
  readonly name: string;
  readonly onClick: () => void;
  /** A short text under the icon where there is room. */
  readonly caption?: string;
  readonly tone?: 'plain' | 'off' | 'warn' | 'leave' | 'main';
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  /** A small count, already part of `name`. */
  readonly badge?: number;
  readonly children?: ComponentChildren;
}

const MOST_COUNTED = 99;

export function IconButton({
  icon,
  turn = 0,
  name,
  onClick,
  caption,
  tone = 'plain',
  pressed,
  expanded,
  badge = 0,
}: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button tone-${tone}`}
      aria-label={name}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <Icon name={icon} turn={turn} />
      {caption && (
        <span class="caption" aria-hidden="true">
          {caption}
        </span>
      )}
      {badge > 0 && (
        <span class="badge" data-count={badge > MOST_COUNTED ? `${MOST_COUNTED}+` : badge} aria-hidden="true" />
      )}
      <span class="tooltip" aria-hidden="true">
        {name}
      </span>
    </button>
  );
}
