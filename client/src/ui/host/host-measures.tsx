/** What hosts can do about somebody: each with its reason, a ban asked once more. */

import { useSignal } from '@preact/signals';
import type { Why } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { MeasureButton, type MeasureProps } from '../order/measure-button.tsx';
import { Check } from '../parts/setting.tsx';
import { MeasureForm } from './measure-form.tsx';
import { useHostOrderWords } from './use-host-order-words.ts';

const USUAL: Readonly<Record<'mute' | 'ask_lower' | 'remove' | 'ban', Why>> = {
  mute: 'noise',
  ask_lower: 'noise',
  remove: 'rude',
  ban: 'rude',
};

export function HostMeasures({ avatar, name, measure, choose, onDone }: MeasureProps) {
  const { store, intents } = useApp();
  const words = useHostOrderWords();
  const me = store.me.value;
  const role = store.people.value.get(avatar)?.role ?? 'attendee';
  const mayAct = me?.role === 'organiser' || role === 'attendee';
  const mute = store.order.deeds.value.find((deed) => deed.stands && deed.what === 'muted' && deed.avatar === avatar);
  if (!mayAct) return null;
  if (measure === null) {
    return (
      <>
        {mute ? (
          <MeasureButton
            title={words('unmute')}
            help={words('unmute.help', { name })}
            onClick={() =>
              void intents.request('undo_deed', { deed: mute.deed }).then((outcome) => onDone(outcome, words('done')))
            }
          />
        ) : (
          <MeasureButton title={words('mute')} help={words('mute.help', { name })} onClick={() => choose('mute')} />
        )}
        {(['ask_lower', 'remove', 'ban'] as const).map((one) => (
          <MeasureButton
            key={one}
            title={words(one)}
            help={words(`${one}.help`, { name })}
            onClick={() => choose(one)}
          />
        ))}
      </>
    );
  }
  if (!(measure in USUAL)) return null;
  return (
    <OneMeasure avatar={avatar} name={name} measure={measure as keyof typeof USUAL} choose={choose} onDone={onDone} />
  );
}

interface OneMeasureProps extends Omit<MeasureProps, 'measure'> {
  readonly measure: keyof typeof USUAL;
}

function OneMeasure({ avatar, name, measure, choose, onDone }: OneMeasureProps) {
  const { intents } = useApp();
  const words = useHostOrderWords();
  const link = useSignal(false);
  const send = (why: Why, text: string) => {
    const wish = { avatar, why, words: text };
    const outcome =
      measure === 'mute'
        ? intents.request('mute', { ...wish, muted: true })
        : measure === 'ban'
          ? intents.request('ban', { ...wish, link: link.value })
          : intents.request(measure, wish);
    void outcome.then((result) => onDone(result, words('done')));
  };
  return (
    <MeasureForm
      title={words(measure)}
      help={words(`${measure}.help`, { name })}
      wordsLabel={words('words', { name })}
      usual={USUAL[measure]}
      onSend={send}
      onBack={() => choose(null)}
    >
      {measure === 'ban' && (
        <>
          <Check
            name={words('ban.link', { name })}
            help={words('ban.link.help')}
            isOn={link.value}
            onChange={(isOn) => {
              link.value = isOn;
            }}
          />
          <p>
            <strong>{words('ban.sure')}</strong>
          </p>
        </>
      )}
    </MeasureForm>
  );
}
