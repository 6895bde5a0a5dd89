/** Choosing what is drawn on the ground, how to read it, and what it says in words. */

import type { ComponentChildren } from 'preact';
import { givenName } from '../../core/zone-purpose.ts';
import { Failed } from './failed.tsx';
import type { HeatChoice, TrailChoice } from './ground-desk.ts';
import { GroundLegend } from './ground-legend.tsx';
import { busiestZones, zonesAlong } from './ground-words.ts';
import { useNamedWords, useReplay } from './replay-context.ts';

const HEAT_MINUTES = [1, 10, 30] as const;
const TRAIL_MINUTES = [1, 2, 5, 10, 20] as const;
/** How many zones, and how many people, are told of. */
const MOST_TOLD = 5;

export function GroundChoice() {
  const { room, ground } = useReplay();
  const { t } = useNamedWords();
  const state = ground.state.value;
  if (room.replay.timeline.log === 'presence') return <p>{t('ground.presence')}</p>;
  return (
    <>
      <p class="help">{t('ground.intro')}</p>
      <HeatField />
      <TrailsFields />
      {state.at === 'busy' && state.done < 1 && (
        <p class="ground-busy">
          <span role="status">{t('ground.busy')}</span>
          <progress aria-label={t('ground.busy')} max={1} value={state.done} />
        </p>
      )}
      {state.at === 'failed' && <Failed reason={state.reason} onRetry={ground.retry} />}
      <GroundLegend />
      <GroundInWords />
    </>
  );
}

function HeatField() {
  const { ground } = useReplay();
  const { t } = useNamedWords();
  const { heat } = ground;
  const value = typeof heat.value === 'object' ? String(heat.value.last) : heat.value;
  const chosen = (text: string): HeatChoice =>
    text === 'off' || text === 'sofar' || text === 'whole' ? text : { last: Number(text) };
  return (
    <Field label={t('ground.heat')} value={value} onChange={(text) => (heat.value = chosen(text))}>
      <option value="off">{t('ground.heat.off')}</option>
      <option value="sofar">{t('ground.heat.sofar')}</option>
      {HEAT_MINUTES.map((count) => (
        <option key={count} value={String(count)}>
          {t('ground.heat.last', { count })}
        </option>
      ))}
      <option value="whole">{t('ground.heat.whole')}</option>
    </Field>
  );
}

function TrailsFields() {
  const { room, ground } = useReplay();
  const { t } = useNamedWords();
  const { trails, trailMinutes } = ground;
  const lacksSomebody = trails.value === 'followed' && room.followed.value === null && room.lit.value.size === 0;
  return (
    <>
      <Field label={t('ground.trails')} value={trails.value} onChange={(text) => (trails.value = text as TrailChoice)}>
        <option value="off">{t('ground.trails.off')}</option>
        <option value="followed">{t('ground.trails.followed')}</option>
        <option value="all">{t('ground.trails.all')}</option>
      </Field>
      {trails.value !== 'off' && (
        <Field
          label={t('ground.trails.minutes')}
          value={String(trailMinutes.value)}
          onChange={(text) => (trailMinutes.value = Number(text))}
        >
          {TRAIL_MINUTES.map((count) => (
            <option key={count} value={String(count)}>
              {t('ground.minutes', { count })}
            </option>
          ))}
        </Field>
      )}
      {lacksSomebody && <p role="status">{t('ground.follow.none')}</p>}
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ComponentChildren;
}

function Field({ label, value, onChange, children }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}

/** The zones behind the spots and lines. */
function GroundInWords() {
  const { room, ground } = useReplay();
  const { t, length, language, person } = useNamedWords();
  const shown = ground.shown.value;
  if (!shown) return null;
  const zones = room.replay.store.zones.value;
  const busiest = shown.heat ? busiestZones(shown.heat, zones, MOST_TOLD) : [];
  const walkers = [...shown.strong]
    .map((pseudonym) => ({ pseudonym, along: zonesAlong(shown.trails, pseudonym, zones) }))
    .filter(({ along }) => along.length > 0)
    .slice(0, MOST_TOLD);
  return (
    <>
      {busiest.length > 0 && (
        <>
          <h3>{t('ground.words.heat')}</h3>
          <ol class="ground-words">
            {busiest.map(({ zone, ms }) => {
              const name = zone ? givenName(zone, language) || zone.id : t('ground.words.elsewhere');
              return <li key={name}>{t('ground.words.zone', { zone: name, time: length(ms) })}</li>;
            })}
          </ol>
        </>
      )}
      {walkers.length > 0 && (
        <>
          <h3>{t('ground.words.trails')}</h3>
          <ul class="ground-words">
            {walkers.map(({ pseudonym, along }) => (
              <li key={pseudonym}>
                {t('ground.words.trail', {
                  name: person(pseudonym),
                  zones: along.map((zone) => givenName(zone, language) || zone.id).join(' → '),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
