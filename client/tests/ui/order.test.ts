// @vitest-environment happy-dom
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import type { Deed } from '../../src/state/order.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';

const press = (key: string) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
const requests = (app: FakeApp) => app.wanted.filter(([name]) => name === 'request').map(([, ...rest]) => rest);
const has = (app: FakeApp, name: string) => {
  try {
    return button(app.root, name) !== null;
  } catch {
    return false;
  }
};

async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000 });
  await settle();
}

/** Anna is on the island, as a host or not, with what one can do about somebody open. */
async function askAbout(name: string, role: 'attendee' | 'host' = 'attendee'): Promise<FakeApp> {
  const app = showApp();
  goToIsland(app);
  if (app.store.me.value) app.store.me.value = { ...app.store.me.value, role };
  await settle();
  press('p');
  await settle();
  [...app.root.querySelectorAll<HTMLElement>('[role=tab]')][1]?.click();
  await settle();
  button(app.root.querySelector('.panel') as HTMLElement, `Opties voor ${name}`).click();
  await until(() => has(app, 'Meld bij de hosts'));
  return app;
}

const deed = (number: number, more: Partial<Deed>): Deed => ({
  deed: number,
  what: 'muted',
  by: 'Hanna',
  about: 'Cees',
  avatar: 3,
  role: 'attendee',
  why: 'noise',
  words: '',
  island: '',
  zone: null,
  pace: 0,
  link: false,
  at: 0,
  stands: true,
  undone_by: null,
  ...more,
});

test('anybody blocks somebody from the list of people', async () => {
  const app = await askAbout('Bo');
  expect(await violations(app.root)).toEqual([]);
  expect(has(app, 'Ontzeg de toegang')).toBe(false);
  button(app.root, 'Blokkeer').click();
  await settle();
  expect(requests(app)).toContainEqual(['block', { avatar: 2 }]);
  expect(app.root.querySelector('dialog')?.textContent).toContain('Je hebt Bo geblokkeerd.');
});

test('whoever is blocked is unblocked there, and in the settings', async () => {
  const app = showApp();
  goToIsland(app);
  app.store.order.blocks.value = [{ block: 7, name: 'Bo', avatar: 2 }];
  await settle();
  expect(app.root.querySelector('.tiles')).toBeNull();
  press('i');
  await settle();
  expect(await violations(app.root)).toEqual([]);
  button(app.root, 'Hef de blokkade van Bo op').click();
  expect(requests(app)).toContainEqual(['unblock', { block: 7 }]);
});

test('a report says why, and what one can do oneself if no host is there', async () => {
  const app = await askAbout('Cees');
  app.outcome = { ok: true, hosts: 0 } as never;
  button(app.root, 'Meld bij de hosts').click();
  await settle();
  expect(await violations(app.root)).toEqual([]);
  button(app.root, 'Verstuur').click();
  await settle();
  expect(requests(app)).toContainEqual(['report', { avatar: 3, why: 'rude', text: '' }]);
  expect(app.root.querySelector('dialog [role=alert]')?.textContent).toContain('geen host');
  button(app.root, 'Blokkeer').click();
  await settle();
  expect(requests(app)).toContainEqual(['block', { avatar: 3 }]);
});

test('a host bans with a reason, asked once more, and may close the invitation', async () => {
  const app = await askAbout('Cees', 'host');
  await until(() => has(app, 'Ontzeg de toegang'));
  expect(await violations(app.root)).toEqual([]);
  button(app.root, 'Ontzeg de toegang').click();
  await settle();
  expect(requests(app)).toEqual([]);
  expect(app.root.querySelector('dialog')?.textContent).toContain('Weet je het zeker?');
  app.root.querySelector<HTMLInputElement>('dialog input[type=checkbox]')?.click();
  button(app.root, 'Ontzeg de toegang').click();
  await settle();
  expect(requests(app)).toContainEqual(['ban', { avatar: 3, link: true, why: 'rude', words: '' }]);
});

test('a host has nothing but block and report against another host', async () => {
  const app = await askAbout('Bo', 'host');
  await settle();
  expect(has(app, 'Zet microfoon uit')).toBe(false);
});

test('a host unmutes whoever is muted', async () => {
  const app = await askAbout('Cees', 'host');
  app.store.order.deeds.value = [deed(5, {})];
  await until(() => has(app, 'Zet microfoon weer aan'));
  button(app.root, 'Zet microfoon weer aan').click();
  expect(requests(app)).toContainEqual(['undo_deed', { deed: 5 }]);
});

test('the muted are told why and what they can do, and see it at their microphone', async () => {
  const app = showApp();
  goToIsland(app);
  app.store.order.isMuted.value = true;
  app.store.order.cards.value = [{ what: 'muted', why: 'noise', words: 'Je ventilator bromt.' }];
  await settle();
  const card = app.root.querySelector('.order-cards') as HTMLElement;
  expect(card.getAttribute('role')).toBe('alert');
  expect(card.textContent).toContain('Je ventilator bromt.');
  expect(has(app, 'Uitgezet door een host')).toBe(true);
  expect(await violations(app.root)).toEqual([]);
  button(card, 'Loop naar Bo').click();
  expect(app.wanted).toContainEqual(['approach', 2]);
  button(card, 'Oké').click();
  await settle();
  expect(app.store.order.cards.value).toEqual([]);
});

test('whoever was taken off reads why, and may come back', async () => {
  const app = showApp();
  app.store.order.ending.value = { what: 'removed', why: 'rude', words: 'Blijf vriendelijk.' };
  app.store.phase.value = { at: 'ended', reason: 'removed' };
  await settle();
  expect(app.root.textContent).toContain('Blijf vriendelijk.');
  expect(has(app, 'Ga weer naar het eiland')).toBe(true);
  expect(await violations(app.root)).toEqual([]);
});

test('a report reaches a host with who, where and what to do', async () => {
  const app = showApp();
  goToIsland(app);
  if (app.store.me.value) app.store.me.value = { ...app.store.me.value, role: 'host' };
  app.store.order.reports.value = [
    {
      report: 4,
      from: [2, 'Bo'],
      about: [3, 'Cees'],
      island: 'nes',
      zone: null,
      x: 7,
      y: 8,
      why: 'unsafe',
      text: 'Hij loopt me na.',
      takenBy: null,
    },
  ];
  await until(() => app.root.querySelector('.order-report') !== null);
  const card = app.root.querySelector('.order-report') as HTMLElement;
  expect(card.getAttribute('role')).toBe('alert');
  for (const words of ['Bo meldt Cees', 'vak 7, 8', 'Hij loopt me na.']) expect(card.textContent).toContain(words);
  expect(await violations(app.root)).toEqual([]);
  button(card, 'Loop erheen').click();
  expect(app.wanted).toContainEqual(['approach', 3]);
  button(card, 'Ik kijk ernaar').click();
  expect(requests(app)).toContainEqual(['take_report', { report: 4 }]);
  button(card, 'Haal van het eiland').click();
  await until(() => app.root.querySelector('dialog textarea') !== null);
  button(app.root.querySelector('dialog') as HTMLElement, 'Haal van het eiland').click();
  expect(requests(app)).toContainEqual(['remove', { avatar: 3, why: 'rude', words: '' }]);
});

test('the tab of hosts shows what holds and was done, and undoes it', async () => {
  const app = showApp();
  goToIsland(app);
  if (app.store.me.value) app.store.me.value = { ...app.store.me.value, role: 'host' };
  app.store.order.deeds.value = [
    deed(3, { what: 'banned', link: true, about: 'Dirk', avatar: null }),
    deed(2, { what: 'muted', role: 'host', about: 'Hugo' }),
    deed(1, { what: 'muted', stands: false, undone_by: 'Hugo' }),
  ];
  await settle();
  button(app.root, 'Voor gastheren en gastvrouwen').click();
  await settle();
  button(app.root, 'Orde').click();
  await until(() => app.root.querySelector('.order-tab') !== null);
  expect(await violations(app.root)).toEqual([]);
  expect(app.root.querySelector('.is-undone')?.textContent).toContain('Microfoon uit: Cees');
  expect(has(app, 'Maak ongedaan: Microfoon uit: Hugo')).toBe(false);
  button(app.root, 'Maak ongedaan: Toegang ontzegd en uitnodiging gesloten: Dirk').click();
  expect(requests(app)).toContainEqual(['undo_deed', { deed: 3 }]);
  button(app.root, 'Doe het eiland op slot').click();
  expect(requests(app)).toContainEqual(['lock_island', { why: 'programme', words: '', locked: true }]);
  button(app.root, 'Stel in').click();
  expect(requests(app)).toContainEqual(['slow_chat', { why: 'programme', words: '', pace: 30, zone: null }]);
});

test('a host hides a message with a reason', async () => {
  const app = showApp();
  goToIsland(app);
  if (app.store.me.value) app.store.me.value = { ...app.store.me.value, role: 'host' };
  await settle();
  press('c');
  await settle();
  button(app.root, 'Verberg dit bericht van Bo').click();
  await until(() => app.root.querySelector('dialog textarea') !== null);
  expect(await violations(app.root)).toEqual([]);
  button(app.root.querySelector('dialog') as HTMLElement, 'Verberg bericht').click();
  expect(requests(app)).toContainEqual(['hide_message', { message: 1, why: 'rude', words: '' }]);
});

test('who writes in a slow chat reads how slow it is', async () => {
  const app = showApp();
  goToIsland(app);
  app.store.order.pace.value = 30;
  await settle();
  press('c');
  await settle();
  expect(app.root.querySelector('.write')?.textContent).toContain('één bericht per 30 seconden');
});
