/** What screen readers are told: calls at once, everything else when they have time. */

import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type App, useApp } from '../app-context.ts';
import { Announcer } from '../say/announcer.ts';
import { callText } from './call-card.tsx';
import { namesOf } from './rounds.tsx';
import { wordsOf } from './use-words.ts';

/** So long before its end a countdown is told again, ms. */
const TOLD_BEFORE_MS = [5 * 60_000, 60_000, 0];
const MOST_TIMER_MS = 2 ** 31 - 1;

export function News() {
  const app = useApp();
  const polite = useSignal('');
  const urgent = useSignal('');
  useEffect(() => {
    const announcer = new Announcer((text) => say(polite, text));
    const stops = [
      followCall(app, (text) => say(urgent, text)),
      ...[followAnnouncements, followCountdown, followRounds, followHelp].map((follow) => follow(app, announcer)),
    ];
    return () => stopAll(stops);
  }, [app, polite, urgent]);
  return (
    <>
      <p class="hidden" role="status">
        {polite.value}
      </p>
      <p class="hidden" role="alert">
        {urgent.value}
      </p>
    </>
  );
}

/** The same words twice in a row would not be read again: a space makes them another text. */
function say(region: Signal<string>, text: string): void {
  region.value = text === region.value ? `${text} ` : text;
}

function stopAll(stops: readonly (() => void)[]): void {
  for (const stop of stops) stop();
}

const words = (app: App) => wordsOf(app.store.language.peek());

function followCall({ store }: App, tell: (text: string) => void): () => void {
  let asked: number | null = null;
  return effect(() => {
    const call = store.gathering.call.value;
    const language = store.language.peek();
    const { t } = wordsOf(language);
    if (!call?.asked) {
      if (asked !== null) tell(t('call.over'));
      asked = null;
    } else if (call.choice === null && asked !== call.id) {
      asked = call.id;
      tell(callText(call, t, language));
    } else if (call.choice === 'later') asked = -1;
  });
}

function followAnnouncements(app: App, announcer: Announcer): () => void {
  let told = new Set<number>();
  return effect(() => {
    const { announcements, shown } = app.store.gathering;
    const fresh = announcements.value.filter(({ id }) => shown.value.includes(id) && !told.has(id));
    told = new Set(shown.value);
    for (const { id, by, text } of fresh)
      announcer.announce(`announcement-${id}`, words(app).t('announcement.say', { name: by, text }));
  });
}

function followCountdown(app: App, announcer: Announcer): () => void {
  return effect(() => {
    const countdown = app.store.gathering.countdown.value;
    if (!countdown) return;
    const tell = () => {
      const { t, length } = words(app);
      const title = countdown.title || t('countdown.plain');
      const left = countdown.ends - performance.now();
      const text = left > 1000 ? t('countdown.say', { title, time: length(left) }) : t('countdown.now', { title });
      announcer.announce('countdown', text);
    };
    tell();
    const timers = TOLD_BEFORE_MS.map((before) => countdown.ends - performance.now() - before)
      .filter((wait) => wait > 0 && wait < MOST_TIMER_MS)
      .map((wait) => setTimeout(tell, wait));
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  });
}

function followRounds(app: App, announcer: Announcer): () => void {
  const { rounds, roundOver } = app.store.gathering;
  let toldRound = 0;
  let isAsked = false;
  const stops = [
    effect(() => {
      const now = rounds.value;
      const { t } = words(app);
      if (now && !now.running && !now.willing && !isAsked)
        announcer.announce('rounds', t('rounds.invite', { minutes: now.minutes }));
      isAsked = now !== null;
      if (!now?.running || !now.group || now.round === toldRound) return;
      toldRound = now.round;
      const { group } = now;
      const question = group.question || t('rounds.question.plain');
      const names = namesOf(app.store, group.with, t);
      announcer.announce(
        'rounds',
        group.with.length > 0 ? t('rounds.say', { names, question }) : t('rounds.leftOver'),
        true,
      );
    }),
    effect(() => {
      if (roundOver.value) announcer.announce('rounds', words(app).t('rounds.over'), true);
    }),
  ];
  return () => stopAll(stops);
}

function followHelp(app: App, announcer: Announcer): () => void {
  const { ownHelp, helpers } = app.store.gathering;
  let comes: string | null = null;
  let known: ReadonlySet<number> = new Set();
  const stops = [
    effect(() => {
      const { by } = ownHelp.value;
      if (by !== null && by !== comes) announcer.announce('help', words(app).t('help.coming', { name: by }), true);
      comes = by;
    }),
    effect(() => {
      const asked = helpers.value?.asked ?? [];
      const [fresh] = asked.filter(({ avatar }) => !known.has(avatar));
      known = new Set(asked.map(({ avatar }) => avatar));
      if (fresh) announcer.announce('helpers', words(app).t('helpers.say', { name: fresh.name }));
    }),
  ];
  return () => stopAll(stops);
}
