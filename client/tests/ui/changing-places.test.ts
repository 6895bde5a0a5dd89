// @vitest-environment happy-dom
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { zoneHandlers } from '../../src/main/desks/zone-handlers.ts';
import { hoursText } from '../../src/ui/panels/opening-hours.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { wireOf } from './fake-zones.ts';
import { BEACH, giveMap, OFFICE, standIn } from './made-places.ts';

async function stand(): Promise<FakeApp> {
  const app = showApp();
  goToIsland(app);
  giveMap(app, [OFFICE, BEACH]);
  standIn(app, OFFICE);
  await settle();
  return app;
}

const said = ({ root }: FakeApp) => root.querySelector('.island > p.hidden[role=status]')?.textContent?.trim();

async function hear(app: FakeApp, changes: object): Promise<void> {
  zoneHandlers(app.store).zones({ put: [], gone: [], by: 2, all: false, ...changes });
  // Sentences have some time between them.
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

test('who stands in a zone hears what hosts do to it, and nothing of zones elsewhere', async () => {
  const app = await stand();
  await hear(app, { put: [wireOf({ ...BEACH, host: 'Bo' })] });
  expect(said(app)).not.toContain('Strand');
  await hear(app, { put: [wireOf({ ...OFFICE, question: 'Wie ben je?' })] });
  expect(said(app)).toBe('Kantoor, om over te praten: Wie ben je?');
  await hear(app, { gone: ['Kantoor'] });
  expect(said(app)).toBe('Kantoor is hier weggehaald.');
}, 20_000);

test('the list says who hosts a place, what to talk about, when it is open and why one may not get in', async () => {
  const app = await stand();
  const tomorrow = Date.now() + 86_400_000;
  const running = { host: 'Bo', question: 'Wie ben je?', closed: true, knock: true, icon: 'star', colour: '#ffd23f' };
  const hours = [[tomorrow, tomorrow + 3_600_000]];
  zoneHandlers(app.store).zones({ put: [{ ...wireOf(OFFICE), ...running, hours }], gone: [], by: null, all: false });
  button(app.root, 'Mensen').click();
  await settle();
  [...app.root.querySelectorAll<HTMLElement>('[role=tab]')].at(-1)?.click();
  await settle();
  const text = app.root.querySelector('.place')?.textContent ?? '';
  for (const part of ['Met Bo', 'Om over te praten: Wie ben je?', 'Open:', 'eerst aankloppen'])
    expect(text).toContain(part);
  expect(app.root.querySelector('.place svg.zone-icon path')).not.toBeNull();
});

test('a card of a place is opened when asked for, and fetches nothing from elsewhere', async () => {
  const app = await stand();
  const info = { text: 'Welkom <b>hier</b>', picture: 'https://b.nl/foto.png', link: '/maps/m/gids.pdf' };
  standIn(app, { ...OFFICE, joins: 'enter', effects: [{ effect: 'info', ...info }] });
  await settle();
  expect(app.root.textContent).not.toContain('Welkom');
  button(app.root, 'Informatie over Kantoor').click();
  await settle();
  expect(app.root.textContent).toContain('Welkom <b>hier</b>');
  expect(app.root.querySelector('.offer-info img')).toBeNull();
  const links = [...app.root.querySelectorAll<HTMLAnchorElement>('.offer-info a')];
  expect(links.map(({ textContent }) => textContent)).toEqual([
    'Bekijk de afbeelding (nieuw tabblad): b.nl',
    'Lees verder (nieuw tabblad): gids.pdf',
  ]);
  const { violations } = await axe.run(app.root, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('opening hours that are over are left out', () => {
  const at = (hour: number) => new Date(2031, 4, 5, hour).getTime();
  const text = hoursText(
    [
      [at(8), at(9)],
      [at(10), at(12)],
    ],
    'en',
    at(11),
  );
  expect(text).toMatch(/10:00\s*–\s*12:00/);
  expect(text).not.toContain('08:00');
});
