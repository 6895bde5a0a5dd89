// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeAll, expect, test, vi } from 'vitest';
import type { FakeAccess } from './fake-access.ts';
import { eventLink } from './fake-access.ts';
import { button, type FakeApp, settle, showApp } from './fake-app.ts';

beforeAll(() => import('../../src/ui/organiser/maps-page.tsx'));

async function open(prepare: (access: FakeAccess) => void = () => undefined): Promise<FakeApp & { page: HTMLElement }> {
  const app = showApp();
  prepare(app.maps.access);
  app.store.phase.value = { at: 'entry', role: 'organiser' };
  await settle();
  button(app.root, 'Kaarten en toegang').click();
  await settle();
  await settle();
  const page = app.root.querySelector('dialog.page') as HTMLElement;
  button(page, 'Toegang').click();
  await settle();
  await settle();
  return { ...app, page };
}

function fill(page: HTMLElement, label: string, value: string): void {
  const found = [...page.querySelectorAll('label')].find((one) => one.textContent?.includes(label));
  const field = (found?.querySelector('input') ?? document.getElementById(found?.htmlFor ?? '')) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test('a link is told in words', async () => {
  const { page } = await open((access) => {
    const expired = eventLink('Oud', { expiresMs: 86_400_000, uses: 1 });
    access.state = { ...access.state, links: [...access.state.links, expired] };
  });
  for (const words of ['Pers Gastheer of gastvrouw', '1 van 3 mensen kwamen binnen', 'Groepen: sprekers'])
    expect(page.textContent).toContain(words);
  expect(page.textContent).toContain('Verlopen op 2 januari 1970');
  expect(page.textContent).toContain('1 persoon kwam binnen');
});

test('a link is made as wished for, shown and copied', async () => {
  const copied = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: copied }, userAgent: '' });
  const { page, maps } = await open();
  fill(page, 'Naam, voor', 'Zaal');
  fill(page, 'Voor hoeveel mensen?', '1');
  fill(page, 'Groepen', ' a , b ,');
  button(page, 'Maak de link').click();
  await settle();
  const wish = { role: 'attendee', label: 'Zaal', groups: ['a', 'b'], days: 90, usesMax: 1 };
  expect(maps.access.asked).toEqual([['make', wish]]);
  expect(page.textContent).toContain('De link “Zaal” is gemaakt');
  button(page, 'Kopieer de link: Zaal').click();
  await settle();
  expect(copied).toHaveBeenCalledWith(`${location.origin}/join/token-of-Zaal`);
  expect(page.textContent).toContain('De link van “Zaal” is gekopieerd');
});

test.each([
  ['Voor hoeveel mensen?', '0'],
  ['Voor hoeveel mensen?', '1,5'],
  ['Hoeveel dagen geldig?', 'lang'],
])('a number that is none is told beside its field: %s %s', async (label, value) => {
  const { page, maps } = await open();
  fill(page, label, value);
  button(page, 'Maak de link').click();
  await settle();
  expect(maps.access.asked).toEqual([]);
  expect(page.querySelector('[aria-invalid=true]')).toBe(document.activeElement);
  expect(page.querySelector('.problem[role=alert]')).not.toBeNull();
});

test('a link is revoked after a question, and restored', async () => {
  const { page, maps } = await open();
  button(page, 'Trek in: Pers').click();
  await settle();
  const question = page.querySelector('dialog.question') as HTMLElement;
  question.querySelector('input')?.click();
  button(question, 'Trek de link in').click();
  await settle();
  expect(maps.access.asked).toEqual([['revoke', 'Pers', true]]);
  expect(page.textContent).toContain('2 mensen zijn weggestuurd');
  button(page, 'Herstel: Pers').click();
  await settle();
  expect(maps.access.asked).toContainEqual(['restore', 'Pers']);
  expect(page.textContent).toContain('“Pers” werkt weer');
});

test('what the server refuses is told where it was wanted', async () => {
  const { page, maps } = await open();
  maps.access.refusal = { ok: false, reason: 'unknown_link', mistakes: [] };
  fill(page, 'De hele link', 'x');
  button(page, 'Trek deze link in').click();
  await settle();
  expect(page.querySelector('.access-other [role=alert]')?.textContent).toContain('geen link van dit evenement');
});

test('a passcode is set and taken away', async () => {
  const { page, maps } = await open();
  fill(page, 'Nieuwe toegangscode', 'sesam open');
  button(page, 'Stel in').click();
  await settle();
  expect(page.textContent).toContain('Er is een toegangscode.');
  button(page, 'Haal de toegangscode weg').click();
  await settle();
  expect(maps.access.asked).toEqual([
    ['options', { passcode: 'sesam open' }],
    ['options', { passcode: '' }],
  ]);
  expect(page.textContent).toContain('Er is geen toegangscode.');
});

test('mistakes in a guest list are told by line', async () => {
  const { page, maps } = await open();
  const mistakes = [
    { line: 3, column: 'role', problem: 'bad_role' },
    { line: 0, column: '', problem: 'from the future' },
  ];
  maps.access.refusal = { ok: false, reason: 'bad_guests', mistakes };
  const field = page.querySelector('input[type=file]') as HTMLInputElement;
  Object.defineProperty(field, 'files', { value: [new File(['name'], 'guests.csv')], configurable: true });
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  expect(page.textContent).toContain('Regel 3: De rol moet');
  expect(page.textContent).toContain('Deze regel klopt niet.');
  maps.access.refusal = null;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  expect(page.textContent).toContain('2 nieuw, 1 bijgewerkt');
});

test('many links are found by searching', async () => {
  const { page } = await open((access) => {
    const links = Array.from({ length: 50 }, (_, number) => eventLink(`gast ${number}`, { isGuests: true }));
    access.state = { ...access.state, links };
  });
  expect(page.querySelectorAll('.map-item')).toHaveLength(30);
  expect(page.textContent).toContain('En nog 20');
  const search = page.querySelector('input[type=search]') as HTMLInputElement;
  search.value = 'gast 4';
  search.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(page.querySelectorAll('.map-item')).toHaveLength(11);
});

test('somebody who waits is let in first', async () => {
  const { page, maps } = await open((access) => {
    access.people = [
      { number: 1, name: 'Anna', role: 'attendee', seconds: 130 },
      { number: 2, name: 'Bo', role: 'attendee', seconds: 0 },
    ];
  });
  expect(page.textContent).toContain('2 mensen wachten op een plaats');
  button(page, 'Laat Bo als eerste binnen').click();
  await settle();
  expect(maps.access.asked).toEqual([['next', 2]]);
  expect(page.querySelector('.access-line li')?.textContent).toContain('Bo');
});

test('the page and its question have no violations', async () => {
  const { page, root } = await open((access) => {
    access.people = [{ number: 1, name: 'Anna', role: 'attendee', seconds: 130 }];
  });
  expect(await violations(root)).toEqual([]);
  button(page, 'Trek in: Pers').click();
  await settle();
  expect(await violations(root)).toEqual([]);
});
