// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import type { AvatarId } from '../../src/core/units.ts';
import {
  addAnnouncement,
  applyCountdown,
  applyHelpList,
  applyRounds,
  setAnnouncements,
} from '../../src/state/gathering.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';

const ANNOUNCED = {
  id: 1,
  text: 'Er is <b>soep</b>',
  by: 'Hanna',
  at: 0,
  scope: 'all',
  zone: null,
  role: null,
} as const;
const CALL = {
  id: 3,
  by: 'Hanna',
  island: 'nes',
  title: 'Nes',
  is_here: true,
  zone: 'plein',
  names: { nl: 'het plein', en: 'the square' },
  asked: true,
  choice: null,
} as const;
const ROUNDS = { size: 2, minutes: 5, willing: false, round: 0, running: false, left_ms: 0, group: null } as const;
const WHOM = { avatar: 3, name: 'Cees', island: 'Nes', ms: 90_000 };

let app: FakeApp;

beforeEach(async () => {
  app = showApp();
  goToIsland(app);
  await import('../../src/ui/gathering/parts.ts');
  await settle();
});

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(app.root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const card = (name: string) => {
  const found = [...app.root.querySelectorAll('.gathering-card')].find((one) => one.textContent?.includes(name));
  if (!found) throw new Error(`no card "${name}"`);
  return found as HTMLElement;
};
const alerts = () => [...app.root.querySelectorAll('[role=alert]')].map((one) => one.textContent).join('\n');
const said = () => [...app.root.querySelectorAll('[role=status]')].map((one) => one.textContent).join('\n');
const requests = () => app.wanted.filter(([name]) => name === 'request').map(([, ...message]) => message);

async function open(panel: 'gathering' | 'host') {
  if (panel === 'host') {
    const { value: me } = app.store.me;
    if (me) app.store.me.value = { ...me, role: 'host' };
    await settle();
    button(app.root, 'Voor gastheren').click();
  } else {
    button(app.root, 'Meer').click();
    await settle();
    button(app.root, 'Mededelingen en hulp').click();
  }
  await vi.waitFor(() => expect(app.root.querySelector('.gathering-panel')).not.toBeNull(), { timeout: 10_000 });
  await settle();
}

test('an announcement is a card until it is put away, read out as text, and stays in the list', async () => {
  addAnnouncement(app.store.gathering, ANNOUNCED);
  await settle();
  expect(card('Er is <b>soep</b>').querySelector('b')).toBeNull();
  expect(said()).toContain('Mededeling van Hanna: Er is <b>soep</b>');
  expect(await violations()).toEqual([]);
  button(card('soep'), 'Sluiten').click();
  await settle();
  expect(app.root.querySelector('.gathering-card')).toBeNull();
  await open('gathering');
  expect(app.root.querySelector('.announcements')?.textContent).toContain('soep');
  expect(await violations()).toEqual([]);
});

test('who comes later sees how many there are, and none once they were read', async () => {
  setAnnouncements(app.store.gathering, [ANNOUNCED]);
  await settle();
  expect(app.root.querySelector('.gathering-card')).toBeNull();
  button(app.root, 'Meer').click();
  await settle();
  expect(button(app.root, 'Mededelingen').textContent).toContain('1 nieuwe mededeling');
  button(app.root, 'Mededelingen').click();
  await vi.waitFor(() => expect(app.root.querySelector('.announcements')).not.toBeNull());
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  expect(button(app.root, 'Mededelingen').textContent).toBe('Mededelingen en hulp');
});

test('a call is read at once, and each choice is sent', async () => {
  app.store.gathering.call.value = CALL;
  await settle();
  expect(alerts()).toContain('Hanna vraagt je om naar het plein te komen.');
  expect(await violations()).toEqual([]);
  button(card('Hanna roept je'), 'Breng me erheen').click();
  button(card('Hanna roept je'), 'Straks').click();
  button(card('Hanna roept je'), 'Ik blijf hier').click();
  expect(requests()).toEqual(['walk', 'later', 'stay'].map((choice) => ['call_choice', { call: 3, choice }]));
});

test('a call that was put away comes back when one is asked again', async () => {
  app.store.gathering.call.value = { ...CALL, choice: 'later' };
  await settle();
  button(card('Hanna roept je'), 'Sluiten').click();
  await settle();
  expect(app.root.querySelector('.gathering-card')).toBeNull();
  app.store.gathering.call.value = CALL;
  await settle();
  expect(card('Hanna roept je')).toBeTruthy();
});

test('the countdown is in the top bar; at zero there is a link that one opens oneself', async () => {
  const countdown = { at: 0, title: 'Plenair', link: 'https://zaal.nl/a' };
  applyCountdown(app.store.gathering, { ...countdown, left_ms: 65_000 }, performance.now());
  await settle();
  expect(app.root.querySelector('.top-countdown')?.getAttribute('aria-label')).toMatch(/Plenair over 1:0[45]/);
  expect(app.root.querySelector('.gathering-card')).toBeNull();
  applyCountdown(app.store.gathering, { ...countdown, at: 1, left_ms: 0 }, performance.now());
  await settle();
  const link = card('Plenair begint nu').querySelector('a');
  expect([link?.href, link?.target, link?.rel]).toEqual(['https://zaal.nl/a', '_blank', 'noopener noreferrer']);
  expect(await violations()).toEqual([]);
});

test('one is asked whether one takes part, told with whom one talks, and that it is over', async () => {
  applyRounds(app.store.gathering, ROUNDS, performance.now());
  await settle();
  button(card('Iemand nieuws'), 'Ik doe mee').click();
  expect(requests()).toEqual([['willing', { willing: true }]]);
  const group = { with: [2, 3], question: '' };
  applyRounds(app.store.gathering, { ...ROUNDS, willing: true, round: 1, running: true, left_ms: 60_000, group }, 0);
  await settle();
  expect(card('Je praat nu met Bo en Cees').textContent).toContain('Wat bracht je vandaag hier?');
  expect(await violations()).toEqual([]);
  applyRounds(app.store.gathering, { ...ROUNDS, willing: true, round: 1 }, 0);
  await settle();
  expect(card('De ronde is voorbij')).toBeTruthy();
});

test('one asks for help from the help panel, and is told who comes', async () => {
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Hulp').click();
  await settle();
  const help = [...app.root.querySelectorAll<HTMLElement>('.panel button')].find(
    (one) => one.textContent === 'Vraag hulp',
  );
  help?.click();
  await vi.waitFor(() => expect(app.root.querySelector('.gathering-panel form')).not.toBeNull());
  await settle();
  button(app.root.querySelector('.gathering-panel form') as HTMLElement, 'Vraag hulp').click();
  await settle();
  expect(requests()).toEqual([['help', { needed: true, text: '' }]]);
  app.store.gathering.ownHelp.value = { asked: true, by: 'Hanna', greeter: false };
  await settle();
  expect(card('Hanna komt naar je toe')).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('a greeter sees who asks and who stands alone, and goes there', async () => {
  const list = {
    asked: [{ ...WHOM, text: 'Geen geluid', by: null }],
    alone: [{ ...WHOM, avatar: 2, name: 'Bo' }],
    greeters: [1],
  };
  app.store.gathering.ownHelp.value = { asked: false, by: null, greeter: true };
  applyHelpList(app.store.gathering, list, performance.now());
  await open('gathering');
  expect(await violations()).toEqual([]);
  button(app.root, 'Ik kom eraan: Cees').click();
  button(app.root, 'Loop naar Bo').click();
  button(app.root, 'Cees is geholpen').click();
  expect(requests()).toEqual([
    ['help_take', { avatar: 3 }],
    ['greet', { avatar: 2 }],
    ['help_done', { avatar: 3 }],
  ]);
});

test('the tab of hosts has no violations and sends what is filled in', async () => {
  applyRounds(app.store.gathering, { ...ROUNDS, ready: 4, where: 'zones', zones: [], question: '' }, 0);
  app.store.gathering.call.value = { ...CALL, asked: false };
  app.store.gathering.callCounts.value = { id: 3, walked: 2, later: 1, stayed: 0, waiting: 5 };
  applyCountdown(app.store.gathering, { at: 0, left_ms: 60_000, title: 'Plenair', link: '' }, performance.now());
  applyHelpList(app.store.gathering, { asked: [], alone: [], greeters: [3 as AvatarId] }, 0);
  await open('host');
  expect(await violations()).toEqual([]);
  expect(said()).toContain('2 gaan erheen, 1 straks, 0 blijven, 5 kozen nog niet.');
  const [text] = app.root.querySelectorAll<HTMLTextAreaElement>('.gathering-panel textarea');
  if (text) {
    text.value = 'Soep!';
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await settle();
  button(app.root, 'Vertel het').click();
  button(app.root, 'Start ronde 1').click();
  button(app.root, 'Beëindig de oproep').click();
  button(app.root, '5 minuten later').click();
  button(app.root, 'Cees is niet langer begeleider').click();
  await settle();
  expect(requests().filter(([name]) => name !== 'call_places')).toEqual([
    ['announce', { text: 'Soep!', scope: 'all', zone: null, role: null, chime: false }],
    ['round_start', {}],
    ['call_end', {}],
    ['countdown_extend', { minutes: 5 }],
    ['greeter', { avatar: 3, greeter: false }],
  ]);
});

test('all of it is there in English too', async () => {
  app.store.language.value = 'en';
  addAnnouncement(app.store.gathering, ANNOUNCED);
  app.store.gathering.call.value = CALL;
  await settle();
  expect(card('Hanna asks you to come to the square.')).toBeTruthy();
  expect(card('Announcement by Hanna')).toBeTruthy();
});
