/** Who asks for help and who stands alone, for hosts and greeters. */

import type { HelpWanted } from '../../state/gathering.ts';
import { useApp } from '../app-context.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { useWords } from './use-words.ts';

export function HelperLists() {
  const { store, intents } = useApp();
  const { t } = useWords();
  const refusal = useRefusal();
  const helpers = store.gathering.helpers.value;
  if (!helpers) return null;
  const send = (name: 'help_take' | 'help_done' | 'greet', { avatar }: HelpWanted) =>
    void intents.request(name, { avatar }).then(refusal.show);
  return (
    <>
      <h4>{t('helpers.asked')}</h4>
      {helpers.asked.length === 0 && <p class="help">{t('helpers.asked.none')}</p>}
      <ul class="help-wanted" aria-label={t('helpers.asked')}>
        {helpers.asked.map((one) => (
          <Wanted key={one.avatar} one={one}>
            {one.by === null && (
              <button
                type="button"
                class="button small main"
                aria-label={t('helpers.take.of', { name: one.name })}
                onClick={() => send('help_take', one)}
              >
                {t('helpers.take')}
              </button>
            )}
            <button
              type="button"
              class="button small"
              aria-label={t('helpers.done.of', { name: one.name })}
              onClick={() => send('help_done', one)}
            >
              {t('helpers.done')}
            </button>
          </Wanted>
        ))}
      </ul>
      <h4>{t('helpers.alone')}</h4>
      {helpers.alone.length === 0 && <p class="help">{t('helpers.alone.none')}</p>}
      <ul class="help-wanted" aria-label={t('helpers.alone')}>
        {helpers.alone.map((one) => (
          <Wanted key={one.avatar} one={one}>
            <button
              type="button"
              class="button small"
              aria-label={t('helpers.greet.of', { name: one.name })}
              onClick={() => send('greet', one)}
            >
              {t('helpers.greet')}
            </button>
          </Wanted>
        ))}
      </ul>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </>
  );
}

function Wanted({ one, children }: { one: HelpWanted; children: preact.ComponentChildren }) {
  const { store } = useApp();
  const { t, length } = useWords();
  const isHere = store.map.value?.name === one.island;
  const facts = [
    t('helpers.since', { time: length(performance.now() - one.since) }),
    !isHere && t('helpers.on', { island: one.island }),
    one.by !== null && t('helpers.taken', { name: one.by }),
  ];
  return (
    <li>
      <p>
        <strong>{one.name}</strong> <span class="help">{facts.filter(Boolean).join(' · ')}</span>
      </p>
      {one.text && <p class="announcement">{one.text}</p>}
      <div class="gathering-buttons">{children}</div>
    </li>
  );
}
