// @vitest-environment happy-dom
import axe from 'axe-core';
import { h, render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LoggedEvent, NamedPerson } from '../../../src/state/attendance.ts';
import { createStore } from '../../../src/state/store.ts';
import { type App, AppProvider, createText } from '../../../src/ui/app-context.ts';
import { useEventFigures } from '../../../src/ui/attendance/event-figures.ts';
import { FiguresPage, type FiguresPageProps } from '../../../src/ui/attendance/figures-page.tsx';
import { button, settle } from '../fake-app.ts';
import { emptyFile, FakeLog, loggedEvent, made } from './made-figures.ts';

const copied: string[] = [];
const saved: { name: string; address: string }[] = [];

beforeEach(() => {
  copied.length = 0;
  saved.length = 0;
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: async (text: string) => copied.push(text) } });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, address: this.href });
  });
});

afterEach(() => {
  render(null, document.body);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function Figures(props: Omit<FiguresPageProps, 'job'>) {
  return h(FiguresPage, { ...props, job: useEventFigures(props.log, props.event) });
}

async function show(log = new FakeLog(), event: LoggedEvent = loggedEvent()) {
  const store = createStore('nl', false);
  render(null, document.body);
  const app = { store, t: createText(store) } as unknown as App;
  const draw = async (names: ReadonlyMap<string, NamedPerson> | null) => {
    const page = h('main', {}, [h('h2', {}, 'Kennisdag'), h('h3', {}, 'Cijfers'), h(Figures, { log, event, names })]);
    render(h(AppProvider, { value: app }, page), document.body);
    await settle();
  };
  await draw(null);
  return { log, name: draw, store, root: document.body };
}

async function open(root: HTMLElement, part: string): Promise<void> {
  root.querySelector<HTMLElement>(`#figures-${part}`)?.click();
  await settle();
}

async function choose(select: HTMLSelectElement | null, value: string): Promise<void> {
  if (!select) throw new Error('nothing to choose from');
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

const headers = (root: ParentNode): string[] =>
  [...root.querySelectorAll('tbody tr')].map((row) => row.querySelector('th')?.textContent ?? '');

test.each(['overview', 'places', 'people', 'encounters', 'talks', 'compare', 'share', 'export'])(
  'the part "%s" has no violations, with its tables open',
  async (part) => {
    const { root } = await show();
    await open(root, part);
    if (part === 'compare') await choose(root.querySelector('select'), 'before');
    for (const table of root.querySelectorAll('details')) table.open = true;
    await settle();
    const { violations } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
  },
  30_000,
);

test('every chart is an image that says what it shows', async () => {
  const { root } = await show();
  for (const part of ['overview', 'places', 'people', 'encounters', 'talks', 'share']) {
    await open(root, part);
    const charts = [...root.querySelectorAll('figure svg[role=img]')];
    expect(charts.length, part).toBeGreaterThan(0);
    for (const chart of charts) expect(chart.getAttribute('aria-label')?.length).toBeGreaterThan(20);
  }
});

test('the event is told in a few numbers, and the log in words', async () => {
  const { root } = await show();
  const headline = root.querySelector('.headline')?.textContent ?? '';
  expect(headline).toContain(`verschillende mensen${made.insight.unique}`);
  expect(headline).toContain('gesprekken37');
  expect(root.querySelector('.quality')?.textContent).toContain('ontbreken 7 gebeurtenissen');
});

test('people are pseudonyms until names are known', async () => {
  const { root, name } = await show();
  await open(root, 'people');
  const [first] = headers(root);
  expect(first).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  await name(new Map([[first ?? '', { name: 'Anna de Vries', look: [] }]]));
  expect(headers(root)[0]).toBe('Anna de Vries');
});

test('people are searched, sorted and copied', async () => {
  const { root } = await show();
  await open(root, 'people');
  button(root, 'Ontmoette').click();
  await settle();
  expect(root.querySelector('th[aria-sort]')?.getAttribute('aria-sort')).toBe('descending');
  const [most] = headers(root);
  const best = Math.max(...made.insight.people.map(({ met }) => met));
  expect(made.insight.people.find(({ presence }) => presence.person === most)?.met).toBe(best);
  const field = root.querySelector('input[type=search]') as HTMLInputElement;
  field.value = most?.slice(0, 9).toLowerCase() ?? '';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(headers(root)).toEqual([most]);
  expect(root.textContent).toContain('1 regel');
  const copies = [...root.querySelectorAll('button')].filter((one) => one.textContent === 'Kopieer de tabel');
  copies.at(-1)?.click();
  await settle();
  expect(copied[0]?.split('\n')).toHaveLength(2);
  expect(root.textContent).toContain('Gekopieerd.');
});

test('one person of the graph is told about', async () => {
  const { root } = await show();
  await open(root, 'encounters');
  const one = made.insight.encounters.nodes.find(({ met }) => met > 2);
  await choose(root.querySelector('select'), one?.person ?? '');
  expect(root.querySelector('figure')?.textContent).toContain(`${one?.person} ontmoette ${one?.met} mensen`);
  expect(root.querySelectorAll('.node.chosen')).toHaveLength(1);
});

test('two events are compared, the earlier one first, and only those to which somebody came are offered', async () => {
  const { root, log } = await show();
  await open(root, 'compare');
  const offered = [...root.querySelectorAll('option')].map(({ value }) => value).filter(Boolean);
  expect(offered).toEqual(['before']);
  await choose(root.querySelector('select'), 'before');
  expect(log.asked.at(-1)).toEqual(['compare', 'before', 'now']);
  expect(root.textContent).toContain('9 mensen kwamen terug, 15 waren nieuw, 9 kwamen niet terug.');
  await open(root, 'share');
  expect(root.textContent).toContain('Kwamen terug, vergeleken met Kennisdag 2025');
});

test('only what may be shared is offered for sharing; the rest says for whom it is', async () => {
  const { root } = await show();
  for (const part of ['overview', 'places', 'people', 'encounters', 'talks', 'compare', 'export']) {
    await open(root, part);
    expect(root.querySelector('.figures-for')?.textContent, part).toContain('Alleen voor de organisatie');
    expect(root.textContent, part).not.toContain('Download als CSV');
  }
  await open(root, 'share');
  expect(root.querySelector('.figures-for')).toBeNull();
  for (const { presence } of made.insight.people) expect(root.textContent).not.toContain(presence.person);
  button(root, 'Kopieer als tekst').click();
  button(root, 'Download als CSV').click();
  button(root, 'Download als JSON').click();
  await settle();
  expect(copied[0]).toContain('Verschillende mensen: 20–24');
  expect(saved.map(({ name }) => name)).toEqual(['kennisdag-2026-figures.csv', 'kennisdag-2026-figures.json']);
});

test('the log is exported under pseudonyms; with names only for a reason', async () => {
  const { root, log } = await show();
  await open(root, 'export');
  button(root, 'Maak het bestand').click();
  await settle();
  expect(log.asked.at(-1)).toEqual(['export', 'now', 'csv', null]);
  expect(saved.at(-1)?.name).toBe('kennisdag-2026-log.csv.zip');
  expect(root.querySelector('.export-made')?.textContent).toContain('3 kB');
  (root.querySelector('input[type=checkbox]') as HTMLElement).click();
  await settle();
  const count = log.asked.length;
  const reason = root.querySelector('textarea') as HTMLTextAreaElement;
  const write = async (text: string) => {
    reason.value = text;
    reason.dispatchEvent(new Event('input', { bubbles: true }));
    root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settle();
  };
  await write('  te kort  ');
  expect(log.asked).toHaveLength(count);
  expect(reason.getAttribute('aria-invalid')).toBe('true');
  await write('Voor het verslag aan de directie');
  expect(log.asked.at(-1)).toEqual(['export', 'now', 'csv', 'Voor het verslag aan de directie']);
  expect(saved.at(-1)?.name).toBe('kennisdag-2026-log-names.csv.zip');
});

test('an export says how far it is, and can be stopped', async () => {
  const { root, log } = await show();
  await open(root, 'export');
  log.isSlow = true;
  button(root, 'Maak het bestand').click();
  await settle();
  log.work?.onProgress(0.5);
  await settle();
  expect((root.querySelector('progress') as HTMLProgressElement).value).toBe(0.5);
  button(root, 'Stop').click();
  await settle();
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Gestopt.');
  expect(saved).toEqual([]);
});

test('figures that do not come are said, with a way to try again', async () => {
  const log = new FakeLog();
  log.refusal = { ok: false, reason: 'log_damaged', detail: 'row 12 of presence' };
  const { root } = await show(log);
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Het logboek is beschadigd');
  expect(root.textContent).toContain('row 12 of presence');
  log.refusal = null;
  button(root, 'Probeer opnieuw').click();
  await settle();
  expect(root.querySelector('.headline')).not.toBeNull();
});

test('an event to which nobody came says so', async () => {
  const log = new FakeLog();
  const { root } = await show(log, loggedEvent({ firstMs: null, lastMs: null, people: 0 }));
  expect(root.textContent).toContain('Er is nog niemand geweest.');
  expect(log.asked).toEqual([]);
  const empty = new FakeLog();
  empty.figures = emptyFile;
  expect((await show(empty)).root.textContent).toContain('Er is nog niemand geweest.');
});

test('figures of an event that goes on say of when they are, and are made anew when asked', async () => {
  const { root, log } = await show(new FakeLog(), loggedEvent({ isLive: true }));
  expect(root.textContent).toMatch(/Het evenement is nog bezig. Dit is de stand van \d\d:\d\d/);
  button(root, 'Werk bij').click();
  await settle();
  expect(log.asked.filter(([what]) => what === 'insight')).toHaveLength(2);
});

test('leaving the page stops the work', async () => {
  const log = new FakeLog();
  log.isSlow = true;
  await show(log);
  render(null, document.body);
  await settle();
  expect(log.work?.signal.aborted).toBe(true);
});

test('the words follow the language', async () => {
  const { root, store } = await show();
  store.language.value = 'en';
  await settle();
  expect(root.querySelector('.headline')?.textContent).toContain('different people');
});

test('places have the names that the map gives them, in the language of the page', async () => {
  const { root, store } = await show();
  await open(root, 'places');
  expect(root.textContent).toContain('“Zaal”');
  store.language.value = 'en';
  await settle();
  expect(root.textContent).toContain('“Hall”');
});
