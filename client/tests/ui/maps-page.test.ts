// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeAll, expect, test } from 'vitest';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { eventMap } from './fake-maps.ts';

// The page is loaded when it is wanted: the first time takes longer than `settle`.
beforeAll(() => import('../../src/ui/organiser/maps-page.tsx'));

async function open(prepare: (app: FakeApp) => void = () => undefined): Promise<FakeApp & { page: HTMLElement }> {
  const app = showApp();
  prepare(app);
  app.store.phase.value = { at: 'entry', role: 'organiser' };
  await settle();
  button(app.root, 'Kaarten en toegang').click();
  await settle();
  await settle();
  return { ...app, page: app.root.querySelector('dialog.page') as HTMLElement };
}

const item = (page: HTMLElement, title: string): HTMLElement =>
  [...page.querySelectorAll<HTMLElement>('.map-item')].find((one) => one.textContent?.includes(title)) as HTMLElement;

async function pick(page: HTMLElement, ...names: [name: string, content: string][]): Promise<void> {
  const field = page.querySelector('input[type=file]') as HTMLInputElement;
  const files = names.map(([name, content]) => new File([content], name));
  Object.defineProperty(field, 'files', { value: files, configurable: true });
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test.each(['attendee', 'host'] as const)('a %s does not see the page', async (role) => {
  const app = showApp();
  app.store.phase.value = { at: 'entry', role };
  await settle();
  expect(app.root.textContent).not.toContain('Kaarten en toegang');
});

test('on the island organisers find it under More', async () => {
  const app = showApp();
  goToIsland(app);
  const { me } = app.store;
  if (me.value) me.value = { ...me.value, role: 'organiser' };
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Kaarten en toegang').click();
  await settle();
  await settle();
  expect(app.root.querySelector('dialog.page')).not.toBeNull();
});

test('every map is told in words', async () => {
  const { page } = await open();
  expect(item(page, 'NES').textContent).toContain('In gebruik');
  const office = item(page, 'OFFICE').textContent;
  for (const words of ['40 × 30 tegels', '2 overlegplekken, 1 podium', 'Doorgangen naar: hall', '1 aandachtspunt'])
    expect(office).toContain(words);
  expect(office).toContain('15 juni 2025 (2,4 MB)');
});

test('the page has no violations, nor have its questions', async () => {
  const { page, root } = await open((app) => {
    app.maps.maps = [...app.maps.maps, eventMap('broken', { problem: 'broken.tmj: is not JSON' })];
  });
  expect(await violations(root)).toEqual([]);
  button(item(page, 'OFFICE'), 'Verwijder').click();
  await settle();
  expect(await violations(root)).toEqual([]);
});

test('a map is used for newcomers, or for everybody, after a question', async () => {
  const { page, maps } = await open();
  button(item(page, 'OFFICE'), 'Gebruik deze kaart:').click();
  await settle();
  const question = page.querySelector('dialog.question') as HTMLElement;
  (question.querySelectorAll('input')[1] as HTMLInputElement).click();
  button(question, 'Gebruik deze kaart').click();
  await settle();
  expect(maps.asked).toEqual([['choose', 'office', true]]);
  expect(page.querySelector('dialog.question')).toBeNull();
  expect(page.textContent).toContain('“OFFICE” is nu de kaart');
  expect(item(page, 'OFFICE').textContent).toContain('In gebruik');
});

test('who cancels the question changes nothing', async () => {
  const { page, maps } = await open();
  button(item(page, 'OFFICE'), 'Gebruik deze kaart:').click();
  await settle();
  button(page.querySelector('dialog.question') as HTMLElement, 'Annuleer').click();
  await settle();
  expect(maps.asked).toEqual([]);
});

test('a choice that holds from the next start on says so', async () => {
  const { page } = await open((app) => {
    app.maps.isLive = false;
  });
  button(item(page, 'OFFICE'), 'Gebruik deze kaart:').click();
  await settle();
  button(page.querySelector('dialog.question') as HTMLElement, 'Gebruik deze kaart').click();
  await settle();
  expect(page.textContent).toContain('als de server opnieuw is gestart');
  expect(item(page, 'OFFICE').textContent).toContain('Gekozen voor de volgende start');
  // One can still think better of it.
  expect(item(page, 'NES').textContent).toContain('Gebruik deze kaart');
});

test('a map is removed after a question; what is used or bundled has no such button', async () => {
  const { page, maps } = await open();
  expect(item(page, 'NES').textContent).not.toContain('Verwijder');
  button(item(page, 'OFFICE'), 'Verwijder').click();
  await settle();
  button(page.querySelector('dialog.question') as HTMLElement, 'Verwijder de kaart').click();
  await settle();
  expect(maps.asked).toEqual([['remove', 'office']]);
  expect(page.textContent).toContain('“OFFICE” is verwijderd');
});

test('why a map cannot be removed is said in words', async () => {
  const { page, maps } = await open();
  button(item(page, 'OFFICE'), 'Verwijder').click();
  await settle();
  maps.refusal = { reason: 'map_in_use', detail: '' };
  button(page.querySelector('dialog.question') as HTMLElement, 'Verwijder de kaart').click();
  await settle();
  expect(page.textContent).toContain('Deze kaart is in gebruik');
});

test('a report says what is wrong and where', async () => {
  const { page } = await open();
  const details = item(page, 'OFFICE').querySelector('details') as HTMLDetailsElement;
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
  await settle();
  expect(details.textContent).toContain('Let op: has no tiles');
  expect(details.textContent).toContain('in office.tmj, bij layers[2]');
});

test('an upload shows how far it is, can be stopped, and says what became of each map', async () => {
  const { page, maps } = await open();
  await pick(page, ['a.tmj', '{}'], ['a.png', 'x']);
  expect(maps.asked).toEqual([['add', ['a.tmj', 'a.png']]]);
  maps.progress(0.57);
  await settle();
  expect(page.querySelector('progress')?.value).toBeCloseTo(0.57);
  expect(page.querySelector('.map-sending')?.textContent).toContain('Versturen: 57 %');
  expect(page.querySelector('.map-add [role=status]')?.textContent).toBe('Versturen: 50 %');
  maps.progress(1);
  await settle();
  expect(page.querySelector('.map-add [role=status]')?.textContent).toContain('kijkt de kaart na');
  maps.maps = [...maps.maps, eventMap('a')];
  maps.finish({
    ok: true,
    value: [
      { file: 'a.tmj', name: 'a', replaced: false, warnings: ['a.tmj: tiles.png does not exist', 'y'], problem: null },
      { file: 'b.tmj', name: null, replaced: false, warnings: [], problem: 'b.tmj: is not JSON' },
    ],
  });
  await settle();
  const outcome = page.querySelector('.map-outcome')?.textContent;
  expect(outcome).toContain('“a” is toegevoegd. Er zijn 2 aandachtspunten');
  expect(outcome).toContain('a.tmj: tiles.png does not exist');
  expect(outcome).toContain('b.tmj kan niet worden gebruikt.b.tmj: is not JSON');
  expect(item(page, 'A').textContent).toContain('Gebruik deze kaart');
});

test('an upload that is stopped adds nothing and says so', async () => {
  const { page } = await open();
  await pick(page, ['a.tmj', '{}']);
  button(page.querySelector('.map-sending') as HTMLElement, 'Annuleer').click();
  await settle();
  expect(page.querySelector('.map-outcome')?.textContent).toContain('Gestopt. Er is niets toegevoegd.');
});

test('what is too large or too much is not even sent', async () => {
  const { page, maps } = await open();
  await pick(page, ['a.tmj', 'x'.repeat(1001)]);
  expect(page.querySelector('.map-outcome')?.textContent).toContain('Samen mag het hoogstens 1 kB zijn');
  await pick(page, ['a', ''], ['b', ''], ['c', ''], ['d', '']);
  expect(page.querySelector('.map-outcome')?.textContent).toContain('te veel bestanden');
  expect(maps.asked).toEqual([]);
});

test('a full library, an empty one, and a server that is away are told', async () => {
  const { page } = await open((app) => {
    app.maps.maps = [];
    app.maps.isFull = true;
  });
  expect(page.textContent).toContain('Er zijn nog geen kaarten');
  expect(page.textContent).toContain('Er is geen plaats meer');
  expect(page.querySelector('input[type=file]')).toBeNull();
  const away = await open((app) => {
    app.maps.refusal = { reason: 'network', detail: '' };
  });
  expect(away.page.querySelector('[role=alert]')?.textContent).toContain('We krijgen geen verbinding');
  away.maps.refusal = null;
  button(away.page, 'Probeer opnieuw').click();
  await settle();
  expect(item(away.page, 'OFFICE')).toBeDefined();
});

test('keys typed here are no shortcuts of the island', async () => {
  const app = showApp();
  goToIsland(app);
  const { me } = app.store;
  if (me.value) me.value = { ...me.value, role: 'organiser' };
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Kaarten').click();
  await settle();
  await settle();
  const page = app.root.querySelector('dialog.page') as HTMLElement;
  page.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true }));
  await settle();
  expect(app.root.querySelector('.panel')).toBeNull();
});
