/** What is asked before a map is used or removed. */

import { useSignal } from '@preact/signals';
import type { EventMap } from '../../state/event-maps.ts';
import { Sheet } from '../parts/sheet.tsx';
import { useWords } from './use-words.ts';

interface QuestionProps<Answer extends unknown[]> {
  readonly map: EventMap;
  readonly onYes: (...answer: Answer) => void;
  readonly onNo: () => void;
}

const WHO = ['newcomers', 'everyone'] as const;

export function ChooseQuestion({ map, onYes, onNo }: QuestionProps<[everyone: boolean]>) {
  const { t } = useWords();
  const who = useSignal<(typeof WHO)[number]>('newcomers');
  return (
    <Sheet titleId="choose-title" kind="question" onClose={onNo}>
      <h2 id="choose-title" tabIndex={-1}>
        {t('choose.title', { name: map.title })}
      </h2>
      <fieldset>
        <legend>{t('choose.who')}</legend>
        {WHO.map((one) => (
          <label key={one} class="check-row">
            <input
              type="radio"
              name="who"
              checked={who.value === one}
              onChange={() => {
                who.value = one;
              }}
            />
            <span>
              {t(`choose.${one}`)}
              <small>{t(`choose.${one}.help`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Answers yes={t('choose.yes')} no={t('cancel')} onYes={() => onYes(who.value === 'everyone')} onNo={onNo} />
    </Sheet>
  );
}

export function RemoveQuestion({ map, onYes, onNo }: QuestionProps<[]>) {
  const { t } = useWords();
  return (
    <Sheet titleId="remove-title" kind="question" onClose={onNo}>
      <h2 id="remove-title" tabIndex={-1}>
        {t('remove.title', { name: map.title })}
      </h2>
      <p>{t('remove.help')}</p>
      <Answers yes={t('remove.yes')} no={t('cancel')} onYes={() => onYes()} onNo={onNo} />
    </Sheet>
  );
}

function Answers({ yes, no, onYes, onNo }: { yes: string; no: string; onYes: () => void; onNo: () => void }) {
  return (
    <div class="sheet-answers">
      <button type="button" class="button" onClick={onNo}>
        {no}
      </button>
      <button type="button" class="button main" onClick={onYes}>
        {yes}
      </button>
    </div>
  );
}
