// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Phase } from '../../src/state/store.ts';
import { button, type FakeApp, settle, showApp } from './fake-app.ts';

beforeAll(() => import('../../src/ui/door/door-page.tsx'));

async function at(phase: Phase, prepare: (app: FakeApp) => void = () => undefined): Promise<FakeApp> {
  const app = showApp();
  prepare(app);
  app.store.phase.value = phase;
  await settle();
  await settle();
  return app;
}

async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

function type(app: FakeApp, code: string): void {
  const field = app.root.querySelector('#code') as HTMLInputElement;
  field.value = code;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

test('who waits sees their place, and that it goes on by itself', async () => {
  const app = await at({ at: 'waiting', place: 2, people: 5 }, ({ store }) => {
    store.link.value = { at: 'online' };
  });
  expect(app.root.querySelector('h1')?.textContent).toBe('Het is vol. Je staat in de rij.');
  expect(app.root.querySelector('[role=status]')?.textContent).toContain('Je bent nummer 2 van de 5');
  app.store.phase.value = { at: 'waiting', place: 1, people: 5 };
  await settle();
  expect(app.root.querySelector('[role=status]')?.textContent).toContain('als eerste aan de beurt');
  app.store.link.value = { at: 'reconnecting', attempt: 1 };
  await settle();
  expect(app.root.textContent).toContain('achteraan in de rij');
  button(app.root, 'Stop met wachten').click();
  expect(app.wanted).toContainEqual(['leave']);
  expect(await violations(app.root)).toEqual([]);
});

test('the passcode is asked for, and a wrong one told', async () => {
  const app = await at({ at: 'refused', reason: 'passcode' });
  button(app.root, 'Naar het eiland').click();
  await settle();
  expect(app.root.querySelector('[role=alert]')?.textContent).toBe('Vul de toegangscode in.');
  app.door.outcome = { ok: false, reason: 'passcode_wrong' };
  type(app, 'sesam');
  button(app.root, 'Naar het eiland').click();
  await settle();
  expect(app.door.wanted).toEqual(['passcode sesam']);
  expect(app.root.querySelector('[role=alert]')?.textContent).toContain('Deze code klopt niet');
  expect(document.activeElement?.id).toBe('code');
  expect(app.root.querySelector('#code')?.getAttribute('type')).toBe('password');
  app.root.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  await settle();
  expect(app.root.querySelector('#code')?.getAttribute('type')).toBe('text');
  expect(await violations(app.root)).toEqual([]);
});

test.each([
  ['link_used', 'al gebruikt'],
  ['link_revoked', 'ingetrokken'],
  ['guests_only', 'alleen voor genodigden'],
  ['from the future', 'ging iets mis'],
])('a link that does not open says why: %s', async (reason, words) => {
  const app = await at({ at: 'refused', reason });
  expect(app.root.querySelector('main')?.textContent).toContain(words);
  expect(app.root.textContent).not.toContain('Meld je aan');
});

test('one can sign in instead, if the event has that', async () => {
  const app = await at({ at: 'refused', reason: 'link_missing', signIn: 'Voorbeeld' });
  expect(await violations(app.root)).toEqual([]);
  app.door.outcome = { ok: false, reason: 'sign_in_failed' };
  button(app.root, 'Meld je aan met Voorbeeld').click();
  await settle();
  expect(app.door.wanted).toEqual(['sign in']);
  expect(app.root.querySelector('[role=alert]')?.textContent).toContain('Aanmelden lukt nu niet');
});

test('who comes back is taken to the door with their name', async () => {
  const replaced = vi.spyOn(location, 'replace').mockImplementation(() => undefined);
  const app = await at({ at: 'refused', reason: 'link_missing', signIn: 'Voorbeeld' }, ({ door }) => {
    door.isBack = true;
    door.back = { ok: true, name: 'Ada', address: '/join/token' };
  });
  expect(replaced).toHaveBeenCalledWith('/join/token');
  expect(app.door.wanted).toEqual(['finish']);
  expect(localStorage.getItem('eiland.name')).toContain('Ada');
  replaced.mockRestore();
});

test('who comes back in vain can try again', async () => {
  const app = await at({ at: 'refused', reason: 'link_missing', signIn: 'Voorbeeld' }, ({ door }) => {
    door.isBack = true;
  });
  expect(app.root.textContent).toContain('duurde te lang');
  expect(button(app.root, 'Meld je aan met Voorbeeld')).toBeDefined();
});
