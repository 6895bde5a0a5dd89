/** Where a zone is: drawn on the island, or by figures, arrow keys and buttons. */

import { useSignal } from '@preact/signals';
import {
  between,
  boundsOf,
  type Ground,
  moved,
  onGround,
  type Rectangle,
  type Spans,
  stretched,
  tilesIn,
  withoutTiles,
  withTiles,
} from '../../../core/zone-shape.ts';
import type { DrawingTool } from '../../../state/zoning.ts';
import { useApp } from '../../app-context.ts';
import { NumberField, ProblemList } from './field.tsx';
import { ShapeSteps } from './shape-steps.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneForm } from './zone-form.ts';

const TOOLS: readonly DrawingTool[] = ['none', 'rectangle', 'paint', 'erase', 'move'];
const SIDES = ['x', 'y', 'width', 'height'] as const;
/** Of a zone that is put where one stands. */
const HERE_TILES = 3;

export function ShapeFields({ form }: { form: ZoneForm }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const ground = store.map.value ?? { width: 1, height: 1 };
  const { spans } = form.fields.value;
  const bounds = boundsOf(spans);
  return (
    <>
      <p id="zone-spans" tabIndex={-1} role="status">
        {bounds ? t('shape.is', { ...bounds, tiles: tilesIn(spans) }) : t('shape.empty')}
      </p>
      <ProblemList id="zone-spans-problems" problems={form.problemsOf('spans')} />
      <Tools form={form} />
      <Figures form={form} ground={ground} />
      {bounds && (
        <ShapeSteps
          onMove={(dx, dy) => form.setShape(moved(form.fields.value.spans, dx, dy, ground))}
          onResize={(dx, dy) => form.setShape(grown(form.fields.value.spans, dx, dy, ground))}
        />
      )}
      <Here form={form} ground={ground} />
      {bounds && <FreeShape form={form} ground={ground} />}
    </>
  );
}

/** Keys come faster than the page is drawn, so what is changed is the shape as it is, not as it is shown. */
function grown(spans: Spans, dx: number, dy: number, ground: Ground): Spans {
  const bounds = boundsOf(spans);
  if (!bounds) return spans;
  const { width, height } = bounds;
  return stretched(
    spans,
    onGround({ ...bounds, width: Math.max(1, width + dx), height: Math.max(1, height + dy) }, ground),
  );
}

function Tools({ form }: { form: ZoneForm }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const tool = store.zoning.draft.value?.tool ?? 'none';
  return (
    <fieldset class="zone-tools">
      <legend>{t('tool')}</legend>
      {TOOLS.map((one) => (
        <button
          key={one}
          type="button"
          class="button small"
          aria-pressed={tool === one}
          onClick={() => form.choose(one)}
        >
          {t(`tool.${one}`)}
        </button>
      ))}
      <p class="help" role="status">
        {t(`tool.${tool}.help`)}
      </p>
    </fieldset>
  );
}

/** Its place and size in figures; a shape that is no rectangle is stretched. */
function Figures({ form, ground }: { form: ZoneForm; ground: Ground }) {
  const { t } = useZoneWords();
  const { spans } = form.fields.value;
  const bounds = boundsOf(spans);
  const set = (side: (typeof SIDES)[number], value: number | null) => {
    if (value === null) return;
    const wanted = onGround({ ...(bounds ?? { x: 0, y: 0, width: 1, height: 1 }), [side]: value }, ground);
    form.setShape(stretched(spans, wanted));
  };
  return (
    <div class="zone-figures">
      {SIDES.map((side) => (
        <NumberField
          key={side}
          id={`zone-shape-${side}`}
          label={t(`shape.${side}`)}
          value={bounds?.[side] ?? null}
          least={side === 'width' || side === 'height' ? 1 : 0}
          most={(side === 'x' || side === 'width' ? ground.width : ground.height) - 1}
          onChange={(value) => set(side, value)}
        />
      ))}
    </div>
  );
}

function Here({ form, ground }: { form: ZoneForm; ground: Ground }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const { spans } = form.fields.value;
  const put = () => {
    const { value: tile } = store.standing;
    if (!tile) return;
    const size = boundsOf(spans) ?? { width: HERE_TILES, height: HERE_TILES };
    const { width, height } = size;
    const around = { x: tile.x - Math.floor(width / 2), y: tile.y - Math.floor(height / 2), width, height };
    form.setShape(stretched(spans, onGround(around, ground)));
  };
  const add = () => {
    const { value: tile } = store.standing;
    if (tile) form.setShape(withTiles(spans, between(tile, tile)));
  };
  return (
    <div class="zone-row">
      <button type="button" class="button small" onClick={put}>
        {t('shape.here')}
      </button>
      <button type="button" class="button small" onClick={add}>
        {t('shape.addHere')}
      </button>
    </div>
  );
}

function FreeShape({ form, ground }: { form: ZoneForm; ground: Ground }) {
  const { t } = useZoneWords();
  const { spans } = form.fields.value;
  const part = useSignal<Rectangle>(boundsOf(spans) ?? { x: 0, y: 0, width: 1, height: 1 });
  const change = (apply: typeof withTiles) => form.setShape(apply(spans, onGround(part.value, ground)));
  return (
    <details class="zone-free">
      <summary>{t('shape.free')}</summary>
      <div class="zone-figures">
        {SIDES.map((side) => (
          <NumberField
            key={side}
            id={`zone-free-${side}`}
            label={t(`shape.${side}`)}
            value={part.value[side]}
            least={side === 'width' || side === 'height' ? 1 : 0}
            most={Math.max(ground.width, ground.height)}
            onChange={(value) => {
              if (value !== null) part.value = { ...part.value, [side]: value };
            }}
          />
        ))}
      </div>
      <div class="zone-row">
        <button type="button" class="button small" onClick={() => change(withTiles)}>
          {t('shape.free.add')}
        </button>
        <button type="button" class="button small" onClick={() => change(withoutTiles)}>
          {t('shape.free.remove')}
        </button>
      </div>
    </details>
  );
}
