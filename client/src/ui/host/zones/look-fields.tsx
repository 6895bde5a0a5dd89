/** How a zone looks: a colour by name, and an icon, so that nobody has to tell zones apart by colour. */

import { contrast } from '../../../core/contrast.ts';
import { ZONE_ICONS } from '../../../core/zone-icons.ts';
import type { ZoneText } from '../../../i18n/zone-texts.ts';
import { ZoneIcon } from '../../parts/zone-icon.tsx';
import { ProblemList } from './field.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneForm } from './zone-form.ts';

/** All of them stand out from the dark line around a zone. */
export const PALETTE = {
  sea: '#4fb3c8',
  sky: '#6ea8ff',
  dune: '#6fbf73',
  lime: '#b5d33d',
  sun: '#ffd23f',
  orange: '#ff9b45',
  brick: '#f0705a',
  pink: '#f58ac0',
  heather: '#b58cf2',
  shell: '#f6efe0',
} as const;

/** The line around a zone, and how much a colour has to stand out from it (WCAG 2.2, 1.4.11). */
const LINE = '#14202b';
const LEAST_CONTRAST = 3;

export const isTooDark = (colour: string): boolean => colour !== '' && contrast(colour, LINE) < LEAST_CONTRAST;

export function LookFields({ form }: { form: ZoneForm }) {
  return (
    <>
      <ColourField form={form} />
      <IconField form={form} />
    </>
  );
}

function ColourField({ form }: { form: ZoneForm }) {
  const { t } = useZoneWords();
  const { colour } = form.fields.value;
  const isNamed = colour === '' || Object.values(PALETTE).some((one) => one === colour);
  const choices: readonly [ZoneText, string][] = [
    ['colour.none', ''],
    ...Object.entries(PALETTE).map(([name, value]): [ZoneText, string] => [`colour.${name}` as ZoneText, value]),
  ];
  return (
    <fieldset class="zone-choices" id="zone-colour" tabIndex={-1}>
      <legend>{t('field.colour')}</legend>
      {choices.map(([name, value]) => (
        <label key={name}>
          <input
            type="radio"
            name="zone-colour"
            checked={colour === value}
            onChange={() => form.set({ colour: value })}
          />
          <ZoneIcon icon="" colour={value} />
          <span>{t(name)}</span>
        </label>
      ))}
      <label>
        <input type="radio" name="zone-colour" checked={!isNamed} onChange={() => form.set({ colour: '#f0705b' })} />
        <span>{t('colour.own')}</span>
        {!isNamed && (
          <input
            type="color"
            aria-label={t('colour.own')}
            value={colour}
            onInput={(event) => form.set({ colour: event.currentTarget.value })}
          />
        )}
      </label>
      <p class="zone-warning" role="status">
        {isTooDark(colour) && t('colour.dark')}
      </p>
      <ProblemList id="zone-colour-problems" problems={form.problemsOf('colour')} />
    </fieldset>
  );
}

function IconField({ form }: { form: ZoneForm }) {
  const { t } = useZoneWords();
  const { icon } = form.fields.value;
  return (
    <fieldset class="zone-choices zone-icons" id="zone-icon" tabIndex={-1}>
      <legend>{t('field.icon')}</legend>
      <label>
        <input type="radio" name="zone-icon" checked={icon === ''} onChange={() => form.set({ icon: '' })} />
        <span>{t('icon.none')}</span>
      </label>
      {ZONE_ICONS.map((one) => (
        <label key={one} title={t(`icon.${one}`)}>
          <input type="radio" name="zone-icon" checked={icon === one} onChange={() => form.set({ icon: one })} />
          <ZoneIcon icon={one} colour="" />
          <span>{t(`icon.${one}`)}</span>
        </label>
      ))}
      <ProblemList id="zone-icon-problems" problems={form.problemsOf('icon')} />
    </fieldset>
  );
}
