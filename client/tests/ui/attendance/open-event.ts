/** Opens the page with the attendance log in a test, and an event in it. */

import axe from 'axe-core';
import { button, type FakeApp, settle, showApp } from '../fake-app.ts';
import type { FakeReplay } from '../fake-replay.ts';

export interface OpenPage extends FakeApp {
  readonly page: HTMLElement;
}

/** The list of events. `prepare` may change the app before. */
export async function openAttendance(prepare: (app: FakeApp) => void = () => undefined): Promise<OpenPage> {
  const app = showApp();
  prepare(app);
  app.store.phase.value = { at: 'entry', role: 'organiser' };
  await settle();
  button(app.root, 'Aanwezigheid').click();
  await settle();
  await settle();
  return { ...app, page: app.root.querySelector('dialog.whole') as HTMLElement };
}

/** The replay of the first event. */
export async function openReplay(
  prepare?: (app: FakeApp) => void,
): Promise<OpenPage & { readonly replay: FakeReplay }> {
  const open = await openAttendance(prepare);
  button(open.page, 'Bekijk Kennisdag').click();
  await settle();
  await settle();
  return { ...open, replay: open.desk.replay as FakeReplay };
}

/** A tab with this title. */
export async function showTab(page: HTMLElement, title: string): Promise<void> {
  const tab = [...page.querySelectorAll<HTMLElement>('[role=tab]')].find((one) => one.textContent === title);
  if (!tab) throw new Error(`no tab "${title}"`);
  tab.click();
  await settle();
}

/** Chooses in the field with this label. */
export async function choose(page: HTMLElement, label: string, value: string): Promise<void> {
  const field = [...page.querySelectorAll('label')].find((one) => one.textContent?.startsWith(label));
  const select = field?.querySelector('select');
  if (!select) throw new Error(`no field "${label}"`);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

/** Rules that look at pixels are for real browsers. */
export async function violations(root: HTMLElement): Promise<string[]> {
  const { violations: found } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
