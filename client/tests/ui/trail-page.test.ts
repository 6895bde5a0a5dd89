// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';
import { ownTrail } from './fake-trail.ts';

// The page is loaded when it is wanted: the first time takes longer than `settle`.
beforeAll(() => import('../../src/ui/trail/trail-page.tsx'));

async function open(prepare: (app: FakeApp) => void = () => undefined): Promise<FakeApp> {
  const app = showApp();
  prepare(app);
  app.store.phase.value = { at: 'trail' };
  await settle();
  await settle();
  return app;
}

async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const text = ({ root }: FakeApp) => root.textContent?.replace(/\s+/g, ' ') ?? '';

test('what is kept is told in words, places by their name on the map', async () => {
  const app = await open();
  for (const words of [
    'Dit staat over jou in het logboek van Kennisdag.',
    'Op 26 december 2026 wordt het laatste ervan vanzelf gewist.',
    'Anna <b>',
    'deelnemer',
    'Van 12 stukken is bewaard hoe je liep.',
    'nes: 26 november 2026, 12:00 tot 12:30',
    'nes: vanaf 26 november 2026, 12:40, nog bezig',
    'Grote zaal: 26 november 2026, 12:05 tot 12:10',
    'elders: 26 november 2026, 12:10 tot 12:12',
    'Overleg bij Grote zaal, hoogstens 4 mensen',
    'Gesprek, jij alleen',
  ])
    expect(text(app)).toContain(words);
  expect(await violations(app.root)).toEqual([]);
});

test('the page follows the language', async () => {
  const app = await open();
  app.store.language.value = 'en';
  await settle();
  expect(text(app)).toContain('Meeting at Great hall, at most 4 people: 26 November 2026, 12:05 to 12:09');
});

test('a long list is shown a part at a time', async () => {
  const app = await open(({ trail }) => {
    const [stay] = ownTrail().stays;
    if (trail && stay) trail.trail = ownTrail({ stays: Array.from({ length: 25 }, () => stay) });
  });
  const stays = () => app.root.querySelectorAll('[aria-labelledby=trail-stays] li').length;
  expect(stays()).toBe(20);
  button(app.root, 'Laat meer zien (5)').click();
  await settle();
  expect(stays()).toBe(25);
});

test('nothing kept of a path, a name or a place is said so', async () => {
  const app = await open(({ trail }) => {
    if (trail) trail.trail = ownTrail({ moves: 0, person: null, zones: [], talks: [], otherEvents: ['Texel'] });
  });
  for (const words of [
    'niet bewaard hoe je liep',
    'Je naam is niet meer bekend',
    'Niets bewaard.',
    'logboek van: Texel',
  ])
    expect(text(app)).toContain(words);
  expect(await violations(app.root)).toEqual([]);
});

test('everything is downloaded as a file', async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const app = await open();
  button(app.root, 'Download alles').click();
  await settle();
  expect(saved).toEqual(['eiland-e.json']);
  expect(text(app)).toContain('Het bestand is gedownload.');
});

test('the link is copied, or it is said how else', async () => {
  const written: string[] = [];
  const clipboard = { writeText: async (it: string) => void written.push(it) };
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  const app = await open();
  button(app.root, 'Kopieer mijn link').click();
  await settle();
  expect(written).toEqual([location.href]);
  expect(text(app)).toContain('De link is gekopieerd.');
});

test('everything is erased only after it is said what happens and asked twice', async () => {
  const app = await open(({ trail }) => {
    if (trail) trail.trail = ownTrail({ otherEvents: ['Texel'] });
  });
  const asked = app.trail?.asked ?? [];
  button(app.root, 'Laat alles wissen').click();
  await settle();
  expect(document.activeElement?.textContent).toContain('Dit gebeurt er');
  expect(text(app)).toContain('Het geldt ook voor: Texel.');
  expect(await violations(app.root)).toEqual([]);
  button(app.root, 'Ga door').click();
  await settle();
  expect(document.activeElement?.textContent).toContain('Weet je het zeker?');
  expect(asked).toEqual(['read']);
  button(app.root, 'Ja, wis alles van mij').click();
  await settle();
  expect(asked).toEqual(['read', 'erase e']);
  expect(document.activeElement?.textContent).toContain('Je bent gewist');
  expect(text(app)).not.toContain('Anna');
  expect(await violations(app.root)).toEqual([]);
});

test('who thinks better of it erases nothing and is back at the button', async () => {
  const app = await open();
  for (const steps of [['Laat alles wissen'], ['Laat alles wissen', 'Ga door']]) {
    for (const name of [...steps, 'Niet wissen']) {
      button(app.root, name).click();
      await settle();
    }
    expect(document.activeElement).toBe(button(app.root, 'Laat alles wissen'));
  }
  expect(app.trail?.asked).toEqual(['read']);
});

test('an erasing that fails says so, and everything is still there', async () => {
  const app = await open();
  button(app.root, 'Laat alles wissen').click();
  await settle();
  button(app.root, 'Ga door').click();
  await settle();
  if (app.trail) app.trail.refusal = 'log_unavailable';
  button(app.root, 'Ja, wis alles van mij').click();
  await settle();
  expect(app.root.querySelector('[role=alert]')?.textContent).toContain('Er is niets gewist.');
  expect(text(app)).toContain('Anna <b>');
});

test.each([
  ['unknown_person', 'Er is niets van je bewaard'],
  ['forbidden', 'Deze link klopt niet'],
  ['rate', 'Wacht een minuut'],
  ['brand_new', 'De server geeft een vreemd antwoord'],
])('a refusal for %s is told in words', async (reason, words) => {
  const app = await open(({ trail }) => {
    if (trail) trail.refusal = reason;
  });
  expect(text(app)).toContain(words);
  expect(await violations(app.root)).toEqual([]);
});

test('a link without its token says so', async () => {
  const app = await open((it) => {
    it.trail = null;
  });
  expect(text(app)).toContain('Open de hele link');
});

test('after a passing trouble one can try again', async () => {
  const app = await open(({ trail }) => {
    if (trail) trail.refusal = 'network';
  });
  if (app.trail) app.trail.refusal = null;
  button(app.root, 'Probeer opnieuw').click();
  await settle();
  expect(text(app)).toContain('Wanneer je er was');
});

const movement = (app: FakeApp, more: object = {}) => {
  const { event } = app.store;
  if (event.value) event.value = { ...event.value, log: 'movement', ...more };
};

test('at the door nobody is asked for a path that is not kept', async () => {
  const app = showApp();
  app.store.phase.value = { at: 'entry', role: 'attendee' };
  await settle();
  expect(text(app)).not.toContain('Bewaar ook mijn looproute');
  expect(text(app)).not.toContain('hoort bij een reeks');
  expect(app.root.querySelector('.trail-link')).toBeNull();
});

test('at the door the path is kept only by who says so, and the series is told', async () => {
  const app = showApp();
  movement(app, { series: 'duinen' });
  app.store.trail.value = '/trail#abc';
  app.store.phase.value = { at: 'entry', role: 'attendee' };
  await settle();
  const box = app.root.querySelector('.recorded input[type=checkbox]') as HTMLInputElement;
  expect(box.checked).toBe(false);
  expect(app.wanted).toContainEqual(['setKeepsPath', false]);
  expect(text(app)).toContain('hoort bij een reeks');
  box.click();
  expect(app.wanted).toContainEqual(['setKeepsPath', true]);
  expect(app.root.querySelector('.trail-link a')?.getAttribute('href')).toBe('/trail#abc');
  expect(await violations(app.root)).toEqual([]);
});

test('in the settings one chooses again and finds the link, as after leaving', async () => {
  const app = showApp();
  movement(app);
  app.store.trail.value = '/trail#abc';
  goToIsland(app);
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Instellingen').click();
  await settle();
  expect(text(app)).toContain('Bewaar ook mijn looproute');
  expect(app.root.querySelector('.trail-link a')).not.toBeNull();
  expect(await violations(app.root)).toEqual([]);
  app.store.phase.value = { at: 'ended', reason: 'left' };
  await settle();
  expect(app.root.querySelector('.trail-link a')?.getAttribute('href')).toBe('/trail#abc');
});
