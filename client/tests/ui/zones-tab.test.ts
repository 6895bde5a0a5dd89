// @vitest-environment happy-dom
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { FakeZones } from './fake-zones.ts';
import { giveMap, LIBRARY, OFFICE } from './made-places.ts';

interface Opened extends FakeApp {
  readonly server: FakeZones;
}

async function openTab(zones = [OFFICE, LIBRARY]): Promise<Opened> {
  const app = showApp();
  goToIsland(app);
  giveMap(app, zones);
  const server = new FakeZones(app.store, zones);
  app.answer = server.answer;
  const { me } = app.store;
  if (me.value) me.value = { ...me.value, role: 'host' };
  await settle();
  button(app.root, 'gasthe').click();
  await settle();
  app.root.querySelector<HTMLButtonElement>('#host-zones')?.click();
  await vi.waitFor(() => expect(app.root.querySelector('.zone-list')).not.toBeNull(), 10_000);
  await settle();
  return Object.assign(app, { server });
}

async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

function type(root: ParentNode, id: string, value: string): void {
  const field = root.querySelector<HTMLInputElement>(`#${id}`);
  if (!field) throw new Error(`no field ${id}`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

async function press(app: Opened, name: string): Promise<void> {
  button(app.root, name).click();
  await settle();
}

const save = async (app: Opened) => {
  app.root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
};

test('list, form, question and templates have no violations', async () => {
  const app = await openTab();
  expect(await violations(app.root)).toEqual([]);
  await press(app, 'Verwijder: Kantoor');
  expect(await violations(app.root)).toEqual([]);
  await press(app, 'Annuleer');
  await press(app, 'Pas aan: Kantoor');
  for (const part of app.root.querySelectorAll('details')) part.open = true;
  await press(app, 'Voeg een tijd toe');
  expect(await violations(app.root)).toEqual([]);
  await press(app, 'Terug naar alle plekken');
  await press(app, 'Sjablonen');
  await press(app, 'Laat zien');
  expect(await violations(app.root)).toEqual([]);
});

test('by keyboard alone a zone is put up where the figures and arrows say', async () => {
  const app = await openTab([]);
  await press(app, 'Nieuwe plek');
  for (const [side, value] of [
    ['x', '4'],
    ['y', '5'],
    ['width', '3'],
    ['height', '2'],
  ] as const) {
    type(app.root, `zone-shape-${side}`, value);
    await settle();
  }
  const pad = app.root.querySelector('[role=application]');
  pad?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  pad?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true }));
  await settle();
  type(app.root, 'zone-names', 'Leeshoek');
  await save(app);
  expect(app.store.zones.value).toMatchObject([
    {
      names: { nl: 'Leeshoek' },
      spans: [
        [5, 5, 8],
        [6, 5, 8],
        [7, 5, 8],
      ],
    },
  ]);
  expect(app.wanted.filter(([name]) => name === 'head')).toEqual([]);
});

test('what is in the way takes the focus, and leads to its field', async () => {
  const app = await openTab();
  await press(app, 'Pas aan: Kantoor');
  app.server.problems = [{ field: 'group', code: 'too_long', weight: 'error', zone: null }];
  type(app.root, 'zone-host', 'Anna');
  await save(app);
  expect(document.activeElement?.id).toBe('zone-summary');
  expect(app.root.querySelector('.zone-summary')?.textContent).toContain('Dit is te lang');
});

test('a removal is asked once, told, and undone', async () => {
  const app = await openTab();
  await press(app, 'Verwijder: Kantoor');
  expect(app.store.zones.value).toHaveLength(2);
  button(app.root.querySelector('[role=group]') ?? app.root, 'Verwijder').click();
  await settle();
  expect(app.store.zones.value.map(({ id }) => id)).toEqual(['Bieb']);
  expect(app.root.textContent).toContain('“Kantoor” is verwijderd.');
  await press(app, 'Ongedaan maken: Kantoor');
  expect(app.store.zones.value).toHaveLength(2);
  expect(app.root.textContent).toContain('Ongedaan gemaakt: Kantoor.');
});

test('others see which zone one has before one, and one sees theirs', async () => {
  const app = await openTab();
  await press(app, 'Pas aan: Kantoor');
  app.store.zoning.editors.value = new Map([[2, 'Kantoor']] as never);
  await settle();
  expect(app.root.textContent).toContain('Bo past deze plek ook aan');
  await press(app, 'Terug naar alle plekken');
  const told = app.server.sent.filter(([name]) => name === 'zone_editing').map(([, message]) => message);
  expect(told).toEqual([{ zone: 'Kantoor' }, { zone: null }]);
  expect(app.store.zoning.draft.value).toBeNull();
});

test('a template is looked at before it is put up', async () => {
  const app = await openTab([]);
  await press(app, 'Sjablonen');
  await press(app, 'Laat zien');
  expect(app.store.zoning.preview.value).toHaveLength(2);
  expect(app.store.zones.value).toEqual([]);
  await press(app, 'Zet dit neer');
  expect(app.store.zones.value).toHaveLength(2);
  expect(app.store.zoning.preview.value).toEqual([]);
});
