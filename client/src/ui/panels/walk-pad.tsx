/** Eight buttons to walk with. Held, one goes on; a single press, also by keyboard or screen reader, is one step. */

import type { Direction } from '../../core/units.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';

/** In reading order; the middle stays free. */
const ORDER: readonly (Direction | null)[] = [7, 0, 1, 6, null, 2, 5, 4, 3];
/** A little longer than a diagonal step has begun, shorter than a second one. */
const STEP_MS = 180;

export function WalkPad() {
  const { intents, t } = useApp();
  const stop = () => intents.head(null);
  return (
    <details class="walk">
      <summary>{t('walk.title')}</summary>
      <p class="help">{t('walk.help')}</p>
      <div class="walk-pad">
        {ORDER.map((direction) =>
          direction === null ? (
            <span key="middle" />
          ) : (
            <button
              key={direction}
              type="button"
              aria-label={t(`walk.${direction}`)}
              title={t(`walk.${direction}`)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                intents.head(direction);
              }}
              onPointerUp={stop}
              onPointerCancel={stop}
              onClick={(event) => {
                // A click without a pointer comes from a keyboard or a screen reader.
                if (event.detail !== 0) return;
                intents.head(direction);
                setTimeout(stop, STEP_MS);
              }}
            >
              <Icon name="arrow" turn={direction} />
            </button>
          ),
        )}
      </div>
    </details>
  );
}
