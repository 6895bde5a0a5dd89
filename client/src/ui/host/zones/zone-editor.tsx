/** One zone to change, or a new one: what a host fills in, and what is wrong with it. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { listNames, reasonText } from '../../../i18n/texts.ts';
import type { ZoneText } from '../../../i18n/zone-texts.ts';
import { useApp } from '../../app-context.ts';
import { AboutFields } from './about-fields.tsx';
import { EntryFields } from './entry-fields.tsx';
import { LookFields } from './look-fields.tsx';
import { MoreFields } from './more-fields.tsx';
import { ProblemSummary } from './problem-summary.tsx';
import { ShapeFields } from './shape-fields.tsx';
import { useZoneWords } from './use-zone-words.ts';
import type { ZoneDesk } from './zone-desk.ts';
import { ZoneForm } from './zone-form.ts';
import type { ZoneView } from './zone-view.ts';

interface EditorProps {
  readonly desk: ZoneDesk;
  readonly view: Extract<ZoneView, { shows: 'zone' }>;
  readonly onShow: (view: ZoneView) => void;
}

export function ZoneEditor({ desk, view, onShow }: EditorProps) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const form = useMemo(() => new ZoneForm(store, desk, view.zone, view.start), [store, desk, view.key]);
  const heading = useRef<HTMLHeadingElement>(null);
  const attempts = useSignal(0);
  useEffect(() => () => form.stop(), [form]);
  useEffect(() => heading.current?.focus(), []);
  const { value: zone } = form.zone;
  useEffect(() => {
    // Others see who changes a zone from the moment that it is there.
    if (zone !== view.zone && zone !== null) onShow({ ...view, zone });
  }, [zone]);
  const save = async (event: Event) => {
    event.preventDefault();
    await form.save();
    attempts.value += 1;
  };
  const { nl = '', en = '' } = form.fields.value.names;
  const name = (store.language.value === 'nl' ? nl || en : en || nl) || t('unnamed');
  const isDrawing = (store.zoning.draft.value?.tool ?? 'none') !== 'none';
  return (
    <form class={isDrawing ? 'zone-form zone-drawing' : 'zone-form'} noValidate onSubmit={(event) => void save(event)}>
      <button
        type="button"
        class="button small"
        onClick={() => onShow({ shows: 'list', came: zone === null ? 'new' : zone })}
      >
        {t('back')}
      </button>
      <h3 ref={heading} tabIndex={-1}>
        {zone === null ? t('title.new') : t('title.edit', { name })}
      </h3>
      <DrawingHelp />
      <Others form={form} />
      <ProblemSummary form={form} attempts={attempts.value} />
      <Fields form={form} />
      <SaveRow form={form} name={name} />
    </form>
  );
}

/** What the pointer does now, above the fold: the shape is drawn beside the form. */
function DrawingHelp() {
  const { store } = useApp();
  const { t } = useZoneWords();
  const tool = store.zoning.draft.value?.tool ?? 'none';
  return tool === 'none' ? null : <p class="help">{t(`tool.${tool}.help`)}</p>;
}

function Fields({ form }: { form: ZoneForm }) {
  const { store } = useApp();
  const stages = [...new Set(store.zones.value.flatMap(({ stage }) => (stage === null ? [] : [stage])))];
  return (
    <>
      <Section title="section.about" isOpen>
        <AboutFields form={form} stages={stages} />
      </Section>
      <Section title="section.shape" isOpen>
        <ShapeFields form={form} />
      </Section>
      <Section title="section.look">
        <LookFields form={form} />
      </Section>
      <Section title="section.entry">
        <EntryFields form={form} />
      </Section>
      <Section title="section.more">
        <MoreFields form={form} />
      </Section>
    </>
  );
}

function Section({
  title,
  isOpen = false,
  children,
}: {
  title: ZoneText;
  isOpen?: boolean;
  children: ComponentChildren;
}) {
  const { t } = useZoneWords();
  return (
    <details class="zone-section" open={isOpen}>
      <summary>{t(title)}</summary>
      <div>{children}</div>
    </details>
  );
}

/** Who else has this zone before them, and whether somebody took it away. */
function Others({ form }: { form: ZoneForm }) {
  const { store } = useApp();
  const { t } = useZoneWords();
  const me = store.me.value?.avatar;
  const zone = form.zone.value;
  const names = [...store.zoning.editors.value]
    .filter(([avatar, edited]) => avatar !== me && edited === zone)
    .map(([avatar]) => store.people.value.get(avatar)?.name ?? '…');
  return (
    <p class="help" role="status">
      {names.length > 0 && t('othersEdit', { names: listNames(store.language.value, names) })}
      {form.isLost.value && t('lost')}
    </p>
  );
}

function SaveRow({ form, name }: { form: ZoneForm; name: string }) {
  const app = useApp();
  const { t } = useZoneWords();
  const { value: state } = form.state;
  const texts = {
    editing: form.changed.value.length > 0 ? t('unsaved') : '',
    saving: t('saving'),
    saved: t('saved', { name }),
    refused: t('summary'),
    failed: state.at === 'failed' ? app.t(reasonText(state.reason)) : '',
  };
  return (
    <div class="zone-save">
      <button type="submit" class="button main" aria-disabled={state.at === 'saving'}>
        {t(form.zone.value === null ? 'save.new' : 'save')}
      </button>
      <p role="status">{texts[state.at]}</p>
      {!form.isKept.value && <p class="problem">{t('notKept')}</p>}
    </div>
  );
}
