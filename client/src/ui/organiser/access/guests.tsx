/** The guest list: taken in with its mistakes by line, given out with links; and whether only guests may come. */

import { useRef } from 'preact/hooks';
import type { AccessState } from '../../../state/event-access.ts';
import { saveFile } from '../../parts/save-file.ts';
import type { AccessDesk } from './access-desk.ts';
import { Outcome } from './outcome.tsx';
import { useAccessWords } from './use-access-words.ts';

export function Guests({ desk, state }: { desk: AccessDesk; state: AccessState }) {
  const { t } = useAccessWords();
  const field = useRef<HTMLInputElement>(null);
  const guests = state.links.filter(({ isGuests }) => isGuests);
  const came = guests.filter(({ uses }) => uses > 0).length;
  const download = async () => {
    const file = await desk.guestFile();
    if (file) saveFile(file, 'guests.csv');
  };
  return (
    <section aria-labelledby="access-guests">
      <h3 id="access-guests">{t('guests.title')}</h3>
      <p>{t('guests.what')}</p>
      <p>{guests.length === 0 ? t('guests.none') : t('guests.count', { count: guests.length, came })}</p>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={t('guests.choose')}
        accept=".csv,text/csv"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void desk.addGuests(file);
          event.currentTarget.value = '';
        }}
      />
      <div class="map-actions">
        <button type="button" class="button main" onClick={() => field.current?.click()}>
          {t('guests.choose')}
        </button>
        {guests.length > 0 && (
          <button type="button" class="button" onClick={() => void download()}>
            {t('guests.download')}
          </button>
        )}
      </div>
      <label class="check-row">
        <input
          type="checkbox"
          checked={state.guestsOnly}
          onChange={(event) => void desk.setGuestsOnly(event.currentTarget.checked)}
        />
        <span>
          {t('guests.only')}
          <small>{t('guests.only.help')}</small>
        </span>
      </label>
      <Outcome desk={desk} part="guests" />
    </section>
  );
}
