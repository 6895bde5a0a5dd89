/** What others ask of one, and whom one walks with: cards above the controls. */

import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AvatarId } from '../../core/units.ts';
import { givenName } from '../../core/zone-purpose.ts';
import type { HeardKnock, OwnKnock } from '../../state/company.ts';
import { without } from '../../state/company.ts';
import type { Outcome } from '../../state/intents.ts';
import { useApp } from '../app-context.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { knock } from './knocking.ts';
import { NearTalkCard } from './near-talk-card.tsx';
import { keepsakesOf } from './own-card.ts';
import { named, nameOf, useCompanyWords } from './use-company-words.ts';
import { seriesOf, useMeetings } from './use-meetings.ts';

/** A wave, or an answer to a knock, is shown for so long. */
const SHOWN_MS = 15_000;

export function CompanyCards() {
  useMeetings();
  const { company } = useApp().store;
  return (
    <>
      <NearTalkCard />
      <ShutCard />
      {company.ownKnock.value && <OwnKnockCard knock={company.ownKnock.value} />}
      {company.knocks.value.map((heard) => (
        <KnockCard key={heard.knock} heard={heard} />
      ))}
      {company.guides.value.map((avatar) => (
        <GuideCard key={avatar} avatar={avatar} />
      ))}
      {[...company.offers.value].map((avatar) => (
        <OfferedCard key={avatar} avatar={avatar} />
      ))}
      {company.wavedBy.value !== null && <WaveCard key={company.wavedBy.value} avatar={company.wavedBy.value} />}
      <FollowCard />
    </>
  );
}

interface CardProps {
  readonly text: string;
  readonly actions: readonly Action[];
  readonly children?: ComponentChildren;
}

interface Action {
  readonly text: string;
  /** Gives what came of it if there is something to wait for. */
  readonly onClick: () => Promise<Outcome> | undefined;
}

function Card({ text, actions }: CardProps) {
  const refusal = useRefusal();
  return (
    <section class="company-card" aria-label={text}>
      <p>{text}</p>
      {actions.length > 0 && (
        <div class="card-actions">
          {actions.map((action) => (
            <button
              key={action.text}
              type="button"
              class="button small"
              onClick={() => void action.onClick()?.then(refusal.show)}
            >
              {action.text}
            </button>
          ))}
        </div>
      )}
      {refusal.text.value && (
        <p class="problem" role="alert">
          {refusal.text.value}
        </p>
      )}
    </section>
  );
}

/** At the edge of a zone where one may knock. */
function ShutCard() {
  const app = useApp();
  const words = useCompanyWords();
  const { company, zones, language, here } = app.store;
  const shut = company.shut.value;
  const zone = shut && zones.value.find(({ id }) => id === shut.zone);
  const isInside = shut !== null && here.value.some(({ id }) => id === shut.zone);
  useEffect(() => {
    if (isInside) company.shut.value = null;
  }, [isInside, company]);
  useForgetting(shut, SHOWN_MS * 2, () => {
    company.shut.value = null;
  });
  if (!zone || company.ownKnock.value?.state === 'waiting') return null;
  return (
    <Card
      text={words('knock.zone', { zone: givenName(zone, language.value) })}
      actions={[
        { text: words('knock.do'), onClick: () => knock(app, { conversation: null, zone: zone.id }) },
        {
          text: words('close'),
          onClick: () => {
            company.shut.value = null;
            return undefined;
          },
        },
      ]}
    />
  );
}

function OwnKnockCard({ knock: own }: { knock: OwnKnock }) {
  const { company } = useApp().store;
  const words = useCompanyWords();
  useForgetting(own.state === 'waiting' ? null : own, SHOWN_MS, () => {
    company.ownKnock.value = null;
  });
  return <Card text={words(`knock.${own.state}`)} actions={[]} />;
}

function KnockCard({ heard }: { heard: HeardKnock }) {
  const app = useApp();
  const words = useCompanyWords();
  const name = nameOf(app, heard.avatar);
  const zone = app.store.zones.value.find(({ id }) => id === heard.zone);
  const place = zone ? givenName(zone, app.store.language.value) : '';
  const answer = (admit: boolean) => app.intents.request('knock_answer', { knock: heard.knock, admit });
  return (
    <Card
      text={place === '' ? words('knock.heard', { name }) : words('knock.heard.zone', { name, zone: place })}
      actions={[
        { text: words('knock.admit', { name }), onClick: () => answer(true) },
        { text: words('knock.refuse'), onClick: () => answer(false) },
      ]}
    />
  );
}

function GuideCard({ avatar }: { avatar: AvatarId }) {
  const app = useApp();
  const words = useCompanyWords();
  const { company } = app.store;
  const name = nameOf(app, avatar);
  const done = () => {
    company.guides.value = without(company.guides.value, avatar);
    return undefined;
  };
  useForgetting(avatar, SHOWN_MS * 4, done);
  return (
    <Card
      text={words('guide.heard', { name })}
      actions={[
        { text: words('follow.do', { name }), onClick: () => app.intents.request('follow', { avatar }) },
        { text: words('guide.no'), onClick: done },
      ]}
    />
  );
}

/** Somebody offers to exchange cards. */
function OfferedCard({ avatar }: { avatar: AvatarId }) {
  const app = useApp();
  const words = useCompanyWords();
  const { company } = app.store;
  const hasCard = keepsakesOf(seriesOf(app)).card.value.name !== '';
  const fill = () => {
    app.panels.peopleTab.value = 'met';
    app.panels.show('people');
    return undefined;
  };
  return (
    <Card
      text={words('card.heard', { name: nameOf(app, avatar) })}
      actions={[
        hasCard
          ? { text: words('card.yes'), onClick: () => app.intents.request('card_offer', { avatar, offered: true }) }
          : { text: words('card.fill'), onClick: fill },
        {
          text: words('card.no'),
          onClick: () => {
            company.offers.value = new Set(without(company.offers.value, avatar));
            return undefined;
          },
        },
      ]}
    />
  );
}

function WaveCard({ avatar }: { avatar: AvatarId }) {
  const app = useApp();
  const words = useCompanyWords();
  const { company } = app.store;
  const done = () => {
    company.wavedBy.value = null;
    return undefined;
  };
  useForgetting(avatar, SHOWN_MS, done);
  return (
    <Card
      text={words('wave.heard', { name: nameOf(app, avatar) })}
      actions={[
        {
          text: words('wave.back'),
          onClick: () => {
            app.intents.wave(avatar);
            return done();
          },
        },
        { text: words('close'), onClick: done },
      ]}
    />
  );
}

/** Whom one follows, and who follows one. */
function FollowCard() {
  const app = useApp();
  const words = useCompanyWords();
  const { leader, followers } = app.store.company;
  return (
    <>
      {leader.value !== null && (
        <Card
          text={words('follow.now', { name: nameOf(app, leader.value) })}
          actions={[{ text: words('follow.stop'), onClick: () => app.intents.request('follow', { avatar: null }) }]}
        />
      )}
      {followers.value.length > 0 && (
        <Card
          text={words('follow.by', named(app, followers.value))}
          actions={[{ text: words('follow.off'), onClick: () => app.intents.request('guide', { ask: false }) }]}
        />
      )}
    </>
  );
}

/** Lets something go after a while; null: there is nothing. */
function useForgetting(what: unknown, afterMs: number, forget: () => void): void {
  useEffect(() => {
    if (what === null) return;
    const timer = setTimeout(forget, afterMs);
    return () => clearTimeout(timer);
  }, [what]);
}
