/** What came of an activity: a table with bars, a cloud of words with its table, or scores. */

import type { Activity, ActivityResults, ResultRow } from '../../state/activities.ts';
import { useApp } from '../app-context.ts';
import { pictureUrl } from './choice-fields.tsx';
import { placeName, useWords } from './use-words.ts';

interface ResultsProps {
  readonly activity: Activity;
  readonly results: ActivityResults | undefined;
  /** For hosts: take a row out of sight, or show it again. */
  readonly onHide?: (row: ResultRow) => void;
  readonly hideLabel?: (row: ResultRow) => string;
}

const LARGEST_REM = 2.2;
const SMALLEST_REM = 0.95;

export function ResultsView(props: ResultsProps) {
  const { activity, results } = props;
  const { t } = useWords();
  if (!results) return <p class="help">{t('result.none')}</p>;
  const more = results.rowsInAll - results.rows.length;
  return (
    <div class="activity-results">
      <p>
        <Sum activity={activity} results={results} />
      </p>
      {activity.isAnonymous && activity.phase === 'open' && <p class="help">{t('result.groups')}</p>}
      <RightAnswers activity={activity} />
      {activity.kind === 'words' ? (
        <>
          <Cloud rows={results.rows} />
          {results.rows.length > 0 && (
            <details>
              <summary>{t('result.words')}</summary>
              <Table {...props} results={results} />
            </details>
          )}
        </>
      ) : (
        results.rows.length > 0 && <Table {...props} results={results} />
      )}
      {more > 0 && <p class="help">{t('result.more', { count: more })}</p>}
    </div>
  );
}

function Sum({ activity, results }: { activity: Activity; results: ActivityResults }) {
  const { t } = useWords();
  switch (activity.kind) {
    case 'questions':
      return <>{t('result.questions', { count: results.answers })}</>;
    case 'feet':
      return <>{t('result.standing', { count: results.answers })}</>;
    case 'quiz':
      return <>{t('result.answers', { count: results.takingPart })}</>;
    default:
      return <>{t('result.people', { count: results.takingPart })}</>;
  }
}

function RightAnswers({ activity }: { activity: Activity }) {
  const { t } = useWords();
  const known = activity.questions.filter(({ right }) => right !== null);
  if (known.length === 0) return null;
  return (
    <ol class="activity-right">
      {known.map(({ text, options, right }) => (
        <li key={text}>
          {text} <strong>{t('quiz.right', { answer: options[right ?? 0] ?? '' })}</strong>
        </li>
      ))}
    </ol>
  );
}

/** Sized by how often a word was said; the numbers are in the table below. */
function Cloud({ rows }: { rows: readonly ResultRow[] }) {
  const shown = rows.filter(({ isHidden }) => !isHidden);
  const most = Math.max(1, ...shown.map(({ count }) => count));
  const alphabetical = shown.toSorted((one, other) => one.label.localeCompare(other.label));
  const size = (count: number) =>
    SMALLEST_REM + (LARGEST_REM - SMALLEST_REM) * Math.sqrt((count - 1) / Math.max(1, most - 1));
  return (
    <ul class="cloud">
      {alphabetical.map(({ key, label, count }) => (
        <li key={key} style={{ fontSize: `${size(count).toFixed(2)}rem` }}>
          {label}
          <span class="hidden"> ({count})</span>
        </li>
      ))}
    </ul>
  );
}

function Table({ activity, results, onHide, hideLabel }: ResultsProps & { results: ActivityResults }) {
  const { t } = useWords();
  const isQuiz = activity.kind === 'quiz';
  const most = Math.max(1, ...results.rows.map(({ count }) => count));
  const what = isQuiz ? (activity.scoreBy === 'table' ? 'result.table' : 'result.who') : 'result.what';
  return (
    <table class="result-table">
      <caption class="hidden">{activity.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t(what)}</th>
          <th scope="col">{t(isQuiz ? 'result.points' : 'result.count')}</th>
          {onHide && <td />}
        </tr>
      </thead>
      <tbody>
        {results.rows.map((row, index) => (
          <tr key={row.key} class={row.isHidden ? 'is-hidden' : undefined}>
            <th scope="row">
              <RowName activity={activity} row={row} index={index} />
              <span class="result-bar" aria-hidden="true" style={{ inlineSize: `${(100 * row.count) / most}%` }} />
            </th>
            <td>
              {row.count}
              {!isQuiz && activity.kind !== 'questions' && results.answers > 0 && (
                <small> ({Math.round((100 * row.count) / results.answers)}%)</small>
              )}
            </td>
            {onHide && (
              <td>
                <button type="button" class="button small" onClick={() => onHide(row)}>
                  {hideLabel?.(row)}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowName({ activity, row, index }: { activity: Activity; row: ResultRow; index: number }) {
  const app = useApp();
  const { t } = useWords();
  if (activity.kind === 'quiz' && activity.scoreBy === 'table') {
    const [island = '', zone = ''] = row.key.split('/');
    return <>{placeName(app, [island, zone]) ?? zone}</>;
  }
  if (activity.kind === 'quiz') return <>{row.label || t('result.gone')}</>;
  const picture = activity.kind === 'pictures' ? activity.options[index]?.picture : '';
  return (
    <>
      {picture && <img src={pictureUrl(picture)} alt="" loading="lazy" />}
      {row.label}
      {row.isHidden && <em> ({t('result.hidden')})</em>}
    </>
  );
}
