/** Adding maps: files chosen or dropped, sent with a bar that fills, and what became of each. */

import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { mapReasonText } from '../../i18n/map-texts.ts';
import type { AddedMap, MapList } from '../../state/event-maps.ts';
import { ACCEPTED, chosenFiles, droppedFiles } from './dropped-files.ts';
import type { MapsDesk, Upload } from './maps-desk.ts';
import { useWords } from './use-words.ts';

/** Screen readers hear of every so many percent. */
const SAID_PERCENT = 25;
/** How many remarks on a new map are shown at once; the rest are with the map. */
const SHOWN_WARNINGS = 5;

export function AddMaps({ desk, list }: { desk: MapsDesk; list: MapList }) {
  const { t, size } = useWords();
  const titleId = useId();
  return (
    <section class="map-add" aria-labelledby={titleId}>
      <h3 id={titleId}>{t('add.title')}</h3>
      <p>{t('add.what')}</p>
      {list.isFull ? <p class="problem">{t('add.full')}</p> : <DropPlace desk={desk} />}
      <p class="help">{t('add.most', { size: size(list.limits.uploadBytes) })}</p>
      <UploadState desk={desk} list={list} />
    </section>
  );
}

function DropPlace({ desk }: { desk: MapsDesk }) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const isOver = useSignal(false);
  const isBusy = desk.upload.value.at === 'sending';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button in it does the same.
    <div
      class={isOver.value ? 'drop-place over' : 'drop-place'}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        if (event.dataTransfer) void droppedFiles(event.dataTransfer).then((files) => desk.add(files));
      }}
    >
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={t('add.choose')}
        accept={ACCEPTED}
        onChange={(event) => {
          void desk.add(chosenFiles(event.currentTarget.files ?? []));
          event.currentTarget.value = '';
        }}
      />
      <button type="button" class="button main" disabled={isBusy} onClick={() => field.current?.click()}>
        {t('add.choose')}
      </button>
      <span>{t('add.drop')}</span>
    </div>
  );
}

function UploadState({ desk, list }: { desk: MapsDesk; list: MapList }) {
  const { t } = useWords();
  const upload = desk.upload.value;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (upload.at !== 'none') end.current?.scrollIntoView({ block: 'nearest' });
  }, [upload.at]);
  return (
    <div ref={end}>
      {upload.at === 'sending' && (
        <div class="map-sending">
          <progress aria-label={t('add.progress')} max={1} value={upload.sent < 1 ? upload.sent : undefined} />
          <span aria-hidden="true">{progressText(t, upload.sent, 1)}</span>
          {upload.sent < 1 && (
            <button type="button" class="button small" onClick={() => desk.cancel()}>
              {t('cancel')}
            </button>
          )}
        </div>
      )}
      <div class={upload.at === 'sending' ? 'hidden' : 'map-outcome'} role="status">
        <Outcome upload={upload} list={list} />
      </div>
    </div>
  );
}

function Outcome({ upload, list }: { upload: Upload; list: MapList }) {
  const { t, size } = useWords();
  switch (upload.at) {
    case 'none':
      return null;
    case 'sending':
      return <p>{progressText(t, upload.sent, SAID_PERCENT)}</p>;
    case 'refused': {
      const key = upload.reason === 'nothing' ? 'add.none' : mapReasonText(upload.reason);
      return (
        <p class="problem">
          {t(key, { size: size(list.limits.uploadBytes) })}
          {upload.reason === 'bad_map' && <small lang="en">{upload.detail}</small>}
        </p>
      );
    }
    case 'done':
      return (
        <ul aria-label={t('add.results')}>
          {upload.added.map((added) => (
            <Result key={added.file} added={added} />
          ))}
        </ul>
      );
  }
}

function Result({ added }: { added: AddedMap }) {
  const { t } = useWords();
  if (added.name === null)
    return (
      <li class="problem">
        {t('add.refused', { file: added.file })}
        <small lang="en">{added.problem}</small>
      </li>
    );
  return (
    <li>
      {t(added.replaced ? 'add.replaced' : 'add.done', { name: added.name })}{' '}
      {added.warnings.length > 0 && t('add.notes', { count: added.warnings.length })}
      {added.warnings.slice(0, SHOWN_WARNINGS).map((warning) => (
        <small key={warning} lang="en">
          {warning}
        </small>
      ))}
    </li>
  );
}

/** How far it is, in whole steps of so many percent. */
function progressText(t: ReturnType<typeof useWords>['t'], sent: number, step: number): string {
  if (sent >= 1) return t('add.checking');
  return t('add.sending', { percent: Math.floor(Math.round(sent * 100) / step) * step });
}
