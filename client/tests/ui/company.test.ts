// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import type { NearTalk } from '../../src/core/near-talks.ts';
import type { AvatarId, ConversationId, ZoneId } from '../../src/core/units.ts';
import { companyTexts } from '../../src/i18n/company-texts.ts';
import { peopleHandlers } from '../../src/main/desks/people-handlers.ts';
import { applyTalks, noteNear } from '../../src/state/company.ts';
import { NoticeBoard } from '../../src/state/notices.ts';
import { keepsakesOf, reopenKeepsakes } from '../../src/ui/company/own-card.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';

const [BO, CEES] = [2 as AvatarId, 3 as AvatarId];
const TALK = 7 as ConversationId;
const CARD = { name: 'Anna', organisation: '', email: 'anna@tuin.nl', link: '' };

beforeEach(() => reopenKeepsakes());

function nearby(more: Partial<NearTalk> = {}): NearTalk {
  const where = { tiles: 3, direction: 6, at: { x: 7, y: 10 } } as const;
  return { id: TALK, kind: 'bubble', locked: false, members: [BO, CEES], ...where, ...more };
}

function alone(): FakeApp {
  const app = showApp();
  goToIsland(app);
  app.store.conversation.value = null;
  app.store.nearby.value = [];
  app.store.ownTile.value = { x: 10, y: 10 };
  return app;
}

const card = (app: FakeApp) => app.root.querySelector('.company-card');
const wanted = (app: FakeApp) => app.wanted.filter(([name]) => name === 'request').map((wish) => wish.slice(1));
const said = (app: FakeApp) => app.root.querySelector('.island > p[role="status"]')?.textContent?.trim();

test('every sentence is there in both languages', () => {
  expect(Object.keys(companyTexts.en)).toEqual(Object.keys(companyTexts.nl));
});

test('a conversation nearby has a card that says who, what about, where and how', async () => {
  const app = alone();
  applyTalks(app.store.company, [[TALK, 'thee', false, false]]);
  app.store.company.near.value = [nearby()];
  await settle();
  expect(card(app)?.textContent).toContain('Bo en Cees praten over thee');
  expect(card(app)?.textContent).toContain('3 tegels links van je');
  expect(said(app)).toBe(
    'Bo en Cees praten over thee, 3 tegels links van je, je kunt erbij: druk op Enter om erbij te gaan staan.',
  );
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  expect(app.wanted).toContainEqual(['approach', BO]);
});

test('Enter walks within earshot of an open conversation that is farther away', async () => {
  const app = alone();
  applyTalks(app.store.company, [[TALK, '', true, false]]);
  app.store.company.near.value = [nearby({ tiles: 8, at: { x: 2, y: 10 } })];
  await settle();
  expect(said(app)).toContain('open voor meeluisteraars: druk op Enter om mee te luisteren');
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  expect(app.wanted).toContainEqual(['walkTo', { x: 6, y: 10 }]);
});

test('a locked one is knocked at, and one hears what came of it', async () => {
  const app = alone();
  const handlers = peopleHandlers(app.store, new NoticeBoard(app.store.notices));
  applyTalks(app.store.company, [[TALK, '', false, true]]);
  app.store.company.near.value = [nearby({ locked: true })];
  await settle();
  button(app.root, 'Klop aan').click();
  await settle();
  expect(wanted(app)).toContainEqual(['knock', { conversation: TALK, zone: null }]);
  expect(app.root.textContent).toContain('Je klopt. Even wachten…');
  handlers.knock_answered({ admitted: true, conversation: TALK, zone: null });
  await settle();
  expect(app.root.textContent).toContain('Je mag binnenkomen');
});

test('whoever overhears is told so, and that they are seen, and can stop', async () => {
  const app = alone();
  const handlers = peopleHandlers(app.store, new NoticeBoard(app.store.notices));
  handlers.talks({ talks: [[TALK, '', true, false]] });
  app.store.company.near.value = [nearby()];
  handlers.overheard({ conversation: TALK });
  await settle();
  expect(card(app)?.textContent).toContain('Zij zien dat je meeluistert');
  button(app.root, 'Niet meeluisteren').click();
  expect(wanted(app)).toContainEqual(['listen', { wanted: false }]);
  handlers.overheard({ conversation: null });
  await settle();
  button(app.root, 'Luister mee').click();
  expect(wanted(app)).toContainEqual(['listen', { wanted: true }]);
});

test('members open their conversation, see who listens by name, and close it', async () => {
  const app = showApp();
  goToIsland(app);
  app.store.nearby.value = [];
  await settle();
  button(app.root, 'Laat meeluisteren').click();
  expect(wanted(app)).toContainEqual(['talk_open', { open: true }]);
  const talk = app.store.conversation.value;
  if (!talk) throw new Error('not in a conversation');
  app.store.conversation.value = { ...talk, open: true, listening: [CEES] };
  await settle();
  expect(app.root.querySelector('.talk-bar')?.textContent).toContain('Cees luistert mee');
  expect(said(app)).toMatch(/Cees luistert nu mee|Het gesprek is nu open/);
  button(app.root, 'Stop met laten meeluisteren').click();
  expect(wanted(app)).toContainEqual(['talk_open', { open: false }]);
});

test('members say what it is about by keyboard', async () => {
  const app = showApp();
  goToIsland(app);
  await settle();
  button(app.root, 'Zeg waar het over gaat').click();
  await settle();
  const field = app.root.querySelector<HTMLInputElement>('.topic-form input');
  if (!field) throw new Error('no field');
  expect(document.activeElement).toBe(field);
  field.value = 'thee';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
  expect(wanted(app)).toContainEqual(['talk_topic', { text: 'thee' }]);
});

test('members hear a knock and let in or not', async () => {
  const app = showApp();
  goToIsland(app);
  app.store.nearby.value = [];
  const handlers = peopleHandlers(app.store, new NoticeBoard(app.store.notices));
  handlers.knock({ knock: 4, avatar: CEES, zone: null });
  await settle();
  expect(said(app)).toBe('Cees klopt aan');
  button(app.root, 'Laat Cees binnen').click();
  button(app.root, 'Nu niet').click();
  expect(wanted(app)).toEqual(
    expect.arrayContaining([
      ['knock_answer', { knock: 4, admit: true }],
      ['knock_answer', { knock: 4, admit: false }],
    ]),
  );
  handlers.knock_over({ knock: 4 });
  await settle();
  expect(card(app)).toBeNull();
});

test('one knocks at a zone at whose edge one was stopped', async () => {
  const app = alone();
  const club = { id: 'club' as ZoneId, names: { nl: 'Club', en: 'Club' } };
  app.store.zones.value = [club as never];
  app.store.company.shut.value = { zone: club.id };
  await settle();
  expect(card(app)?.textContent).toContain('Club: hier moet je aankloppen');
  button(app.root, 'Klop aan').click();
  expect(wanted(app)).toContainEqual(['knock', { conversation: null, zone: 'club' }]);
});

test('one follows, sees who follows, and both ends can stop it', async () => {
  const app = showApp();
  goToIsland(app);
  const handlers = peopleHandlers(app.store, new NoticeBoard(app.store.notices));
  handlers.guide_asked({ from: BO });
  await settle();
  button(app.root, 'Loop met Bo mee').click();
  expect(wanted(app)).toContainEqual(['follow', { avatar: BO }]);
  handlers.following({ leader: BO, followers: [CEES] });
  await settle();
  expect(app.root.textContent).not.toContain('Bo vraagt of je meeloopt');
  button(app.root, 'Loop niet meer mee').click();
  button(app.root, 'Laat niemand meer meelopen').click();
  expect(wanted(app)).toEqual(
    expect.arrayContaining([
      ['follow', { avatar: null }],
      ['guide', { ask: false }],
    ]),
  );
});

test('a card is sent only after both said yes, and what comes is kept in this browser', async () => {
  const app = showApp();
  goToIsland(app);
  keepsakesOf('e').card.value = CARD;
  const handlers = peopleHandlers(app.store, new NoticeBoard(app.store.notices));
  handlers.card_offered({ from: BO, offered: true });
  await settle();
  button(app.root, 'Ja, wissel uit').click();
  await settle();
  expect(wanted(app)).toContainEqual(['card_offer', { avatar: BO, offered: true }]);
  expect(wanted(app).some(([name]) => name === 'card')).toBe(false);
  handlers.card_agreed({ with: BO });
  await settle();
  expect(wanted(app).filter(([name]) => name === 'card')).toEqual([['card', { avatar: BO, card: CARD }]]);
  handlers.card({ from: BO, card: { ...CARD, name: 'Bo Jansen' } });
  await settle();
  expect(JSON.parse(localStorage.getItem('eiland.met.e') ?? '[]')[0]).toMatchObject({
    name: 'Bo',
    card: { name: 'Bo Jansen' },
  });
});

test('whoever has no card fills one in first', async () => {
  const app = showApp();
  goToIsland(app);
  const handlers = peopleHandlers(app.store, new NoticeBoard(app.store.notices));
  handlers.card_offered({ from: BO, offered: true });
  await settle();
  button(app.root, 'Vul eerst je eigen kaartje in').click();
  await settle();
  expect(app.root.querySelector('.card-form')).not.toBeNull();
  button(app.root, 'Bewaar in deze browser').click();
  await settle();
  expect(JSON.parse(localStorage.getItem('eiland.card') ?? 'null')).toMatchObject({ name: 'Anna' });
});

test('who one met is listed and can be deleted, one by one or all', async () => {
  const app = showApp();
  goToIsland(app);
  const person = { name: 'Bo', event: 'Kennisdag', place: 'Strand', firstMs: 0, lastMs: 0, card: CARD };
  keepsakesOf('e').met.value = [person, { ...person, name: 'Dina', card: null }];
  await settle();
  button(app.root, 'Mensen en plekken').click();
  await settle();
  button(app.root, 'Ontmoet').click();
  await settle();
  expect(app.root.textContent).toContain('Kennisdag, bij Strand');
  button(app.root, 'Wis Bo').click();
  await settle();
  expect(keepsakesOf('e').met.value.map(({ name }) => name)).toEqual(['Dina']);
  button(app.root, 'Wis de hele lijst').click();
  await settle();
  button(app.root, 'Wis echt alles').click();
  await settle();
  expect(localStorage.getItem('eiland.met.e')).toBeNull();
});

test('twenty seconds together make somebody met, unless one does not want that', async () => {
  const app = showApp();
  goToIsland(app);
  await settle();
  vi.useFakeTimers({ toFake: ['Date', 'setInterval'] });
  try {
    const started = Date.now();
    const again = showApp();
    goToIsland(again);
    await settle();
    vi.setSystemTime(started);
    vi.advanceTimersByTime(24_000);
    expect(keepsakesOf('e').met.value.map(({ name }) => name)).toEqual(['Bo']);
    keepsakesOf('e').met.value = [];
    keepsakesOf('e').remembers.value = false;
    vi.advanceTimersByTime(30_000);
    expect(keepsakesOf('e').met.value).toEqual([]);
  } finally {
    keepsakesOf('e').remembers.value = true;
    vi.useRealTimers();
  }
});

test('what is known of conversations out of sight is forgotten and asked anew', () => {
  const { company } = alone().store;
  expect(noteNear(company, [nearby()], null)).toEqual([TALK]);
  applyTalks(company, [[TALK, 'thee', false, false]]);
  expect(noteNear(company, [nearby()], null)).toEqual([]);
  expect(noteNear(company, [], null)).toEqual([]);
  expect(company.talks.value.size).toBe(0);
  expect(noteNear(company, [nearby()], null)).toEqual([TALK]);
});

test('all of it passes axe', async () => {
  const app = showApp();
  goToIsland(app);
  const { company } = app.store;
  const talk = app.store.conversation.value;
  if (talk) app.store.conversation.value = { ...talk, open: true, listening: [CEES] };
  company.knocks.value = [{ knock: 1, avatar: CEES, zone: null }];
  company.guides.value = [BO];
  company.offers.value = new Set([BO]);
  company.wavedBy.value = BO;
  company.leader.value = BO;
  company.followers.value = [CEES];
  await settle();
  button(app.root, 'Mensen en plekken').click();
  await settle();
  button(app.root, 'Ontmoet').click();
  await settle();
  const { violations } = await axe.run(app.root, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 100)}`)).toEqual([]);
});
