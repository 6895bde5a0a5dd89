/** What a zone is: its name, kind and words. */

import type { ZoneKind } from '../../../core/island-map.ts';
import { Field, TextField } from './field.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneForm } from './zone-form.ts';

const KINDS: readonly ZoneKind[] = ['place', 'meeting', 'table', 'podium', 'audience', 'quiet', 'start'];
const NAME_MAX = 80;
const DESCRIPTION_MAX = 500;
const QUESTION_MAX = 300;
/** Seats of a table that nobody gave any. */
const TABLE_SEATS = 6;
const STAGED: readonly ZoneKind[] = ['podium', 'audience'];

/** The names of the stages that there are. */
export type Stages = readonly string[];

export function AboutFields({ form, stages }: { form: ZoneForm; stages: Stages }) {
  const { t } = useZoneWords();
  const { names, descriptions, host, question } = form.fields.value;
  const { nl: nameNl = '', en: nameEn = '' } = names;
  const { nl: descriptionNl = '', en: descriptionEn = '' } = descriptions;
  return (
    <>
      <TextField
        id="zone-names"
        label={t('field.name.nl')}
        value={nameNl}
        most={NAME_MAX}
        problems={form.problemsOf('names')}
        onChange={(nl) => form.set({ names: { ...names, nl } })}
      />
      <TextField
        id="zone-names-en"
        label={t('field.name.en')}
        help={t('field.name.same')}
        value={nameEn}
        most={NAME_MAX}
        onChange={(en) => form.set({ names: { ...names, en } })}
      />
      <KindField form={form} stages={stages} />
      <TextField
        id="zone-descriptions"
        isLong
        label={t('field.description.nl')}
        value={descriptionNl}
        most={DESCRIPTION_MAX}
        problems={form.problemsOf('descriptions')}
        onChange={(nl) => form.set({ descriptions: { ...descriptions, nl } })}
      />
      <TextField
        id="zone-descriptions-en"
        isLong
        label={t('field.description.en')}
        value={descriptionEn}
        most={DESCRIPTION_MAX}
        onChange={(en) => form.set({ descriptions: { ...descriptions, en } })}
      />
      <TextField
        id="zone-host"
        label={t('field.host')}
        value={host}
        most={NAME_MAX}
        problems={form.problemsOf('host')}
        onChange={(name) => form.set({ host: name })}
      />
      <TextField
        id="zone-question"
        label={t('field.question')}
        value={question}
        most={QUESTION_MAX}
        problems={form.problemsOf('question')}
        onChange={(text) => form.set({ question: text })}
      />
    </>
  );
}

function KindField({ form, stages }: { form: ZoneForm; stages: Stages }) {
  const { t } = useZoneWords();
  const { kind, stage, capacity } = form.fields.value;
  const choose = (next: ZoneKind) =>
    form.set({
      kind: next,
      ...(STAGED.includes(next) && stage === null && { stage: stageFor(next, stages) }),
      ...(next === 'table' && capacity === null && { capacity: TABLE_SEATS }),
    });
  return (
    <>
      <Field id="zone-kind" label={t('field.kind')} help={t(`kind.${kind}.help`)} problems={form.problemsOf('kind')}>
        {(attributes) => (
          <select {...attributes} value={kind} onChange={(event) => choose(event.currentTarget.value as ZoneKind)}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(STAGED.includes(kind) || stage !== null) && (
        <TextField
          id="zone-stage"
          label={t('field.stage')}
          help={t('field.stage.help')}
          value={stage ?? ''}
          most={NAME_MAX}
          choices={stages}
          problems={form.problemsOf('stage')}
          onChange={(name) => form.set({ stage: name === '' ? null : name })}
        />
      )}
    </>
  );
}

/** An audience belongs to a stage that is there; a podium makes one of its own. */
function stageFor(kind: ZoneKind, stages: Stages): string {
  const [first] = stages;
  if (kind === 'audience' && first !== undefined) return first;
  let number = stages.length + 1;
  while (stages.includes(`stage-${number}`)) number += 1;
  return `stage-${number}`;
}
