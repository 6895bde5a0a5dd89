/** Undo and redo, and what came of the last thing that one did. */

import type { Signal } from '@preact/signals';
import { reasonText } from '../../../i18n/texts.ts';
import { useApp } from '../../app-context.ts';
import { useZoneWords } from './use-zone-words.ts';
import type { Stepped, ZoneDesk } from './zone-desk.ts';

type Refused = { readonly ok: false; readonly reason: string };

export type StepReport =
  | {
      readonly of: 'removed';
      readonly name: string;
      readonly answer: { readonly ok: true; readonly kept: boolean } | Refused;
    }
  | { readonly of: 'undone' | 'redone'; readonly answer: Stepped | Refused };

export function StepRow({ desk, report }: { desk: ZoneDesk; report: Signal<StepReport | null> }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const sentencesOf = useSentences();
  const { done, undone } = store.zoning.history.value;
  const step = async (of: 'undone' | 'redone') => {
    const answer = await (of === 'undone' ? desk.undo() : desk.redo());
    if (answer) report.value = { of, answer };
  };
  const named = (word: 'undo' | 'redo', name: string | undefined) => (name ? t(`${word}.name`, { name }) : t(word));
  return (
    <>
      <div class="zone-row">
        <button type="button" class="button small" disabled={done.length === 0} onClick={() => void step('undone')}>
          {named('undo', done.at(-1)?.name)}
        </button>
        <button type="button" class="button small" disabled={undone.length === 0} onClick={() => void step('redone')}>
          {named('redo', undone.at(-1)?.name)}
        </button>
      </div>
      <div role="status">
        {report.value && sentencesOf(report.value).map((sentence) => <p key={sentence}>{sentence}</p>)}
      </div>
    </>
  );
}

/** Puts in words what came of it, and what somebody else had changed meanwhile. */
function useSentences(): (report: StepReport) => readonly string[] {
  const app = useApp();
  const { t } = useZoneWords();
  const nameOf = (id: string) => {
    const zone = app.store.zones.value.find((one) => one.id === id);
    return zone?.names[app.store.language.value] || t('unnamed');
  };
  const conflict = ({ zone, fields }: Stepped['conflicts'][number]) => {
    const name = nameOf(zone);
    if (fields.length === 0) return t('conflict.zone', { name });
    return t('conflict.fields', { name, fields: fields.map((field) => t(`field.${field}`)).join(', ') });
  };
  return (report) => {
    if (!report.answer.ok) return [app.t(reasonText(report.answer.reason))];
    const kept = report.answer.kept ? [] : [t('notKept')];
    if (report.of === 'removed') return [t('removed', { name: report.name }), ...kept];
    const { name, conflicts, refused } = report.answer;
    const isWhole = refused.length === 0 && conflicts.every(({ fields }) => fields.length > 0);
    return [
      ...(isWhole ? [t(report.of, { name: name || t('unnamed') })] : []),
      ...conflicts.map(conflict),
      ...refused.map((zone) => t('conflict.refused', { name: nameOf(zone) })),
      ...kept,
    ];
  };
}
