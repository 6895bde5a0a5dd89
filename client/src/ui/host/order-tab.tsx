/** Order, for hosts: what holds, what was done, and what is for the whole island. */

import { type Signal, useSignal } from '@preact/signals';
import { givenName } from '../../core/zone-purpose.ts';
import type { Deed } from '../../state/order.ts';
import { useApp } from '../app-context.ts';
import { useOrderWords } from '../order/use-order-words.ts';
import { WaitingPeople } from '../organiser/access/waiting-people.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { type Refusal, useRefusal } from '../parts/use-refusal.ts';
import { deedText, paceText } from './deed-text.ts';
import { useHostOrderWords } from './use-host-order-words.ts';

const PACES_S = [0, 10, 30, 60, 120, 300, 600] as const;
/** What the tab does is for the whole event: its reason is the programme's. */
const REASON = { why: 'programme', words: '' } as const;

export function OrderTab() {
  const { store } = useApp();
  const words = useHostOrderWords();
  const refusal = useRefusal();
  const deeds = store.order.deeds.value;
  const standing = deeds.filter(({ stands }) => stands);
  return (
    <div class="order-tab">
      <p class="help">{words('intro')}</p>
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
      <LockIsland refusal={refusal} />
      <WaitingHere />
      <SlowChat refusal={refusal} />
      <CloseZone refusal={refusal} />
      <section aria-labelledby="order-standing">
        <h3 id="order-standing">{words('standing')}</h3>
        <Deeds deeds={standing} none={words('standing.none')} refusal={refusal} />
      </section>
      <section aria-labelledby="order-deeds">
        <h3 id="order-deeds">{words('deeds')}</h3>
        <Deeds deeds={deeds} none={words('deeds.none')} refusal={refusal} />
      </section>
    </div>
  );
}

/** Those who wait for a place, once it is known how to ask for them. */
function WaitingHere() {
  const loaded = useLoaded(useApp().eventMaps.load);
  return loaded && loaded !== 'failed' ? <WaitingPeople access={loaded.access} /> : null;
}

function LockIsland({ refusal }: { refusal: Refusal }) {
  const { store, intents } = useApp();
  const words = useHostOrderWords();
  const isLocked = store.order.deeds.value.some(({ stands, what }) => stands && what === 'island_locked');
  return (
    <section aria-labelledby="order-lock">
      <h3 id="order-lock">{words('lock')}</h3>
      <p role="status">{words(isLocked ? 'lock.on' : 'lock.off')}</p>
      <button
        type="button"
        class="button"
        onClick={() => void intents.request('lock_island', { ...REASON, locked: !isLocked }).then(refusal.show)}
      >
        {words(isLocked ? 'lock.undo' : 'lock.do')}
      </button>
    </section>
  );
}

function SlowChat({ refusal }: { refusal: Refusal }) {
  const { intents } = useApp();
  const words = useHostOrderWords();
  const pace = useSignal(30);
  const zone = useSignal('');
  return (
    <section aria-labelledby="order-slow">
      <h3 id="order-slow">{words('slow')}</h3>
      <label class="order-field">
        <span>{words('slow.pace')}</span>
        <select
          value={pace.value}
          onChange={(event) => {
            pace.value = Number(event.currentTarget.value);
          }}
        >
          {PACES_S.map((seconds) => (
            <option key={seconds} value={seconds}>
              {paceText(words, seconds)}
            </option>
          ))}
        </select>
      </label>
      <ZoneChoice label={words('slow.where')} zone={zone} everywhere={words('slow.everywhere')} />
      <button
        type="button"
        class="button"
        onClick={() =>
          void intents
            .request('slow_chat', { ...REASON, pace: pace.value, zone: zone.value === '' ? null : zone.value })
            .then(refusal.show)
        }
      >
        {words('slow.do')}
      </button>
    </section>
  );
}

function CloseZone({ refusal }: { refusal: Refusal }) {
  const { store, intents } = useApp();
  const words = useHostOrderWords();
  const zone = useSignal('');
  const wanted = zone.value || store.zones.value[0]?.id;
  return (
    <section aria-labelledby="order-zone">
      <h3 id="order-zone">{words('zone')}</h3>
      {wanted === undefined ? (
        <p class="help">{words('zone.none')}</p>
      ) : (
        <>
          <p class="help">{words('zone.help')}</p>
          <ZoneChoice label={words('zone.which')} zone={zone} shown={wanted} />
          <button
            type="button"
            class="button"
            onClick={() =>
              void intents.request('close_zone', { ...REASON, zone: wanted, closed: true }).then(refusal.show)
            }
          >
            {words('zone.do')}
          </button>
        </>
      )}
    </section>
  );
}

interface ZoneChoiceProps {
  readonly label: string;
  readonly zone: Signal<string>;
  /** The one that is shown while none was chosen. */
  readonly shown?: string;
  /** What to call no zone in particular; left out if one is needed. */
  readonly everywhere?: string;
}

function ZoneChoice({ label, zone, shown = '', everywhere }: ZoneChoiceProps) {
  const { store } = useApp();
  return (
    <label class="order-field">
      <span>{label}</span>
      <select
        value={zone.value || shown}
        onChange={(event) => {
          zone.value = event.currentTarget.value;
        }}
      >
        {everywhere !== undefined && <option value="">{everywhere}</option>}
        {store.zones.value.map((one) => (
          <option key={one.id} value={one.id}>
            {givenName(one, store.language.value) || one.id}
          </option>
        ))}
      </select>
    </label>
  );
}

function Deeds({ deeds, none, refusal }: { deeds: readonly Deed[]; none: string; refusal: Refusal }) {
  if (deeds.length === 0) return <p class="help">{none}</p>;
  return (
    <ul class="order-list">
      {deeds.map((deed) => (
        <OneDeed key={deed.deed} deed={deed} refusal={refusal} />
      ))}
    </ul>
  );
}

function OneDeed({ deed, refusal }: { deed: Deed; refusal: Refusal }) {
  const { store, intents } = useApp();
  const words = useHostOrderWords();
  const why = useOrderWords();
  const text = deedText(store, words, deed);
  const time = new Date(deed.at).toLocaleTimeString(store.language.value, { hour: '2-digit', minute: '2-digit' });
  const mayUndo = deed.stands && (deed.role === 'attendee' || store.me.value?.role === 'organiser');
  return (
    <li>
      <span>
        <span class={deed.undone_by === null ? '' : 'is-undone'}>{text}</span>
        <small>
          {words('by', { name: deed.by || words('somebody'), time })}.{' '}
          {why('card.why', { why: why(`why.${deed.why}`) })}
          {deed.words && ` “${deed.words}”`}
        </small>
        {deed.undone_by !== null && <small>{words('undone.by', { name: deed.undone_by || words('somebody') })}</small>}
      </span>
      {mayUndo && (
        <button
          type="button"
          class="button small"
          aria-label={words('undo.name', { what: text })}
          onClick={() => void intents.request('undo_deed', { deed: deed.deed }).then(refusal.show)}
        >
          {words('undo')}
        </button>
      )}
    </li>
  );
}
