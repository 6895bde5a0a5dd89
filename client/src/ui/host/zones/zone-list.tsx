/** All zones of the island: to find, change, copy and remove them, and to undo what one did. */

import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Zone } from '../../../core/island-map.ts';
import { boundsOf, type Ground, moved } from '../../../core/zone-shape.ts';
import { listNames } from '../../../i18n/texts.ts';
import type { ZoneFields } from '../../../state/zone-fields.ts';
import { useApp } from '../../app-context.ts';
import { isNamedLike } from '../../panels/find-people.ts';
import { MoreButton, SearchField, useLongList } from '../../parts/long-list.tsx';
import { Question } from '../../parts/question.tsx';
import { ZoneIcon } from '../../parts/zone-icon.tsx';
import { ExportButton } from './export-button.tsx';
import { type StepReport, StepRow } from './step-row.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneDesk } from './zone-desk.ts';
import type { ZoneView } from './zone-view.ts';

interface ListProps {
  readonly desk: ZoneDesk;
  readonly came: string | null;
  readonly onShow: (view: ZoneView) => void;
}

export function ZoneList({ desk, came, onShow }: ListProps) {
  const { store } = useApp();
  const { t, nameOf } = useZoneWords();
  const list = useLongList();
  const report = useSignal<StepReport | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('[data-opens]') ?? [])];
    if (came !== null) (buttons.find((one) => one.getAttribute('data-opens') === came) ?? buttons[0])?.focus();
  }, []);
  const zones = store.zones.value;
  const sorted = useMemo(
    () => [...zones].sort((one, other) => nameOf(one).localeCompare(nameOf(other), store.language.value)),
    [zones, store.language.value],
  );
  const wanted = list.wanted.value.trim();
  const found = wanted === '' ? sorted : sorted.filter((zone) => isNamedLike(`${nameOf(zone)} ${zone.host}`, wanted));
  return (
    <div class="zone-list" ref={box}>
      <p class="help">{t('intro')}</p>
      <NewButtons onShow={onShow} />
      <StepRow desk={desk} report={report} />
      {zones.length === 0 ? (
        <p class="help">{t('none')}</p>
      ) : (
        <SearchField list={list} label={t('search')} found={t('found', { count: found.length })} />
      )}
      <ul class="places">
        {found.slice(0, list.most.value).map((zone) => (
          <Item
            key={zone.id}
            zone={zone}
            desk={desk}
            onShow={onShow}
            onReport={(said) => {
              report.value = said;
            }}
          />
        ))}
      </ul>
      <MoreButton list={list} count={found.length} />
      <ExportButton />
    </div>
  );
}

function NewButtons({ onShow }: Pick<ListProps, 'onShow'>) {
  const { t } = useZoneWords();
  return (
    <div class="zone-row">
      <button
        type="button"
        class="button main"
        data-opens="new"
        onClick={() => onShow({ shows: 'zone', zone: null, key: Date.now() })}
      >
        {t('new')}
      </button>
      <button type="button" class="button" data-opens="templates" onClick={() => onShow({ shows: 'template' })}>
        {t('templates')}
      </button>
    </div>
  );
}

interface ItemProps extends Omit<ListProps, 'came'> {
  readonly zone: Zone;
  readonly onReport: (report: StepReport) => void;
}

function Item({ zone, desk, onShow, onReport }: ItemProps) {
  const { store } = useApp();
  const { t, nameOf } = useZoneWords();
  const isAsking = useSignal(false);
  const name = nameOf(zone);
  const copy = () => {
    const fields = desk.fieldsNow(zone.id);
    if (!fields) return;
    const { nl = '', en = '' } = fields.names;
    const named = (is: string) => (is === '' ? '' : t('copy.of', { name: is }));
    const names = { nl: named(nl), en: named(en) };
    onShow({ shows: 'zone', zone: null, start: { ...beside(fields, store.map.value), names }, key: Date.now() });
  };
  return (
    <li class="place">
      <div>
        <h3>
          <ZoneIcon icon={zone.icon} colour={zone.colour} />
          {name}
        </h3>
        <p class="person-detail">{t(`kind.${zone.kind}`)}</p>
        <Editors zone={zone} />
      </div>
      {isAsking.value ? (
        <Ask
          name={name}
          onNo={() => {
            isAsking.value = false;
          }}
          onYes={() => void desk.remove(zone).then((answer) => onReport({ of: 'removed', name, answer }))}
        />
      ) : (
        <span class="zone-row">
          <TextButton
            opens={zone.id}
            text={t('edit.name', { name })}
            onClick={() => onShow({ shows: 'zone', zone: zone.id, key: Date.now() })}
          />
          <TextButton text={t('copy.name', { name })} onClick={copy} />
          <TextButton
            text={t('remove.name', { name })}
            onClick={() => {
              isAsking.value = true;
            }}
          />
        </span>
      )}
    </li>
  );
}

/** The verb is shown, the name after it is for who does not see beside what it stands. */
function TextButton({ text, opens, onClick }: { text: string; opens?: string; onClick: () => void }) {
  const [verb] = text.split(':');
  return (
    <button type="button" class="button small" aria-label={text} data-opens={opens} onClick={onClick}>
      {verb}
    </button>
  );
}

function Ask({ name, onYes, onNo }: { name: string; onYes: () => void; onNo: () => void }) {
  const { t } = useZoneWords();
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <Question text={t('remove.ask', { name })} class="zone-row">
      <button type="button" class="button small" ref={yes} onClick={onYes}>
        {t('remove.yes')}
      </button>
      <button type="button" class="button small" onClick={onNo}>
        {t('cancel')}
      </button>
    </Question>
  );
}

/** Who else changes it now. */
function Editors({ zone }: { zone: Zone }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const me = store.me.value?.avatar;
  const names = [...store.zoning.editors.value]
    .filter(([avatar, edited]) => edited === zone.id && avatar !== me)
    .map(([avatar]) => store.people.value.get(avatar)?.name ?? '…');
  if (names.length === 0) return null;
  return <p class="person-detail">{t('editedBy', { names: listNames(store.language.value, names) })}</p>;
}

/** A copy stands beside its original, or else below it. */
function beside(fields: ZoneFields, ground: Ground | null): ZoneFields {
  const bounds = boundsOf(fields.spans);
  if (!bounds || !ground) return fields;
  const hasRoom = bounds.x + 2 * bounds.width < ground.width;
  const [dx, dy] = hasRoom ? [bounds.width + 1, 0] : [0, bounds.height + 1];
  return { ...fields, spans: moved(fields.spans, dx, dy, ground) };
}
