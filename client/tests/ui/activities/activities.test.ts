// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeAll, expect, test } from 'vitest';
import type { WireActivity } from '../../../src/protocol/activity-messages.ts';
import { applyActivities, applyActivity, applyActivityResults, noteTaken } from '../../../src/state/activities.ts';
import { createStore } from '../../../src/state/store.ts';
import { type App, createText } from '../../../src/ui/app-context.ts';
import { followActivities } from '../../../src/ui/say/activity-news.ts';
import { Announcer } from '../../../src/ui/say/announcer.ts';
import { zoneOf } from '../../core/made-zones.ts';
import { wireActivity, wireResults } from '../../state/made-activities.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from '../fake-app.ts';
import { giveMap, standIn } from '../made-places.ts';

// Both are loaded when they are wanted: the first time takes longer than `settle`.
beforeAll(async () => {
  await import('../../../src/ui/activities/activities-list.tsx');
  await import('../../../src/ui/host/activities/activities-tab.tsx');
});

const BAR = zoneOf('bar');
const EVERY_KIND: readonly WireActivity[] = [
  wireActivity({ id: 'secret', anonymous: true, key: 'f1' }),
  wireActivity({ id: 'several', most: 2 }),
  wireActivity({
    id: 'pictures',
    kind: 'pictures',
    options: [
      ['Golf', 'a.png', null],
      ['Duin', 'b.png', null],
    ],
  }),
  wireActivity({ id: 'words', kind: 'words', most: 2, options: [] }),
  wireActivity({ id: 'questions', kind: 'questions', options: [] }),
  wireActivity({
    id: 'feet',
    kind: 'feet',
    options: [
      ['Bar', '', ['nes', BAR.id]],
      ['Strand', '', ['nes', 'beach']],
    ],
  }),
  wireActivity({
    id: 'quiz',
    kind: 'quiz',
    options: [],
    questions: [['1 + 1?', ['1', '2'], null]],
    questions_in_all: 2,
    shown: true,
  }),
];

async function onIsland(list: readonly WireActivity[], role: 'attendee' | 'host' = 'attendee'): Promise<FakeApp> {
  const app = showApp();
  goToIsland(app);
  giveMap(app, [BAR]);
  const { me } = app.store;
  if (me.value) me.value = { ...me.value, role };
  applyActivities(app.store.activities, { island: 'nes', list, own: [] });
  await settle();
  return app;
}

async function openPanel(app: FakeApp): Promise<HTMLElement> {
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Peilingen en quizzen').click();
  await settle();
  return app.root.querySelector('.panel') as HTMLElement;
}

async function openTab(app: FakeApp): Promise<HTMLElement> {
  button(app.root, 'Voor gastheren').click();
  await settle();
  await settle();
  [...app.root.querySelectorAll<HTMLElement>('[role=tab]')].find((tab) => tab.textContent === 'Peilingen')?.click();
  await settle();
  return app.root.querySelector('.panel') as HTMLElement;
}

async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const article = (root: HTMLElement, id: string): HTMLElement =>
  root.querySelector(`[aria-labelledby$="activity-${id}"]`) as HTMLElement;

async function type(field: Element | null | undefined, text: string): Promise<void> {
  (field as HTMLInputElement).value = text;
  field?.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

test('a card asks once, and is put aside', async () => {
  const app = await onIsland([wireActivity({ title: 'Thee?' })]);
  expect(app.root.querySelector('.activity-card')?.textContent).toContain('Thee?');
  button(app.root, 'Niet nu').click();
  await settle();
  expect(app.root.querySelector('.activity-card')).toBeNull();
});

test('what is bound to a place asks on coming there', async () => {
  const app = await onIsland([wireActivity({ place: ['nes', BAR.id] })]);
  expect(app.root.querySelector('.activity-card')).toBeNull();
  standIn(app, BAR);
  await settle();
  button(app.root, 'Doe mee').click();
  await settle();
  expect(app.root.querySelector('.panel h4')?.textContent).toBe('Thee?');
});

test('results that are shown are pointed at, and seen at a click', async () => {
  const app = await onIsland([]);
  applyActivity(app.store.activities, wireActivity({ phase: 'closed', shown: true }));
  await settle();
  expect(app.root.querySelector('.activity-card')?.textContent).toContain('Er is een uitslag: Thee?');
  button(app.root, 'Bekijk de uitslag').click();
  await settle();
  expect(app.root.querySelector('.panel h4')?.textContent).toBe('Thee?');
});

test('every kind says before one answers what is kept, and has no violations', async () => {
  const app = await onIsland(EVERY_KIND);
  applyActivityResults(app.store.activities, wireResults([['0', 'Waarom?', 3, false]], { id: 'questions' }));
  const panel = await openPanel(app);
  expect(article(panel, 'secret').textContent).toContain('zonder te weten van wie het is');
  expect(article(panel, 'several').textContent).toContain('Niet anoniem');
  expect(article(panel, 'quiz').textContent).toContain('iedereen kan je naam en je punten zien');
  expect(article(panel, 'feet').textContent).toContain('Iedereen ziet waar je staat');
  expect(article(panel, 'questions').textContent).toContain('Waarom?');
  expect(await violations(app.root)).toEqual([]);
});

test('an anonymous answer goes the secret way, a named one by the socket', async () => {
  const app = await onIsland(EVERY_KIND);
  const panel = await openPanel(app);
  for (const id of ['secret', 'several']) {
    article(panel, id).querySelectorAll('input')[1]?.click();
    await settle();
    button(article(panel, id), 'Verstuur').click();
    await settle();
  }
  expect(app.wanted).toContainEqual(['answerSecretly', 'secret', { chosen: [1], words: [] }]);
  expect(app.wanted).toContainEqual(['request', 'activity_answer', { id: 'several', chosen: [1], words: [] }]);
  expect(article(panel, 'several').textContent).toContain('Je antwoord is binnen');
});

test('words, a question and a vote are sent', async () => {
  const app = await onIsland(EVERY_KIND);
  applyActivityResults(app.store.activities, wireResults([['4', 'Hoe?', 3, false]], { id: 'questions' }));
  const panel = await openPanel(app);
  await type(article(panel, 'words').querySelector('input'), ' zon ');
  button(article(panel, 'words'), 'Verstuur').click();
  await type(article(panel, 'questions').querySelector('textarea'), 'Waarom?');
  button(article(panel, 'questions'), 'Verstuur').click();
  await settle();
  button(article(panel, 'questions'), 'Deze wil ik ook horen').click();
  await settle();
  expect(app.wanted).toContainEqual(['request', 'activity_answer', { id: 'words', chosen: [], words: ['zon'] }]);
  expect(app.wanted).toContainEqual(['request', 'activity_ask', { id: 'questions', text: 'Waarom?' }]);
  expect(app.wanted).toContainEqual(['request', 'activity_vote', { id: 'questions', question: 4, wants: true }]);
  expect(button(article(panel, 'questions'), 'Trek je stem in').getAttribute('aria-pressed')).toBe('true');
});

test('one walks to an answer by a button', async () => {
  const app = await onIsland(EVERY_KIND);
  const panel = await openPanel(app);
  button(article(panel, 'feet'), 'Loop naar “Bar”').click();
  expect(app.wanted.at(-1)?.[0]).toBe('walkTo');
});

test('nothing is sent without an answer, and a refusal is said', async () => {
  const app = await onIsland([wireActivity()]);
  const panel = await openPanel(app);
  button(panel, 'Verstuur').click();
  await settle();
  expect(panel.querySelector('[role=alert]')?.textContent).toBe('Kies eerst een antwoord.');
  app.outcome = { ok: false, reason: 'activity_twice' };
  panel.querySelector('input')?.click();
  await settle();
  button(panel, 'Verstuur').click();
  await settle();
  expect(panel.querySelector('[role=alert]')?.textContent).toContain('Iedereen antwoordt één keer');
});

test('results are a table, a cloud is sized by count and a table too', async () => {
  const app = await onIsland([
    wireActivity({ phase: 'closed', shown: true }),
    wireActivity({ id: 'w', kind: 'words', options: [], phase: 'closed', shown: true }),
  ]);
  applyActivityResults(
    app.store.activities,
    wireResults([
      ['0', 'Ja', 3, false],
      ['1', 'Nee', 1, false],
    ]),
  );
  applyActivityResults(
    app.store.activities,
    wireResults(
      [
        ['zon', 'zon', 9, false],
        ['wad', 'wad', 1, false],
      ],
      { id: 'w' },
    ),
  );
  const panel = await openPanel(app);
  expect(article(panel, 'a').querySelector('tbody')?.textContent).toBe('Ja3 (75%)Nee1 (25%)');
  const words = [...article(panel, 'w').querySelectorAll<HTMLElement>('.cloud li')];
  expect(words.map((word) => word.textContent)).toEqual(['wad (1)', 'zon (9)']);
  const [small = 0, large = 0] = words.map((word) => Number.parseFloat(word.style.fontSize));
  expect(large).toBeGreaterThan(small);
  expect(await violations(app.root)).toEqual([]);
});

test('markup in texts is only text', async () => {
  const app = await onIsland([wireActivity({ title: '<img src=x onerror=alert(1)>' })]);
  const panel = await openPanel(app);
  expect(panel.querySelector('h4')?.textContent).toBe('<img src=x onerror=alert(1)>');
  expect(panel.querySelector('img')).toBeNull();
});

test('a host makes a poll, sees it as others will, and saves it', async () => {
  const app = await onIsland([], 'host');
  const panel = await openTab(app);
  button(panel, 'Nieuw').click();
  await settle();
  expect(await violations(app.root)).toEqual([]);
  const [title, ...options] = panel.querySelectorAll('form > label input[type=text], .option-row input[type=text]');
  await type(title, 'Thee?');
  await type(options[0], 'Ja');
  await type(options[1], 'Nee');
  expect(panel.querySelector('details h4')?.textContent).toBe('Thee?');
  button(panel, 'Bewaar').click();
  await settle();
  expect(app.wanted.at(-1)).toEqual([
    'request',
    'activity_put',
    {
      id: null,
      kind: 'poll',
      title: 'Thee?',
      anonymous: true,
      place: null,
      options: ['Ja', 'Nee'].map((text) => ({ text, picture: '', place: null })),
      most: 1,
      questions: [],
      score_by: 'table',
    },
  ]);
  expect(panel.querySelector('[role=status]')?.textContent).toBe('Bewaard als concept.');
});

test.each(['quiz', 'pictures', 'words', 'questions', 'feet'])('the form of %s has no violations', async (kind) => {
  const app = await onIsland([], 'host');
  const panel = await openTab(app);
  button(panel, 'Nieuw').click();
  await settle();
  const select = panel.querySelector('select') as HTMLSelectElement;
  select.value = kind;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  expect(await violations(app.root)).toEqual([]);
});

test('a host sees for each what can be done now', async () => {
  const app = await onIsland(
    [
      wireActivity({ id: 'draft', phase: 'draft' }),
      wireActivity({ id: 'open' }),
      wireActivity({ id: 'closed', phase: 'closed' }),
      wireActivity({ id: 'binned', phase: 'closed', deleted: true }),
    ],
    'host',
  );
  const panel = await openTab(app);
  const names = (id: string) =>
    [...article(panel, id).querySelectorAll('.activity-actions button')].map(({ textContent }) => textContent);
  expect(names('draft')).toEqual(['Wijzig', 'Open', 'Kopieer', 'Verwijder']);
  expect(names('open')).toEqual(['Sluit voorgoed', 'Toon de uitslag', 'Kopieer', 'Verwijder']);
  expect(names('closed')).toEqual(['Toon de uitslag', 'Kopieer', 'Verwijder']);
  expect(names('binned')).toEqual(['Haal terug']);
  button(article(panel, 'open'), 'Sluit').click();
  await settle();
  expect(app.wanted).toContainEqual(['request', 'activity_do', { id: 'open', action: 'close' }]);
  expect(panel.querySelector('[role=status]')?.textContent).toBe('“Thee?” is gesloten.');
  expect(await violations(app.root)).toEqual([]);
});

test('a host hides a word and takes results along', async () => {
  const app = await onIsland([wireActivity({ kind: 'words', options: [] })], 'host');
  applyActivityResults(app.store.activities, wireResults([['bah', 'bah', 2, false]]));
  const panel = await openTab(app);
  button(panel, 'Verberg “bah”').click();
  await settle();
  expect(app.wanted.at(-1)).toEqual(['request', 'activity_hide', { id: 'a', item: 'bah', hidden: true }]);
  app.outcome = { ok: false, reason: 'forbidden' };
  button(panel, 'CSV').click();
  await settle();
  expect(app.wanted.at(-1)).toEqual(['takeResults', 'csv']);
  expect(panel.querySelector('[role=alert]')?.textContent).toContain('Dat mag jij hier niet doen');
});

test('what opens, and results that are shown, are told to those who do not look', () => {
  const store = createStore('nl', false);
  const said: string[] = [];
  const announcer = new Announcer(
    (text) => said.push(text),
    (then) => then(),
  );
  const stop = followActivities({ store, t: createText(store) } as App, announcer);
  applyActivity(store.activities, wireActivity());
  noteTaken(store.activities, 'a');
  applyActivity(store.activities, wireActivity({ phase: 'closed', shown: true }));
  applyActivity(store.activities, wireActivity({ id: 'b', title: 'Koffie?' }));
  stop();
  expect(said).toEqual(['Doe mee: Thee?', 'Er is een uitslag: Thee?', 'Doe mee: Koffie?']);
});
