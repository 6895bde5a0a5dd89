// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { BEACH, GATE, LIBRARY, OFFICE, standIn } from './made-places.ts';

let app: FakeApp;
beforeEach(async () => {
  app = showApp();
  goToIsland(app);
  app.store.conversation.value = null;
  await settle();
});

const offers = () => [...app.root.querySelectorAll('.offers [data-offer]')].map((offer) => offer.textContent);
const press = (key: string, on: EventTarget = document.body) =>
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

test('what a place offers is on one card, and goes when one leaves', async () => {
  standIn(app, OFFICE, LIBRARY);
  app.store.doorsHere.value = [GATE];
  await settle();
  expect(offers()).toEqual([
    'Doe mee met het overleg bij KantoorEnter',
    'Doe de deur open',
    'Open “Bieb”',
    'Catalogus (opent een nieuw tabblad)',
  ]);
  expect(app.root.querySelectorAll('.offers')).toHaveLength(1);
  standIn(app);
  app.store.doorsHere.value = [];
  await settle();
  expect(app.root.querySelector('.offers')).toBeNull();
});

test('enter does the first thing offered, but not on something that it works itself', async () => {
  standIn(app, OFFICE);
  app.store.doorsHere.value = [GATE];
  await settle();
  const before = app.wanted.length;
  press('Enter', button(app.root, 'Mensen'));
  expect(app.wanted).toHaveLength(before);
  press('Enter');
  expect(app.wanted.at(-1)).toEqual(['joinConversation']);
});

test('a door is offered to be opened or closed, in the words of the map if it has any', async () => {
  const door = { ...GATE, openLabel: 'Trek aan de bel' };
  app.store.doorsHere.value = [door];
  await settle();
  button(app.root, 'Trek aan de bel').click();
  expect(app.wanted.at(-1)).toEqual(['workDoor', 'gate', true]);
  app.store.doors.value = new Set([GATE.id]);
  await settle();
  button(app.root, 'Doe de deur dicht').click();
  expect(app.wanted.at(-1)).toEqual(['workDoor', 'gate', false]);
});

test('a door that works itself is not offered', async () => {
  app.store.doorsHere.value = [{ ...GATE, opensItself: true, closesItself: true }];
  await settle();
  expect(app.root.querySelector('.offers')).toBeNull();
});

test('why a door does not open is said on the card', async () => {
  app.store.doorsHere.value = [GATE];
  await settle();
  app.outcome = { ok: false, reason: 'too_far' };
  button(app.root, 'Doe de deur open').click();
  await settle();
  expect(app.root.querySelector('.offers [role=alert]')?.textContent).toContain('te ver weg');
});

test('a tab is a real link that tells the other page nothing of us', async () => {
  standIn(app, LIBRARY);
  await settle();
  const link = app.root.querySelector<HTMLAnchorElement>('.offers a');
  expect(link?.href).toBe('https://b.nl/x');
  expect(link?.target).toBe('_blank');
  expect(link?.rel).toBe('noopener noreferrer');
});

test('whoever is in the meeting, or stepped aside in it, is not asked to join', async () => {
  standIn(app, OFFICE);
  app.store.aside.value = true;
  await settle();
  expect(offers()).toEqual([]);
  app.store.aside.value = false;
  app.store.conversation.value = {
    id: 4 as never,
    kind: 'meeting',
    zone: OFFICE.id,
    locked: false,
    lockable: true,
    capacity: 20,
    members: [{ avatar: 1 as never, role: 'speaker' }],
    listeners: 0,
  };
  await settle();
  expect(offers()).toEqual([]);
  button(app.root, 'Op slot doen').click();
  expect(app.wanted.at(-1)).toEqual(['lockConversation', true]);
});

test('sounds are asked about once; the answer is kept', async () => {
  standIn(app, BEACH);
  await settle();
  expect(app.root.querySelector('.offers')?.textContent).toContain('Het geluid van deze plek afspelen?');
  button(app.root, 'Speel af').click();
  expect(app.wanted.at(-1)).toEqual(['setPlaceSounds', { allowed: true, volume: 0.6 }]);
  expect(localStorage.getItem('eiland.placeSounds')).toBe('true');
  app.store.placeSounds.value = { allowed: true, volume: 0.6 };
  await settle();
  expect(app.root.querySelector('.offers')).toBeNull();
});

test('who wants no sounds is not asked again, and who takes part by text is not asked at all', async () => {
  standIn(app, BEACH);
  await settle();
  button(app.root, 'Nee, houd het stil').click();
  expect(app.wanted.at(-1)).toEqual(['setPlaceSounds', { allowed: false, volume: 0.6 }]);
  app.store.placeSounds.value = { allowed: false, volume: 0.6 };
  await settle();
  expect(app.root.querySelector('.offers')).toBeNull();
  app.store.placeSounds.value = { allowed: null, volume: 0.6 };
  app.store.me.value = app.store.me.value && { ...app.store.me.value, media: 'text' };
  await settle();
  expect(app.root.querySelector('.offers')).toBeNull();
});

test('a sound of another host is named, and that host can be allowed for good', async () => {
  app.store.placeSounds.value = { allowed: true, volume: 1 };
  standIn(app, { ...BEACH, effects: [{ effect: 'sound', url: 'https://zee.nl/a.mp3', volume: 1, loop: true }] });
  await settle();
  expect(app.root.querySelector('.offer-question')?.textContent).toContain('zee.nl');
  button(app.root, 'Speel geluid van zee.nl altijd af').click();
  expect(app.wanted.findLast(([wish]) => wish === 'setHosts')).toEqual(['setHosts', new Set(['zee.nl'])]);
  expect(localStorage.getItem('eiland.hosts')).toBe('["zee.nl"]');
});

test('offers, doors and texts of a place are announced', async () => {
  vi.useFakeTimers();
  app = showApp();
  goToIsland(app);
  const said: string[] = [];
  const listen = () => {
    const text = app.root.querySelector('p[role=status].hidden')?.textContent ?? '';
    if (said.at(-1) !== text) said.push(text);
  };
  app.store.doorsHere.value = [GATE];
  standIn(app, BEACH);
  for (let turn = 0; turn < 8; turn += 1) {
    await vi.advanceTimersByTimeAsync(800);
    if (turn === 4) app.store.doors.value = new Set([GATE.id]);
    listen();
  }
  vi.useRealTimers();
  expect(said.join(' | ')).toContain('Je kunt: Doe de deur open');
  expect(said.join(' | ')).toContain('Pas op voor de golven');
  expect(said.join(' | ')).toContain('De deur is nu open.');
});
