/** The only figures that are meant for others: no person in them, and no small group. */

import type { LoggedEvent } from '../../../state/attendance.ts';
import { fileName, saveFile } from '../../parts/save-file.ts';
import { Chart } from '../charts/chart.tsx';
import { drawCurve } from '../charts/over-time.tsx';
import { numberColumn, textColumn, timeColumn } from './columns.ts';
import type { Compared } from './comparison-desk.ts';
import { CopyButton, FigureTable } from './figure-table.tsx';
import { useFigures } from './figures-context.ts';
import { sharedCsv, sharedJson, sharedText } from './shared-files.ts';
import { hiddenCount, rangeOf, rangeText, type SharedRow, sharedRows } from './shared-rows.ts';
import type { TableColumn } from './table-text.ts';
import { zonesToTell } from './zones-to-tell.ts';

const MINUTE_MS = 60_000;

interface SharingProps {
  readonly event: LoggedEvent;
  readonly compared: Compared | null;
}

export function Sharing({ event, compared }: SharingProps) {
  const { shared: all, known, words } = useFigures();
  const { t } = words;
  const shared = { ...all, zones: zonesToTell(all.zones, known) };
  const since = compared && { name: compared.former.name, figures: compared.figures.shared };
  const rows = sharedRows(shared, since, words);
  const hidden = hiddenCount(rows, shared.least);
  const column = useRangeColumn();
  return (
    <>
      <p>{t('share.what', { least: shared.least })}</p>
      {event.isLive && <p>{t('share.live')}</p>}
      <p class="notice-box">
        {hidden > 0 ? t('share.hidden', { count: hidden, least: shared.least }) : t('share.nothing.hidden')}
      </p>
      <div class="table-actions">
        <CopyButton label={t('share.copy')} text={() => sharedText(event.name, rows, shared.least, words)} />
        <button
          type="button"
          class="button small"
          onClick={() => saveFile(csvFile(sharedCsv(rows, shared, words)), fileName(event.name, 'figures', 'csv'))}
        >
          {t('share.csv')}
        </button>
        <button
          type="button"
          class="button small"
          onClick={() =>
            saveFile(jsonFile(sharedJson(event.name, shared, since)), fileName(event.name, 'figures', 'json'))
          }
        >
          {t('share.json')}
        </button>
      </div>
      <FigureTable<SharedRow>
        isOpen
        caption={t('share.table')}
        rows={rows.filter(({ about }) => about === 'event')}
        keyOf={({ key }) => key}
        columns={[
          textColumn('figure', t('column.figure'), ({ figure, of }) =>
            of ? t('share.since', { figure, of }) : figure,
          ),
          column('range', t('column.value'), (row) => row),
        ]}
      />
      <SharedCurve />
      <ByPlace about="zone" title={t('share.zones')} first={t('column.zone')} rows={rows} />
      <ByPlace about="talk" title={t('share.talks')} first={t('column.kind')} rows={rows} />
      {!compared && <p class="help">{t('share.compare')}</p>}
    </>
  );
}

interface ByPlaceProps {
  readonly about: SharedRow['about'];
  readonly title: string;
  readonly first: string;
  readonly rows: readonly SharedRow[];
}

/** A row for each place or kind of conversation, a column for each of its figures. */
function ByPlace({ about, title, first, rows }: ByPlaceProps) {
  const mine = rows.filter((row) => row.about === about);
  const places = [...new Set(mine.map(({ of }) => of))];
  const figures = [...new Set(mine.map(({ figure }) => figure))];
  const column = useRangeColumn();
  if (places.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <FigureTable<string>
        isOpen
        caption={title}
        rows={places}
        keyOf={String}
        columns={[
          textColumn('place', first, (place) => place),
          ...figures.map((figure) =>
            column<string>(figure, figure, (place) => mine.find((row) => row.of === place && row.figure === figure)),
          ),
        ]}
      />
    </>
  );
}

/** Columns of ranges, such as "20–24". */
function useRangeColumn() {
  const { shared, words } = useFigures();
  return <Row,>(key: string, title: string, row: (from: Row) => SharedRow | undefined): TableColumn<Row> => ({
    key,
    title,
    isNumber: true,
    value: (from) => row(from)?.atLeast ?? -1,
    text: (from) => {
      const told = row(from);
      return told ? rangeText(told, shared.least, words) : '–';
    },
  });
}

function SharedCurve() {
  const { shared, time, words } = useFigures();
  const { t } = words;
  const told = shared.curve.map((value) => rangeOf(value, shared.least));
  return (
    <Chart
      title={t('shared.curve')}
      says={t('say.shared.curve', { least: shared.least })}
      draw={drawCurve(
        { ...time, holes: [] },
        shared.curve.map((value) => value ?? 0),
        null,
      )}
    >
      <FigureTable<number>
        caption={t('shared.curve')}
        rows={shared.curve.map((_, minute) => minute)}
        keyOf={String}
        columns={[
          timeColumn(words, 'minute', t('column.minute'), (minute) => shared.start_ms + minute * MINUTE_MS),
          numberColumn(words, 'least', t('column.at.least'), (minute) => told[minute]?.atLeast ?? 0, t('unit.people')),
          numberColumn(words, 'most', t('column.at.most'), (minute) => told[minute]?.atMost ?? 0, t('unit.people')),
        ]}
      />
    </Chart>
  );
}

function csvFile(text: string): Blob {
  // A spreadsheet takes CSV for UTF-8 only with a mark in front.
  return new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' });
}

function jsonFile(text: string): Blob {
  return new Blob([text], { type: 'application/json;charset=utf-8' });
}
