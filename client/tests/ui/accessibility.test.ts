// @vitest-environment happy-dom
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { BEACH, CINEMA, GATE, giveMap, LIBRARY, OFFICE, standIn } from './made-places.ts';

const press = (key: string) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

const PAGES: Record<string, (app: FakeApp) => void> = {
  loading: ({ store }) => {
    store.phase.value = { at: 'loading' };
  },
  door: ({ store }) => {
    store.phase.value = { at: 'entry', role: 'attendee' };
  },
  'door without devices': ({ store }) => {
    store.microphone.value = 'blocked';
    store.camera.value = 'missing';
    store.phase.value = { at: 'entry', role: 'attendee' };
  },
  refused: ({ store }) => {
    store.phase.value = { at: 'refused', reason: 'full' };
  },
  ended: ({ store }) => {
    store.phase.value = { at: 'ended', reason: 'replaced' };
  },
  island: goToIsland,
  'island in trouble': (app) => {
    goToIsland(app);
    app.store.link.value = { at: 'offline' };
    app.store.microphone.value = 'failed';
    app.store.notices.value = [{ id: 1, key: 'notice.wave', values: { name: 'Bo' }, urgent: true }];
  },
  'a place with offers': (app) => {
    goToIsland(app);
    app.store.doorsHere.value = [GATE];
    standIn(app, OFFICE, LIBRARY, BEACH);
  },
  'a page that asks': (app) => {
    goToIsland(app);
    standIn(app, CINEMA);
  },
  'a page': (app) => {
    goToIsland(app);
    app.store.hosts.value = new Set(['film.nl']);
    standIn(app, CINEMA);
  },
  travelling: ({ store }) => {
    store.phase.value = { at: 'travelling', island: 'ameland', failed: false };
  },
  'travel failed': ({ store }) => {
    store.phase.value = { at: 'travelling', island: 'ameland', failed: true };
  },
};

/** Rules that look at pixels are for real browsers. */
async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test.each(Object.entries(PAGES))('%s has no violations', async (_, show) => {
  const app = showApp();
  show(app);
  await settle();
  expect(await violations(app.root)).toEqual([]);
});

test.each([
  ['chat', 'c'],
  ['people', 'p'],
  ['settings', 'i'],
  ['help', '?'],
])('the %s panel has no violations', async (_, key) => {
  const app = showApp();
  goToIsland(app);
  await settle();
  press(key);
  await settle();
  expect(app.root.querySelector('.panel')).not.toBeNull();
  expect(await violations(app.root)).toEqual([]);
});

test('the lists of places and of credits have no violations', async () => {
  const app = showApp();
  goToIsland(app);
  giveMap(app, [OFFICE, LIBRARY, CINEMA, BEACH], { credits: [{ what: 'Tegels', text: 'https://a.nl, CC0' }] });
  standIn(app, OFFICE);
  await settle();
  press('p');
  await settle();
  [...app.root.querySelectorAll<HTMLElement>('[role=tab]')].at(-1)?.click();
  await settle();
  expect(app.root.querySelectorAll('.place')).toHaveLength(4);
  expect(await violations(app.root)).toEqual([]);
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Makers').click();
  await settle();
  expect(app.root.querySelector('.credits')).not.toBeNull();
  expect(await violations(app.root)).toEqual([]);
});
