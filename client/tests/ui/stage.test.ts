// @vitest-environment happy-dom
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import type { AvatarId } from '../../src/core/units.ts';
import { hostStageTexts } from '../../src/i18n/host-stage-texts.ts';
import { applyStages } from '../../src/state/stage.ts';
import { callsAhead, clockText } from '../../src/ui/stage/countdown-calls.ts';
import { zoneOf } from '../core/made-zones.ts';
import { button, type FakeApp, goToIsland, settle, showApp } from './fake-app.ts';

const [ME, BO, CEES] = [1 as AvatarId, 2 as AvatarId, 3 as AvatarId];
const PODIUM = zoneOf('Grote zaal', { kind: 'podium', stage: 'hall' });
let app: FakeApp;

beforeEach(async () => {
  app = showApp();
  goToIsland(app);
  app.store.zones.value = [PODIUM];
  app.store.conversation.value = null;
  tell({});
  await settle();
});

function tell(rules: { wide?: boolean; whisper?: boolean; speakers?: AvatarId[]; left?: number | null }): void {
  const { wide = false, whisper = false, speakers = [BO], left = null } = rules;
  applyStages(app.store.stage, [{ id: PODIUM.id, wide, whisper, speakers, left_ms: left }], performance.now());
}

function listen(): void {
  app.store.conversation.value = {
    id: 9 as never,
    kind: 'stage',
    zone: PODIUM.id,
    locked: false,
    lockable: false,
    capacity: 500,
    members: [{ avatar: BO, role: 'speaker' }],
    listeners: 41,
  };
}

async function openTab(): Promise<void> {
  const { me } = app.store;
  if (me.value) me.value = { ...me.value, role: 'host' };
  await settle();
  button(app.root, 'Voor gastheren').click();
  await settle();
  [...app.root.querySelectorAll<HTMLElement>('[role=tab]')].find((tab) => tab.textContent === 'Podium')?.click();
  await settle();
  await settle();
  app.wanted.length = 0;
}

const card = () => app.root.querySelector<HTMLElement>('.stage-card');
const wanted = () => app.wanted.filter(([name]) => name === 'request').map(([, ...message]) => message);
const press = (key: string) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(app.root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test('who hears no stage sees nothing of it', () => {
  expect(card()).toBeNull();
});

test('the audience reads where it is, who speaks and how many listen', async () => {
  listen();
  await settle();
  expect(card()?.textContent).toContain('publiek van Grote zaal');
  expect(card()?.textContent).toContain('Op het podium: Bo');
  expect(card()?.textContent).toContain('41 luisteraars');
  expect(app.root.querySelectorAll('.talk-bar')).toHaveLength(1);
  expect(app.root.querySelector('.tiles.large')).not.toBeNull();
  expect(await violations()).toEqual([]);
});

test('a hand goes up and down by button and by key, and shows its place', async () => {
  listen();
  await settle();
  button(card() as HTMLElement, 'Hand opsteken').click();
  expect(wanted().at(-1)).toEqual(['hand', { stage: PODIUM.id, up: true }]);
  app.store.stage.hand.value = { stage: PODIUM.id, place: 3 };
  await settle();
  expect(card()?.textContent).toContain('nummer 3');
  press('h');
  expect(wanted().at(-1)).toEqual(['hand', { stage: PODIUM.id, up: false }]);
});

test('the key does nothing where there is no stage', () => {
  press('h');
  expect(wanted()).toEqual([]);
});

test('who is asked onto the stage says yes or no', async () => {
  app.store.stage.invitation.value = { stage: PODIUM.id, by: CEES };
  await settle();
  expect(card()?.textContent).toContain('Cees vraagt je op Grote zaal');
  expect(await violations()).toEqual([]);
  button(card() as HTMLElement, 'Ja, ik kom').click();
  await settle();
  expect(wanted()).toEqual([['stage_answer', { stage: PODIUM.id, yes: true }]]);
  expect(card()).toBeNull();
});

test('who is on stage is told who hears them, and that they are muted', async () => {
  tell({ speakers: [ME], wide: true });
  await settle();
  expect(card()?.textContent).toContain('Het hele eiland hoort en ziet je');
  expect(card()?.textContent).toContain('Je microfoon staat uit');
  expect(card()?.textContent).not.toContain('Hand opsteken');
});

test('who comes to hear the stage is told so', async () => {
  const said = () => app.root.querySelector('p.hidden[role=status]')?.textContent;
  tell({ wide: true });
  await vi.waitFor(() => expect(said()).toContain('op het hele eiland'), { timeout: 10_000 });
});

test('hosts see who speaks and whose turn it is, and act on it', async () => {
  app.store.stage.queues.value = new Map([[PODIUM.id, [CEES, ME]]]);
  await openTab();
  const panel = app.root.querySelector('.panel') as HTMLElement;
  button(panel, 'Laat Bo teruglopen').click();
  button(panel, 'Haal Cees naar het podium').click();
  button(panel, 'Doe de hand van Cees omlaag').click();
  expect(wanted()).toEqual([
    ['stage_send_down', { stage: PODIUM.id, avatar: BO }],
    ['stage_bring', { stage: PODIUM.id, avatar: CEES }],
    ['stage_lower', { stage: PODIUM.id, avatar: CEES }],
  ]);
  expect([...panel.querySelectorAll('ol li > span')].map(({ textContent }) => textContent)).toEqual(['Cees', 'Anna']);
  expect(await violations()).toEqual([]);
});

test('hosts set who hears the stage, one rule at a time', async () => {
  tell({ whisper: true });
  await openTab();
  const [wide, whisper] = [...app.root.querySelectorAll<HTMLInputElement>('.panel input[type=checkbox]')];
  expect([wide?.checked, whisper?.checked]).toEqual([false, true]);
  wide?.click();
  expect(wanted().at(-1)).toEqual(['stage_set', { stage: PODIUM.id, wide: true, whisper: true }]);
});

test('hosts ask others by name', async () => {
  await openTab();
  const search = app.root.querySelector<HTMLInputElement>('.panel input[type=search]') as HTMLInputElement;
  search.value = 'cee';
  search.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  button(app.root, 'Vraag Cees op het podium').click();
  expect(wanted().at(-1)).toEqual(['stage_bring', { stage: PODIUM.id, avatar: CEES }]);
});

test('hosts start, lengthen and stop a countdown', async () => {
  tell({ left: 65_000 });
  await openTab();
  button(app.root, '5 minuten erbij').click();
  button(app.root, 'Stop').click();
  expect(
    wanted()
      .slice(-2)
      .map(([, message]) => (message as { action: string }).action),
  ).toEqual(['extend', 'stop']);
  expect(app.root.querySelector('.stage-clock')?.textContent).toMatch(/Nog 1:0\d/);
});

test('an island without a stage says how to make one', async () => {
  app.store.stage.stages.value = [];
  await openTab();
  expect(app.root.querySelector('.panel')?.textContent).toContain('geen podium');
});

test('a countdown is read at five minutes, one minute, ten seconds and its end', () => {
  const all = callsAhead(600_000).map(({ inMs, call }) => [inMs, call.unit]);
  expect(all).toEqual([
    [300_000, 'minutes'],
    [540_000, 'minutes'],
    [590_000, 'seconds'],
    [600_000, 'over'],
  ]);
  expect(callsAhead(30_000)).toHaveLength(2);
  expect(callsAhead(-1)).toEqual([]);
});

test('a clock counts down to nought', () => {
  expect([clockText(65_000), clockText(59_001), clockText(1), clockText(0), clockText(-5)]).toEqual([
    '1:05',
    '1:00',
    '0:01',
    '0:00',
    '0:00',
  ]);
  expect(clockText(3_725_000)).toBe('1:02:05');
});

test('hosts read the same in both languages', () => {
  expect(Object.keys(hostStageTexts.en)).toEqual(Object.keys(hostStageTexts.nl));
});
