// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from 'vitest';
import { button, goToIsland, settle, showApp } from '../fake-app.ts';
import { FakeLog } from '../fake-replay.ts';
import { openAttendance, openReplay, showTab, violations } from './open-event.ts';

// The pages are loaded when they are wanted: the first time takes longer than `settle`.
beforeAll(async () => {
  await import('../../../src/ui/attendance/attendance-page.tsx');
  await import('../../../src/ui/attendance/figures-page.tsx');
}, 60_000);

const type = async (field: HTMLTextAreaElement, text: string) => {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
};

test.each(['attendee', 'host'] as const)('a %s does not see the page', async (role) => {
  const app = showApp();
  app.store.phase.value = { at: 'entry', role };
  await settle();
  expect(app.root.textContent).not.toContain('Aanwezigheid');
});

test('on the island organisers find it under More', async () => {
  const app = showApp();
  goToIsland(app);
  const { me } = app.store;
  if (me.value) me.value = { ...me.value, role: 'organiser' };
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Aanwezigheid').click();
  await settle();
  await settle();
  expect(app.root.querySelector('dialog.whole')).not.toBeNull();
});

test('an address can lead to it, for organisers alone, until it is closed', async () => {
  location.hash = '#attendance';
  const app = showApp();
  app.store.phase.value = { at: 'entry', role: 'host' };
  await settle();
  expect(app.root.querySelector('dialog.whole')).toBeNull();
  app.store.phase.value = { at: 'entry', role: 'organiser' };
  await settle();
  await settle();
  const page = app.root.querySelector('dialog.whole') as HTMLElement;
  expect(page.textContent).toContain('Kennisdag');
  button(page, 'Sluiten').click();
  await settle();
  expect(app.root.querySelector('dialog.whole')).toBeNull();
  expect(location.hash).toBe('');
});

test('events are told in words, and those without anybody cannot be opened', async () => {
  const { page } = await openAttendance();
  const [first, second] = page.querySelectorAll('.event-item');
  expect(first?.textContent).toContain('12 juni 2025');
  for (const words of ['12 mensen', 'Met looppaden', 'Wordt 30 dagen bewaard'])
    expect(first?.textContent).toContain(words);
  for (const words of ['Nu bezig', 'Er is nog niemand geweest', 'Zonder looppaden'])
    expect(second?.textContent).toContain(words);
  expect(second?.querySelector('button')).toBeNull();
  expect(await violations(page)).toEqual([]);
});

test('that nothing is recorded, and that a server is away, is said', async () => {
  const { page } = await openAttendance(({ desk }) => {
    desk.log.list = [];
  });
  expect(page.textContent).toContain('Er is nog niets vastgelegd');
  const away = await openAttendance(({ desk }) => {
    desk.log.refusal = { reason: 'network', detail: '' };
  });
  expect(away.page.querySelector('[role=alert]')?.textContent).toContain('We krijgen geen verbinding');
  away.desk.log.refusal = null;
  button(away.page, 'Probeer opnieuw').click();
  await settle();
  expect(away.page.textContent).toContain('Kennisdag');
});

test('which row of a log is damaged is said too', async () => {
  const { page, desk } = await openAttendance();
  desk.log.refusal = { reason: 'log_damaged', detail: 'log_motion 7: crc' };
  button(page, 'Bekijk Kennisdag').click();
  await settle();
  expect(page.querySelector('[role=alert]')?.textContent).toContain('beschadigd');
  expect(page.querySelector('[role=alert]')?.textContent).toContain('log_motion 7: crc');
});

test('an event has a replay and figures, and leads back to the list', async () => {
  const insight = vi.spyOn(FakeLog.prototype, 'insight');
  const { page, replay } = await openReplay();
  expect(page.querySelector('h2')?.textContent).toBe('Kennisdag');
  expect(document.activeElement).toBe(page.querySelector('h2'));
  await showTab(page, 'Cijfers');
  await settle();
  expect(page.querySelector('.replay')).toBeNull();
  expect(replay.asked.at(-1)).toEqual(['close']);
  // Worked out once for both.
  expect(insight).toHaveBeenCalledTimes(1);
  insight.mockRestore();
  button(page, 'Alle evenementen').click();
  await settle();
  expect(page.querySelectorAll('.event-item')).toHaveLength(2);
  expect(document.activeElement?.textContent).toBe('Aanwezigheid');
});

test('names are shown for a reason only, and who asked is in the list', async () => {
  const { page, desk, replay } = await openReplay();
  expect(page.querySelector('.replay-people')?.textContent).not.toContain('Visser');
  button(page, 'Namen').click();
  await settle();
  const question = page.querySelector('dialog.question') as HTMLElement;
  expect(question.textContent).toContain('“Badges voor de borrel”');
  expect(await violations(question)).toEqual([]);
  const field = question.querySelector('textarea') as HTMLTextAreaElement;
  await type(field, 'zomaar');
  button(question, 'Toon de namen').click();
  await settle();
  expect(question.querySelector('[role=alert]')?.textContent).toContain('minstens 10 tekens');
  expect(desk.log.asked).toEqual([]);
  await type(field, '  Bedankjes aan de sprekers  ');
  button(question, 'Toon de namen').click();
  await settle();
  expect(desk.log.asked).toEqual([['names', 'Bedankjes aan de sprekers']]);
  expect(page.querySelector('dialog.question')).toBeNull();
  await vi.waitFor(() => expect(page.querySelector('.replay-people')?.textContent).toContain('Anna Bakker'));
  expect(replay.asked.some(([what, names]) => what === 'name' && (names as Map<string, object>).size > 0)).toBe(true);
  button(page, 'Namen zichtbaar').click();
  await settle();
  expect(page.querySelector('.names-log')?.textContent).toContain('“Bedankjes aan de sprekers”');
  button(page, 'Toon weer codes').click();
  await settle();
  expect(page.querySelector('.replay-people')?.textContent).not.toContain('Anna Bakker');
});

test('why names are not given is said in the question', async () => {
  const { page, desk } = await openReplay();
  button(page, 'Namen').click();
  await settle();
  const question = page.querySelector('dialog.question') as HTMLElement;
  await type(question.querySelector('textarea') as HTMLTextAreaElement, 'Een goede reden hiervoor');
  desk.log.refusal = { reason: 'link_expired', detail: '' };
  button(question, 'Toon de namen').click();
  await settle();
  expect(question.querySelector('[role=alert]')?.textContent).toContain('Je link is verlopen');
});
