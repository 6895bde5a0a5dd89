/** Moves and sizes a shape tile by tile: by arrow keys in one field, or by buttons. */

import type { ZoneText } from '../../../i18n/zone-texts.ts';
import { useZoneWords } from './use-zone-words.ts';

interface StepsProps {
  readonly onMove: (dx: number, dy: number) => void;
  readonly onResize: (dx: number, dy: number) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

type Step = readonly [name: ZoneText, sign: string, dx: number, dy: number];

const MOVES: readonly Step[] = [
  ['shape.move.left', '←', -1, 0],
  ['shape.move.up', '↑', 0, -1],
  ['shape.move.down', '↓', 0, 1],
  ['shape.move.right', '→', 1, 0],
];
const SIZES: readonly Step[] = [
  ['shape.size.narrower', '↔ −', -1, 0],
  ['shape.size.wider', '↔ +', 1, 0],
  ['shape.size.lower', '↕ −', 0, -1],
  ['shape.size.higher', '↕ +', 0, 1],
];

export function ShapeSteps({ onMove, onResize }: StepsProps) {
  const { t } = useZoneWords();
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    // Otherwise one would walk.
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) onResize(...arrow);
    else onMove(...arrow);
  };
  return (
    <>
      <div
        class="zone-pad"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys.
        tabIndex={0}
        aria-label={t('shape.pad')}
        aria-describedby="zone-pad-help"
        onKeyDown={onKeyDown}
      >
        <span aria-hidden="true">{t('shape.pad')}</span>
      </div>
      <small id="zone-pad-help" class="help">
        {t('shape.pad.help')}
      </small>
      <StepButtons steps={MOVES} onStep={onMove} />
      <StepButtons steps={SIZES} onStep={onResize} />
    </>
  );
}

function StepButtons({ steps, onStep }: { steps: readonly Step[]; onStep: (dx: number, dy: number) => void }) {
  const { t } = useZoneWords();
  return (
    <div class="zone-steps">
      {steps.map(([name, sign, dx, dy]) => (
        <button key={name} type="button" class="button small" title={t(name)} onClick={() => onStep(dx, dy)}>
          <span aria-hidden="true">{sign}</span>
          <span class="hidden">{t(name)}</span>
        </button>
      ))}
    </div>
  );
}
