/** What there is to find in a zone, and where it leads. */

import { informationIn, withInformation, type ZoneInformation } from '../../../state/zone-fields.ts';
import { useApp } from '../../app-context.ts';
import { Check } from '../../parts/setting.tsx';
import { ProblemList, TextField } from './field.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneForm } from './zone-form.ts';

const TEXT_MAX = 2000;
const ADDRESS_MAX = 2000;
const NAME_MAX = 80;

export function MoreFields({ form }: { form: ZoneForm }) {
  return (
    <>
      <InformationFields form={form} />
      <PortalFields form={form} />
    </>
  );
}

function InformationFields({ form }: { form: ZoneForm }) {
  const { t } = useZoneWords();
  const information = informationIn(form.fields.value);
  const set = (part: Partial<ZoneInformation>) =>
    form.set({ effects: withInformation(form.fields.value.effects, { ...information, ...part }) });
  return (
    <fieldset class="zone-group" id="zone-effects" tabIndex={-1}>
      <legend>{t('field.effects')}</legend>
      <TextField
        id="zone-info-text"
        isLong
        label={t('field.info.text')}
        value={information.text}
        most={TEXT_MAX}
        onChange={(text) => set({ text })}
      />
      {(['picture', 'link'] as const).map((part) => (
        <TextField
          key={part}
          id={`zone-info-${part}`}
          label={t(`field.info.${part}`)}
          help={t('field.info.address')}
          value={information[part]}
          most={ADDRESS_MAX}
          onChange={(address) => set({ [part]: address })}
        />
      ))}
      <TextField
        id="zone-page"
        label={t('field.page')}
        help={t('field.info.address')}
        value={information.page}
        most={ADDRESS_MAX}
        onChange={(page) => set({ page })}
      />
      {information.page !== '' && (
        <Check
          name={t('field.page.opens')}
          help=""
          isOn={information.opensItself}
          onChange={(opensItself) => set({ opensItself })}
        />
      )}
      <ProblemList id="zone-effects-problems" problems={form.problemsOf('effects')} />
    </fieldset>
  );
}

function PortalFields({ form }: { form: ZoneForm }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const { portal } = form.fields.value;
  const islands = [...new Set(store.zones.value.flatMap((zone) => (zone.portal?.island ? [zone.portal.island] : [])))];
  return (
    <fieldset class="zone-group" id="zone-portal" tabIndex={-1}>
      <legend>{t('field.portal')}</legend>
      <Check
        name={t('field.portal.on')}
        help=""
        isOn={portal !== null}
        onChange={(isOn) => form.set({ portal: isOn ? { island: '', entry: '' } : null })}
      />
      {portal && (
        <>
          <TextField
            id="zone-portal-island"
            label={t('field.portal.island')}
            value={portal.island}
            most={NAME_MAX}
            choices={islands}
            onChange={(island) => form.set({ portal: { ...portal, island } })}
          />
          <TextField
            id="zone-portal-entry"
            label={t('field.portal.entry')}
            value={portal.entry}
            most={NAME_MAX}
            onChange={(entry) => form.set({ portal: { ...portal, entry } })}
          />
        </>
      )}
      <ProblemList id="zone-portal-problems" problems={form.problemsOf('portal')} />
    </fieldset>
  );
}
