/** To have everything erased: what happens is said first, and it is asked twice. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { OwnTrail } from '../../state/own-trail.ts';
import type { TrailDesk } from './trail-desk.ts';
import { useTrailWords } from './use-trail-words.ts';

export function TrailErase({ trail, desk }: { trail: OwnTrail; desk: TrailDesk }) {
  const { t } = useTrailWords();
  const asked = useSignal<'nothing' | 'what' | 'sure'>('nothing');
  const question = useRef<HTMLParagraphElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { value: step } = asked;
  useEffect(() => {
    if (step !== 'nothing') question.current?.focus();
  }, [step]);
  const cancel = () => {
    asked.value = 'nothing';
    // The button comes back with the next render.
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <section class="trail-part" aria-labelledby="trail-erase">
      <h2 id="trail-erase">{t('erase.title')}</h2>
      {step === 'nothing' && (
        <button
          ref={button}
          type="button"
          class="button trail-danger"
          onClick={() => {
            asked.value = 'what';
          }}
        >
          {t('erase')}
        </button>
      )}
      {step === 'what' && (
        <div class="trail-question">
          <p ref={question} tabIndex={-1}>
            {t('erase.what')}
          </p>
          <ul>
            <li>{t('erase.what.name')}</li>
            <li>{t('erase.what.rest')}</li>
            <li>{t('erase.what.leave')}</li>
            {trail.otherEvents.length > 0 && <li>{t('erase.what.others', { names: trail.otherEvents.join(', ') })}</li>}
            <li>{t('erase.what.backup')}</li>
          </ul>
          <Answers
            yes={t('erase.go')}
            onYes={() => {
              asked.value = 'sure';
            }}
            onNo={cancel}
          />
        </div>
      )}
      {step === 'sure' && (
        <div class="trail-question">
          <p ref={question} tabIndex={-1}>
            {t('erase.sure')}
          </p>
          <Answers yes={t('erase.yes')} onYes={() => void desk.erase()} onNo={cancel} />
        </div>
      )}
    </section>
  );
}

function Answers({ yes, onYes, onNo }: { yes: string; onYes: () => void; onNo: () => void }) {
  const { t } = useTrailWords();
  return (
    <div class="trail-answers">
      <button type="button" class="button" onClick={onNo}>
        {t('erase.cancel')}
      </button>
      <button type="button" class="button trail-danger" onClick={onYes}>
        {yes}
      </button>
    </div>
  );
}
