/** The figures of a chart as a table: sorted by any column, searched, shown a part at a time, copied whole. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { MoreButton, SearchField, useLongList } from '../../parts/long-list.tsx';
import { useFigureWords } from './figures-context.ts';
import { order, type Sorting, type TableColumn, tableText } from './table-text.ts';

export interface FigureTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** A row's own name among the others. */
  readonly keyOf: (row: Row) => string;
  /** Rows can be searched by the text of their first columns. */
  readonly search?: string;
  /** Not under "table", but shown at once. */
  readonly isOpen?: boolean;
}

/** Under a disclosure; nothing of it is made until that is opened. */
export function FigureTable<Row>(props: FigureTableProps<Row>) {
  const words = useFigureWords();
  const isOpen = useSignal(false);
  if (props.isOpen) return <OpenTable {...props} />;
  return (
    <details
      class="figure-table"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        {words.t('table')}
        <span class="hidden">: {props.caption}</span>
      </summary>
      {isOpen.value && <OpenTable {...props} />}
    </details>
  );
}

function OpenTable<Row>({ caption, columns, rows, keyOf, search }: FigureTableProps<Row>) {
  const words = useFigureWords();
  const list = useLongList();
  const sorting = useSignal<Sorting | null>(null);
  const wanted = list.wanted.value.trim().toLocaleLowerCase();
  const found = useMemo(() => {
    const name = columns.slice(0, search === undefined ? 0 : 2);
    const some = wanted
      ? rows.filter((row) => name.some((column) => column.text(row).toLocaleLowerCase().includes(wanted)))
      : rows;
    return order(some, columns, sorting.value);
  }, [rows, columns, wanted, sorting.value, search]);
  return (
    <div class="figure-table-content">
      {search !== undefined && (
        <SearchField list={list} label={search} found={words.t('table.found', { count: found.length })} />
      )}
      <div class="table-scroll">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeadCell
                  key={column.key}
                  column={column}
                  sorting={sorting.value}
                  onSort={(next) => {
                    sorting.value = next;
                  }}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, list.most.value).map((row) => (
              <tr key={keyOf(row)}>{columns.map((column, i) => cell(column, row, i === 0))}</tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="table-actions">
        <MoreButton list={list} count={found.length} />
        <CopyButton text={() => tableText(columns, found)} />
      </div>
    </div>
  );
}

function cell<Row>(column: TableColumn<Row>, row: Row, isFirst: boolean) {
  const content: ComponentChildren = column.show ? column.show(row) : column.text(row);
  const kind = column.isNumber ? 'number' : column.isName ? 'name-cell' : undefined;
  if (isFirst)
    return (
      <th key={column.key} scope="row" class={kind}>
        {content}
      </th>
    );
  return (
    <td key={column.key} class={kind}>
      {content}
    </td>
  );
}

function HeadCell<Row>({
  column,
  sorting,
  onSort,
}: {
  column: TableColumn<Row>;
  sorting: Sorting | null;
  onSort: (next: Sorting) => void;
}) {
  const mine = sorting?.key === column.key ? sorting : null;
  // Numbers begin with the largest, words with A.
  const next = mine ? !mine.isUp : !column.isNumber;
  return (
    <th
      scope="col"
      class={column.isNumber ? 'number' : undefined}
      aria-sort={mine ? (mine.isUp ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" onClick={() => onSort({ key: column.key, isUp: next })}>
        {column.title}
        {column.unit && <small>{column.unit}</small>}
        <span aria-hidden="true" class="sort-mark">
          {mine ? (mine.isUp ? '▲' : '▼') : ''}
        </span>
      </button>
    </th>
  );
}

/** Copies text, and says so. */
export function CopyButton({ text, label }: { text: () => string; label?: string }) {
  const words = useFigureWords();
  const outcome = useSignal<'none' | 'done' | 'failed'>('none');
  return (
    <>
      <button
        type="button"
        class="button small"
        onClick={async () => {
          outcome.value = 'none';
          try {
            await navigator.clipboard.writeText(text());
            outcome.value = 'done';
          } catch {
            outcome.value = 'failed';
          }
        }}
      >
        {label ?? words.t('table.copy')}
      </button>
      <span role="status" class="help">
        {outcome.value === 'done' && words.t('copy.done')}
        {outcome.value === 'failed' && words.t('copy.failed')}
      </span>
    </>
  );
}
