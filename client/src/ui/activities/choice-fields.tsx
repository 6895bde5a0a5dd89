/** Options to choose from: radio buttons for one, checkboxes for several, with pictures if they have any. */

import type { Signal } from '@preact/signals';
import { without } from '../../state/activities.ts';

interface ChoiceFieldsProps {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly text: string; readonly picture: string }[];
  readonly most: number;
  readonly chosen: Signal<ReadonlySet<number>>;
}

/** The address of a picture that a host added. */
export const pictureUrl = (name: string): string => `/api/activities/pictures/${encodeURIComponent(name)}`;

export function ChoiceFields({ name, legend, options, most, chosen }: ChoiceFieldsProps) {
  const choose = (number: number, isChosen: boolean) => {
    if (most === 1) chosen.value = new Set([number]);
    else chosen.value = isChosen ? new Set(chosen.value).add(number) : without(chosen.value, number);
  };
  return (
    <fieldset class="activity-fields">
      <legend>{legend}</legend>
      {options.map(({ text, picture }, number) => (
        <label key={text} class="activity-option">
          <input
            type={most === 1 ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.value.has(number)}
            disabled={most > 1 && chosen.value.size >= most && !chosen.value.has(number)}
            onChange={({ currentTarget }) => choose(number, currentTarget.checked)}
          />
          {picture !== '' && <img src={pictureUrl(picture)} alt="" loading="lazy" />}
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
