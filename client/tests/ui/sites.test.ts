// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { BEACH, CINEMA, LIBRARY, page, standIn } from './made-places.ts';

let app: FakeApp;
beforeEach(async () => {
  app = showApp();
  goToIsland(app);
  await settle();
});

const site = () => app.root.querySelector<HTMLElement>('.site');
const frame = () => app.root.querySelector<HTMLIFrameElement>('iframe');
const press = (key: string) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

test('a page of another host asks first, in plain words, and fetches nothing until then', async () => {
  standIn(app, CINEMA);
  await settle();
  expect(site()?.textContent).toContain('film.nl');
  expect(site()?.textContent).toContain('internetadres');
  expect(frame()).toBeNull();
  button(app.root, 'Laat zien').click();
  expect(app.wanted.at(-1)).toEqual(['setHosts', new Set(['film.nl'])]);
  expect(localStorage.getItem('eiland.hosts')).toBeNull();
  app.store.hosts.value = new Set(['film.nl']);
  await settle();
  expect(frame()?.getAttribute('src')).toBe('https://film.nl/nu');
  expect(frame()?.getAttribute('sandbox')).toBe('allow-scripts allow-forms allow-popups allow-same-origin');
  expect(frame()?.getAttribute('allow')).toBe('fullscreen; autoplay');
  expect(frame()?.getAttribute('referrerpolicy')).toBe('no-referrer');
  expect(frame()?.title).toBe('Pagina van Bioscoop');
});

test('a host can be allowed for good, and asked about again later', async () => {
  standIn(app, CINEMA);
  await settle();
  button(app.root, 'Laat pagina’s van film.nl hier altijd zien').click();
  expect(localStorage.getItem('eiland.hosts')).toBe('["film.nl"]');
  standIn(app);
  await settle();
  press('i');
  await settle();
  button(app.root, 'Vraag het me weer').click();
  expect(app.wanted.at(-1)).toEqual(['setHosts', new Set()]);
  expect(localStorage.getItem('eiland.hosts')).toBe('[]');
});

test('a page that opens by itself does not take the focus, and closes when one leaves', async () => {
  standIn(app, CINEMA);
  await settle();
  expect(site()).not.toBeNull();
  expect(document.activeElement).toBe(document.body);
  standIn(app, BEACH);
  await settle();
  expect(site()).toBeNull();
});

test('a page that was closed stays closed until one comes in again', async () => {
  standIn(app, CINEMA);
  await settle();
  press('Escape');
  await settle();
  expect(site()).toBeNull();
  standIn(app, CINEMA, BEACH);
  await settle();
  expect(site()).toBeNull();
  expect(button(app.root, 'Open “Bioscoop”')).toBeTruthy();
  standIn(app);
  standIn(app, CINEMA);
  await settle();
  expect(site()).not.toBeNull();
});

test('a page that was asked for gets the focus on its title, and gives it back to its offer', async () => {
  standIn(app, LIBRARY);
  await settle();
  button(app.root, 'Open “Bieb”').click();
  await settle();
  expect(document.activeElement?.textContent).toBe('Pagina van Bieb');
  expect(frame()?.getAttribute('sandbox')).toBe('allow-forms allow-popups');
  (document.activeElement ?? document).dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
  );
  await settle();
  expect(site()).toBeNull();
  expect(document.activeElement).toBe(button(app.root, 'Open “Bieb”'));
});

test('a page that is kept open stays while one walks on, but not when one is off the island', async () => {
  standIn(app, CINEMA);
  await settle();
  button(app.root, 'Houd open als je verder loopt').click();
  standIn(app);
  await settle();
  expect(site()).not.toBeNull();
  app.store.phase.value = { at: 'travelling', island: 'nes', failed: false };
  await settle();
  app.store.phase.value = { at: 'island' };
  await settle();
  expect(site()).toBeNull();
});

test('it can be opened in a tab of its own', async () => {
  standIn(app, LIBRARY);
  await settle();
  button(app.root, 'Open “Bieb”').click();
  await settle();
  const link = site()?.querySelector<HTMLAnchorElement>('a');
  expect(link?.getAttribute('href')).toBe('/maps/m/boek.html');
  expect(link?.rel).toBe('noopener noreferrer');
});

test.each(['javascript:alert(1)', 'http://b.nl/', 'data:text/html,x'])('%s is no page', async (url) => {
  standIn(app, { ...LIBRARY, effects: [page(url, { trigger: 'enter' }), { effect: 'tab', url, label: 'x' }] });
  await settle();
  expect(site()).toBeNull();
  expect(app.root.querySelector('.offers')).toBeNull();
});

test('the text of a place is shown for as long as the map says, and while one reads it', async () => {
  vi.useFakeTimers();
  standIn(app, { ...BEACH, effects: [{ effect: 'tooltip', text: 'Welkom', ms: 2000 }] });
  await vi.advanceTimersByTimeAsync(1500);
  const tip = () => app.root.querySelector<HTMLElement>('.tip');
  expect(tip()?.textContent).toContain('Welkom');
  tip()?.dispatchEvent(new PointerEvent('pointerenter'));
  await vi.advanceTimersByTimeAsync(9000);
  expect(tip()).not.toBeNull();
  tip()?.dispatchEvent(new PointerEvent('pointerleave'));
  await vi.advanceTimersByTimeAsync(2100);
  expect(tip()).toBeNull();
  vi.useRealTimers();
});

test('escape closes the text of a place; it goes with the place too', async () => {
  standIn(app, BEACH);
  await settle();
  expect(app.root.querySelector('.tip')?.textContent).toContain('golven');
  press('Escape');
  await settle();
  expect(app.root.querySelector('.tip')).toBeNull();
  standIn(app);
  standIn(app, BEACH);
  await settle();
  expect(app.root.querySelector('.tip')).not.toBeNull();
  standIn(app);
  await settle();
  expect(app.root.querySelector('.tip')).toBeNull();
});
