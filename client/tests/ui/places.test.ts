// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { Zone } from '../../src/core/island-map.ts';
import { zoneOf } from '../core/made-zones.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { giveMap, OFFICE, standIn } from './made-places.ts';

let app: FakeApp;
beforeEach(async () => {
  app = showApp();
  goToIsland(app);
  await settle();
});

async function openPlaces(zones: readonly Zone[]) {
  giveMap(app, zones);
  button(app.root, 'Mensen en plekken').click();
  await settle();
  [...app.root.querySelectorAll<HTMLElement>('[role=tab]')]
    .find(({ textContent }) => textContent === 'Plekken')
    ?.click();
  await settle();
}
const names = () => [...app.root.querySelectorAll('.place h3')].map(({ textContent }) => textContent);
const rows = () => [...app.root.querySelectorAll('.place')].map(({ textContent }) => textContent ?? '');

test('only places with a name or a purpose are listed', async () => {
  await openPlaces([
    zoneOf('unnamed_tiled_area_1'),
    zoneOf('unnamed_tiled_area_2', { kind: 'quiet' }),
    zoneOf('unnamed_tiled_area_3', { portal: { island: 'ameland', entry: '', open: true } }),
    zoneOf('Bar'),
  ]);
  expect(names()).toEqual(['Stille plek', 'Weg naar ameland', 'Bar']);
});

test('a way says where it leads, or that it leads nowhere', async () => {
  await openPlaces([
    zoneOf('Haven', { portal: { island: 'ameland', entry: 'kade', open: true } }),
    zoneOf('Poort', { portal: { island: 'atlantis', entry: '', open: false } }),
    zoneOf('Trap', { portal: { island: '', entry: 'zolder', open: true } }),
  ]);
  expect(rows()[0]).toContain('Weg naar ameland');
  expect(rows()[0]).not.toContain('dood');
  expect(rows()[1]).toContain('loopt hier dood');
  expect(rows()[2]).toContain('Weg naar een andere plek op dit eiland');
});

test('places that one may not get into say so', async () => {
  app.store.lockedZones.value = new Set(['Kantoor' as never]);
  await openPlaces([OFFICE, zoneOf('Keuken', { hostsOnly: true, maxPeople: 3 }), zoneOf('Kluis', { maxPeople: 0 })]);
  expect(rows()[0]).toContain('Op slot');
  expect(rows()[1]).toContain('Alleen voor hosts');
  expect(rows()[1]).toContain('hooguit 3 mensen');
  expect(rows()[2]).toContain('Gesloten');
});

test('a meeting that one joins by choice can be joined from the list while one is there', async () => {
  await openPlaces([OFFICE]);
  expect(() => button(app.root, 'Doe mee met het overleg bij Kantoor')).toThrow();
  standIn(app, OFFICE);
  await settle();
  const list = app.root.querySelector('.places') as HTMLElement;
  button(list, 'Doe mee met het overleg bij Kantoor').click();
  expect(app.wanted.at(-1)).toEqual(['joinConversation']);
  expect(rows()[0]).toContain('Je bent hier');
});

test('a few places are read, many are searched, by name and by what they are', async () => {
  const many = Array.from({ length: 500 }, (_, index) => zoneOf(`Tafel ${index}`, { spans: [[index % 20, 0, 20]] }));
  await openPlaces(many.slice(0, 12));
  expect(app.root.querySelector('.panel input[type=search]')).toBeNull();
  giveMap(app, [...many, zoneOf('Vuurtoren', { kind: 'quiet' })]);
  await settle();
  expect(names()).toHaveLength(50);
  const search = app.root.querySelector<HTMLInputElement>('.panel input[type=search]');
  if (!search) throw new Error('no search field');
  const look = async (text: string) => {
    search.value = text;
    search.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
  };
  await look('vuur');
  expect(names()).toEqual(['Vuurtoren']);
  await look('stille');
  expect(names()).toEqual(['Vuurtoren']);
  await look('nergens');
  expect(app.root.querySelector('.panel [role=status]')?.textContent).toBe('Geen plek gevonden.');
});

test('the top bar does not show a name that nobody gave', async () => {
  const zone = zoneOf('unnamed_tiled_area_1', { kind: 'quiet' });
  giveMap(app, [zone]);
  const me = app.store.people.value.get(1 as never);
  app.store.people.value = new Map([[1 as never, { ...(me as never as object), zone: zone.id } as never]]);
  await settle();
  expect(app.root.querySelector('.top-place')).toBeNull();
});

test('who made the map is in a panel of its own, with links for https only', async () => {
  expect(app.root.textContent).not.toContain('Makers');
  giveMap(app, [], {
    credits: [
      { what: 'Tegels', text: 'Door Bo, https://art.example/tiles, CC-BY' },
      { what: 'Muziek', text: 'http://muziek.example javascript:alert(1)' },
    ],
  });
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Makers').click();
  await settle();
  const links = [...app.root.querySelectorAll<HTMLAnchorElement>('.credits a')];
  expect(links.map(({ href }) => href)).toEqual(['https://art.example/tiles']);
  expect(app.root.querySelector('.credits')?.textContent).toContain('javascript:alert(1)');
});

test('on the way to another island one is told so, and what to do when it fails', async () => {
  app.store.phase.value = { at: 'travelling', island: 'ameland', failed: false };
  await settle();
  expect(app.root.querySelector('[role=status] h1')?.textContent).toBe('Op reis naar ameland…');
  app.store.link.value = { at: 'offline' };
  await settle();
  button(app.root, 'Probeer opnieuw').click();
  expect(app.wanted.at(-1)).toEqual(['reconnect']);
  app.store.phase.value = { at: 'travelling', island: 'ameland', failed: true };
  await settle();
  expect(app.root.querySelector('h1')?.textContent).toBe('We komen niet op ameland');
  button(app.root, 'Probeer opnieuw').click();
  expect(app.wanted.at(-1)).toEqual(['reconnect']);
  button(app.root, 'Ga weg van het eiland').click();
  expect(app.wanted.at(-1)).toEqual(['leave']);
});
