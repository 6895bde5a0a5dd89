/** Choosing what one looks like: a live picture, a surprise, and every part by name. */

import { useSignal } from '@preact/signals';
import type { Look } from '../../core/people.ts';
import { isText } from '../../i18n/texts.ts';
import { type App, useApp } from '../app-context.ts';
import { Icon } from '../parts/icons.tsx';
import type { AvatarSheet } from './avatar-sheet.ts';
import { colourName } from './colour-names.ts';
import { LookPicture } from './look-picture.tsx';
import { LOOK_PARTS, type LookPart, randomLook, withPart } from './looks.ts';

interface LookChooserProps {
  readonly look: Look;
  readonly onChange: (look: Look) => void;
}

export function LookChooser({ look, onChange }: LookChooserProps) {
  const { sheet, t } = useApp();
  const isOpen = useSignal(false);
  const drawn = sheet.value;
  if (!drawn) return null;
  return (
    <div class="looks">
      <LookPicture look={look} label={t('entry.look.preview', { look: describe(t, drawn, look) })} />
      <div class="looks-actions">
        <h2>{t('entry.look.title')}</h2>
        <button type="button" class="button" onClick={() => onChange(randomLook(drawn.optionCounts, Math.random))}>
          <Icon name="dice" />
          {t('entry.look.random')}
        </button>
        <button
          type="button"
          class="button"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          <Icon name="person" />
          {t('entry.look.change')}
        </button>
      </div>
      {isOpen.value && (
        <div class="looks-parts">
          {LOOK_PARTS.map((part, index) => (
            <Part key={part} part={part} index={index} look={look} sheet={drawn} onChange={onChange} />
          ))}
        </div>
      )}
    </div>
  );
}

interface PartProps extends LookChooserProps {
  readonly part: LookPart;
  readonly index: number;
  readonly sheet: AvatarSheet;
}

function Part({ part, index, look, sheet, onChange }: PartProps) {
  const { t } = useApp();
  return (
    <fieldset class="look-part">
      <legend>{t(`look.${part}`)}</legend>
      {sheet.options(index).map((option, choice) => (
        <label key={option} class="look-option" title={optionName(t, part, option, choice)}>
          <input
            type="radio"
            name={`look-${part}`}
            checked={look[index] === choice}
            onChange={() => onChange(withPart(look, index, choice))}
          />
          <span class="hidden">{optionName(t, part, option, choice)}</span>
          {option.startsWith('#') ? <Swatch colour={option} /> : <LookPicture look={withPart(look, index, choice)} />}
        </label>
      ))}
    </fieldset>
  );
}

/** An SVG: a style attribute in markup would be against the content security policy. */
function Swatch({ colour }: { colour: string }) {
  return (
    <svg class="swatch" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="11" fill={colour} />
    </svg>
  );
}

function optionName(t: App['t'], part: LookPart, option: string, choice: number): string {
  if (part === 'skin') return t('look.tone', { number: choice + 1 });
  if (option.startsWith('#')) return t(`colour.${colourName(option)}`);
  const key = `look.${part}.${option}`;
  return isText(key) ? t(key) : t('look.option', { number: choice + 1 });
}

/** A look in words: "bob, brown; hoodie, blue". */
function describe(t: App['t'], sheet: AvatarSheet, look: Look): string {
  const name = (part: LookPart) => {
    const index = LOOK_PARTS.indexOf(part);
    const choice = look[index] ?? 0;
    return optionName(t, part, sheet.options(index)[choice] ?? '', choice);
  };
  const words = [`${name('hair')} (${name('hairColour')})`, `${name('clothes')} (${name('clothesColour')})`];
  if (look[LOOK_PARTS.indexOf('aid')]) words.push(name('aid'));
  return words.join(', ').toLowerCase();
}
