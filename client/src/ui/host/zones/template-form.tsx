/** Zones from a template: chosen, looked at on the island, and then put up as one step. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { decodeZone, resolverOf } from '../../../core/zone-decoding.ts';
import { reasonText } from '../../../i18n/texts.ts';
import type { ZonesProposed, ZoneTemplateName } from '../../../protocol/zone-messages.ts';
import { useApp } from '../../app-context.ts';
import { NumberField } from './field.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneDesk } from './zone-desk.ts';

const TEMPLATES: readonly ZoneTemplateName[] = ['reception', 'world_cafe', 'poster_market', 'plenary_breakouts'];
const SEATED: ReadonlySet<string> = new Set(['reception', 'world_cafe', 'plenary_breakouts']);
const MOST_ZONES = 60;
const MOST_SEATS = 12;

interface Choice {
  readonly template: ZoneTemplateName;
  readonly count: number;
  readonly seats: number;
  readonly seed: number;
}

type Answer = ({ readonly ok: true } & ZonesProposed) | { readonly ok: false; readonly reason: string };

export function TemplateForm({ desk, onBack }: { desk: ZoneDesk; onBack: () => void }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const choice = useSignal<Choice>({ template: 'reception', count: 6, seats: 5, seed: 0 });
  const answer = useSignal<Answer | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(
    () => () => {
      store.zoning.preview.value = [];
    },
    [store],
  );
  const ask = async (wanted: Choice, apply: boolean) => {
    choice.value = wanted;
    const said = await desk.fill({ ...wanted, apply }, t(`template.${wanted.template}`));
    answer.value = said;
    const resolve = resolverOf(store.map.value?.id ?? '');
    const isShown = said.ok && !said.applied;
    store.zoning.preview.value = isShown ? said.zones.map((zone) => decodeZone(zone, 'zone', resolve).spans) : [];
  };
  const change = (part: Partial<Choice>) => {
    choice.value = { ...choice.value, ...part };
    answer.value = null;
    store.zoning.preview.value = [];
  };
  const isProposed = answer.value?.ok && !answer.value.applied && answer.value.zones.length > 0;
  return (
    <div class="zone-form">
      <button type="button" class="button small" onClick={onBack}>
        {t('back')}
      </button>
      <h3 ref={heading} tabIndex={-1}>
        {t('template.title')}
      </h3>
      <Choices choice={choice.value} onChange={change} />
      <div class="zone-row">
        <button type="button" class="button" onClick={() => void ask(choice.value, false)}>
          {t('template.show')}
        </button>
        {isProposed && (
          <>
            <button
              type="button"
              class="button"
              onClick={() => void ask({ ...choice.value, seed: choice.value.seed + 1 }, false)}
            >
              {t('template.again')}
            </button>
            <button type="button" class="button main" onClick={() => void ask(choice.value, true)}>
              {t('template.apply')}
            </button>
          </>
        )}
      </div>
      <Outcome answer={answer.value} />
    </div>
  );
}

function Choices({ choice, onChange }: { choice: Choice; onChange: (part: Partial<Choice>) => void }) {
  const { t } = useZoneWords();
  const { template, count, seats } = choice;
  return (
    <>
      <fieldset class="zone-choices zone-templates">
        <legend>{t('template.which')}</legend>
        {TEMPLATES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="zone-template"
              checked={template === one}
              onChange={() => onChange({ template: one })}
            />
            <span>
              {t(`template.${one}`)}
              <small>{t(`template.${one}.help`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <NumberField
        id="zone-template-count"
        label={t(`template.count.${template}`)}
        value={count}
        least={1}
        most={MOST_ZONES}
        onChange={(value) => onChange({ count: within(value ?? 1, 1, MOST_ZONES) })}
      />
      {SEATED.has(template) && (
        <NumberField
          id="zone-template-seats"
          label={t('template.seats')}
          value={seats}
          least={2}
          most={MOST_SEATS}
          onChange={(value) => onChange({ seats: within(value ?? 2, 2, MOST_SEATS) })}
        />
      )}
    </>
  );
}

function Outcome({ answer }: { answer: Answer | null }) {
  const app = useApp();
  const { t } = useZoneWords();
  const text = () => {
    if (!answer) return '';
    if (!answer.ok) return app.t(reasonText(answer.reason));
    if (answer.room_for !== null) return t('template.room', { count: answer.room_for });
    return t(answer.applied ? 'template.applied' : 'template.proposed', { count: answer.zones.length });
  };
  return (
    <>
      <p role="status">{text()}</p>
      {answer?.ok && answer.applied && !answer.kept && <p class="problem">{t('notKept')}</p>}
    </>
  );
}

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
