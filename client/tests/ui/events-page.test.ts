// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { createEventsDesk } from '../../src/ui/organiser/events-desk.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { FakeEvents, plannedEvent } from './fake-events.ts';

// The page is loaded when it is wanted: the first time takes longer than `settle`.
beforeAll(() => import('../../src/ui/organiser/events-page.tsx'));

async function open(prepare: (app: FakeApp) => void = () => undefined): Promise<FakeApp & { page: HTMLElement }> {
  const app = showApp();
  prepare(app);
  app.store.phase.value = { at: 'entry', role: 'organiser' };
  await settle();
  button(app.root, 'Je evenementen').click();
  await settle();
  await settle();
  return { ...app, page: app.root.querySelector('dialog.page') as HTMLElement };
}

const sheet = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>('dialog')].at(-1) as HTMLElement;

async function type(field: HTMLInputElement | HTMLSelectElement | null, value: string): Promise<void> {
  if (!field) throw new Error('no such field');
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

async function send(root: HTMLElement): Promise<void> {
  sheet(root)
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
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
  expect(app.root.textContent).not.toContain('Je evenementen');
});

test('on the island organisers find it under More', async () => {
  const app = showApp();
  goToIsland(app);
  const { me } = app.store;
  if (me.value) me.value = { ...me.value, role: 'organiser' };
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Je evenementen').click();
  await settle();
  expect(app.root.querySelector('dialog.page')).not.toBeNull();
});

test('events stand under now, coming, past and put away, with how busy they are', async () => {
  const { page } = await open((app) => {
    app.events.events = [
      ...app.events.events,
      plannedEvent('soon', { phase: 'coming', startsMs: 1_900_000_000_000 }),
      plannedEvent('gone', { phase: 'past' }),
      plannedEvent('away', { phase: 'past', archivedMs: 1 }),
    ];
  });
  const groups = [...page.querySelectorAll('section.events-group')].map((group) => group.textContent);
  expect(groups).toHaveLength(3);
  expect(groups[0]).toContain('Je bent hier');
  expect(groups[0]).toContain('3 mensen nu1 gesprekhoogste: 9laatste minuut binnengekomen: 2');
  expect(groups[1]).toContain('SOON');
  expect(groups[1]).toContain('Vanaf 17 mrt 2030');
  expect(groups[2]).toContain('GONE');
  expect(page.querySelector('details')?.textContent).toContain('AWAY');
});

test('the page has no violations, nor have its forms', async () => {
  const { page, root } = await open((app) => {
    app.events.events = [...app.events.events, plannedEvent('soon', { phase: 'coming' })];
  });
  expect(await violations(root)).toEqual([]);
  for (const name of ['Nieuw evenement', 'Wijzig: SOON', 'Kopieer: SOON', 'Uitnodigen: SOON', 'Draag over: SOON']) {
    button(page, name).click();
    await settle();
    for (const more of root.querySelectorAll('details')) more.open = true;
    expect(await violations(root), name).toEqual([]);
    button(sheet(root), 'Annuleer').click();
    await settle();
  }
});

test('an event is made from a template, and its link is shown', async () => {
  const { page, root, events } = await open();
  button(page, 'Nieuw evenement').click();
  await settle();
  const form = sheet(root);
  await send(root);
  expect(form.querySelector('#event-name-missing')).not.toBeNull();
  expect(events.asked).toEqual([]);
  await type(form.querySelector('#event-name'), 'Duinen');
  const [starts, ends] = form.querySelectorAll<HTMLInputElement>('[type=datetime-local]');
  await type(starts ?? null, '2030-06-01T14:00');
  await type(ends ?? null, '2030-06-01T17:30');
  await type(form.querySelectorAll('select')[1] ?? null, 'world_cafe');
  await type(form.querySelector('input[type=number]'), '8');
  await send(root);
  const [[kind, fields, template]] = events.asked as [[string, Record<string, unknown>, unknown]];
  expect([kind, template]).toEqual(['create', { name: 'world_cafe', count: 8, seats: 6 }]);
  expect(fields).toMatchObject({
    name: 'Duinen',
    map: 'nes',
    startsMs: new Date('2030-06-01T14:00').getTime(),
    endsMs: new Date('2030-06-01T17:30').getTime(),
  });
  const link = page.querySelector<HTMLInputElement>('#event-link');
  expect(link?.value).toBe('https://own/join/made');
  expect(document.activeElement).toBe(link);
  expect(page.textContent).toContain('laten hem maar één keer zien');
  expect(page.textContent).toContain('Duinen');
});

test('what the server refuses is said in the form, which stays as it was filled in', async () => {
  const { page, root, events } = await open();
  button(page, 'Nieuw evenement').click();
  await settle();
  await type(sheet(root).querySelector('#event-name'), 'Duinen');
  events.refusal = { reason: 'no_space', detail: 'there is room for 2' };
  await send(root);
  expect(sheet(root).querySelector('[role=alert]')?.textContent).toContain('geen ruimte');
  expect(sheet(root).querySelector<HTMLInputElement>('#event-name')?.value).toBe('Duinen');
  expect(document.activeElement?.getAttribute('role')).toBe('alert');
});

test('an event is changed, copied, put away and taken back', async () => {
  const { page, root, events } = await open((app) => {
    app.events.events = [plannedEvent('soon', { phase: 'coming' })];
  });
  button(page, 'Wijzig: SOON').click();
  await settle();
  await type(sheet(root).querySelector('#event-name'), 'Strand');
  await send(root);
  expect(page.textContent).toContain('“Strand” is gewijzigd.');
  const changed = events.asked.at(-1)?.[2] as object;
  expect(Object.keys(changed)).not.toContain('archivedMs');
  button(page, 'Kopieer: Strand').click();
  await settle();
  expect(sheet(root).querySelector<HTMLInputElement>('#event-name')?.value).toBe('Strand (kopie)');
  await send(root);
  expect(page.querySelector<HTMLInputElement>('#event-link')?.value).toBe('https://own/join/copied');
  button(page, 'Berg op: Strand').click();
  await settle();
  expect(page.textContent).toContain('Niemand kan er nu in.');
  button(page, 'Maak ongedaan').click();
  await settle();
  expect(events.asked.slice(-2)).toEqual([
    ['archive', 'copied', true],
    ['archive', 'copied', false],
  ]);
  expect(page.textContent).toContain('“Strand (kopie)” is terug.');
});

test('links are made for a role, and for whoever takes the event over', async () => {
  const { page, root, events } = await open();
  button(page, 'Uitnodigen: E').click();
  await settle();
  sheet(root).querySelectorAll<HTMLInputElement>('[type=radio]')[1]?.click();
  await send(root);
  expect(page.querySelector<HTMLInputElement>('#event-link')?.value).toBe('https://own/join/host');
  expect(page.textContent).not.toContain('één keer');
  button(page, 'Draag over: E').click();
  await settle();
  sheet(root).querySelector<HTMLInputElement>('[type=checkbox]')?.click();
  await send(root);
  expect(events.asked.at(-1)).toEqual(['handOver', 'e', true]);
  expect(page.querySelector<HTMLInputElement>('#event-link')?.value).toBe('https://own/join/over');
});

test('the event of the settings cannot be changed or put away', async () => {
  const { page } = await open();
  const names = [...page.querySelectorAll('.map-item button')].map((one) => one.textContent);
  expect(names).toEqual(['Uitnodigen', 'Kopieer', 'Draag over']);
});

test('a list that does not come is told, and asked for again', async () => {
  const { page, events } = await open((app) => {
    app.events.refusal = { reason: 'network', detail: '' };
  });
  expect(page.querySelector('[role=alert]')?.textContent).toContain('geen verbinding');
  events.refusal = null;
  button(page, 'Probeer opnieuw').click();
  await settle();
  expect(page.textContent).toContain('Je bent hier');
});

test('how busy it is comes anew every five seconds, until the page is closed', async () => {
  vi.useFakeTimers();
  const events = new FakeEvents();
  const looks = vi.spyOn(events, 'list');
  const stop = createEventsDesk(events, () => undefined).follow();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks).toHaveBeenCalledTimes(3);
  stop();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(looks).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});

test("one goes to another event by a link of one's own", async () => {
  const went: string[] = [];
  const desk = createEventsDesk(new FakeEvents(), (link) => went.push(link));
  await desk.visit(plannedEvent('other'));
  expect(went).toEqual(['https://own/join/organiser']);
});
