/** Whom one met, and one's own contact card: of this browser only. */

import { useSignal } from '@preact/signals';
import { toVcard } from '../../core/contact-card.ts';
import { forget, type MetPerson } from '../../core/met-people.ts';
import { useApp } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { CardForm } from './card-form.tsx';
import { keepsakesOf } from './own-card.ts';
import { useCompanyWords } from './use-company-words.ts';
import { seriesOf } from './use-meetings.ts';

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

export function MetTab() {
  const app = useApp();
  const words = useCompanyWords();
  const { met, remembers } = keepsakesOf(seriesOf(app));
  return (
    <>
      <CardForm />
      <h3>{words('met.title')}</h3>
      <p class="help">{words('met.help')}</p>
      <label class="check-row">
        <input
          type="checkbox"
          checked={remembers.value}
          onChange={(event) => {
            remembers.value = event.currentTarget.checked;
          }}
        />
        <span>{words('met.remember')}</span>
      </label>
      {met.value.length === 0 ? (
        <p class="help">{words('met.none')}</p>
      ) : (
        <>
          <ul class="persons">
            {met.value.map((person) => (
              <Met key={`${person.event} ${person.name}`} person={person} />
            ))}
          </ul>
          <ForgetAll />
        </>
      )}
    </>
  );
}

function Met({ person }: { person: MetPerson }) {
  const app = useApp();
  const words = useCompanyWords();
  const { met } = keepsakesOf(seriesOf(app));
  const { name, event, place, lastMs, card } = person;
  const when = new Date(lastMs).toLocaleString(LOCALES[app.store.language.value], {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <li class="person">
      <div class="person-words">
        <p class="person-name">{name}</p>
        <p class="person-detail">
          {place === '' ? words('met.when', { when, event }) : words('met.where', { when, event, place })}
        </p>
        {card && (
          <p class="person-detail">
            {[card.name, card.organisation, card.email, card.link].filter((text) => text !== '').join(', ')}
          </p>
        )}
      </div>
      <div class="person-actions">
        {card && (
          <IconButton
            icon="page"
            name={words('met.vcard', { name })}
            onClick={() => download(`${fileName(card.name)}.vcf`, toVcard(card, words('met.note', { event, when })))}
          />
        )}
        <IconButton
          icon="close"
          name={words('met.forget', { name })}
          onClick={() => {
            met.value = forget(met.value, person);
          }}
        />
      </div>
    </li>
  );
}

/** Asks once more before everything is gone. */
function ForgetAll() {
  const app = useApp();
  const words = useCompanyWords();
  const isAsked = useSignal(false);
  const forgetAll = () => {
    if (isAsked.value) keepsakesOf(seriesOf(app)).met.value = [];
    isAsked.value = !isAsked.value;
  };
  return (
    <button type="button" class="button small" onClick={forgetAll}>
      {words(isAsked.value ? 'met.forgetAll.sure' : 'met.forgetAll')}
    </button>
  );
}

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'card';

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/vcard;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
