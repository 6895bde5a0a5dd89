// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from 'vitest';
import { button, settle } from '../fake-app.ts';
import { choose, openReplay, showTab, violations } from './open-event.ts';

beforeAll(() => import('../../../src/ui/attendance/attendance-page.tsx'), 60_000);

const MINUTE_MS = 60_000;

const press = async (target: Element, key: string, more: object = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  await settle();
  return event;
};

/** What screen readers were told last of the playing. */
const state = (page: HTMLElement) => page.querySelector('.replay > p.hidden')?.textContent ?? '';

test('the page has no violations, in none of its tabs', async () => {
  const { page, replay } = await openReplay();
  await replay.seek(replay.timeline.firstMs + 20 * MINUTE_MS);
  for (const tab of ['Mensen', 'Gesprekken', 'Minuten', 'Lagen']) {
    await showTab(page, tab);
    expect(await violations(page), tab).toEqual([]);
  }
  (page.querySelector('details.timeline-words') as HTMLDetailsElement).open = true;
  button(page, 'Toetsen').click();
  button(page, 'Zones kiezen').click();
  await settle();
  expect(await violations(page)).toEqual([]);
});

test('playing, pausing and speed are steered, and said when they change', async () => {
  const { page, replay } = await openReplay();
  button(page, 'Speel af').click();
  await choose(page, 'Snelheid', '10');
  expect(replay.status.value).toBe('playing');
  expect(replay.speed.value).toBe(10);
  await vi.waitFor(() => expect(state(page)).toBe('Speelt af, 10 keer zo snel'));
  button(page, 'Pauzeer').click();
  await vi.waitFor(() => expect(state(page)).toMatch(/^Gepauzeerd om \d\d:00:00$/));
});

test('while it plays, seconds are not said', async () => {
  const { page, replay } = await openReplay();
  button(page, 'Speel af').click();
  await vi.waitFor(() => expect(state(page)).toContain('Speelt af'));
  const slider = page.querySelector('[data-seek]') as HTMLInputElement;
  slider.focus();
  const told = slider.getAttribute('aria-valuetext');
  const before = state(page);
  replay.pass(30_000);
  await settle();
  expect(Number(slider.value)).toBe(replay.timeline.firstMs + 30_000);
  expect(slider.getAttribute('aria-valuetext')).toBe(told);
  expect(state(page)).toBe(before);
});

test('the slider is a real one, and says the time that one seeks', async () => {
  const { page, replay } = await openReplay();
  const slider = page.querySelector('[data-seek]') as HTMLInputElement;
  slider.value = String(replay.timeline.firstMs + 5 * MINUTE_MS);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(replay.at.value).toBe(replay.timeline.firstMs + 5 * MINUTE_MS);
  expect(slider.getAttribute('aria-valuetext')).toMatch(/^\d\d:05:00$/);
});

test('keys steer it, but those typed elsewhere are typed', async () => {
  const { page, replay } = await openReplay();
  const { firstMs, lastMs } = replay.timeline;
  const stage = page.querySelector('.replay-stage') as HTMLElement;
  await press(stage, 'ArrowRight');
  await press(stage, 'ArrowRight', { shiftKey: true });
  expect(replay.at.value).toBe(firstMs + MINUTE_MS + 10_000);
  await press(stage, 'End');
  expect(replay.at.value).toBe(lastMs);
  await press(stage, 'Home');
  await press(stage, 'ArrowLeft');
  expect(replay.at.value).toBe(firstMs);
  await press(stage, '.');
  await press(stage, ' ');
  expect([replay.speed.value, replay.status.value]).toEqual([2, 'playing']);
  const search = page.querySelector('input[type=search]') as HTMLElement;
  const typed = await press(search, ' ');
  expect([replay.status.value, typed.defaultPrevented]).toEqual(['playing', false]);
});

test('one steps from meeting to meeting, and hears which it is', async () => {
  const { page, replay, desk } = await openReplay();
  const starts = desk.log.event.talks.map(({ fromMs }) => fromMs).sort((a, b) => a - b);
  button(page, 'Volgend gesprek').click();
  await settle();
  expect(replay.at.value).toBe(starts[0]);
  expect(state(page)).toContain('begint een gesprek');
  button(page, 'Volgend gesprek').click();
  button(page, 'Vorig gesprek').click();
  await settle();
  expect(replay.at.value).toBe(starts[0]);
  button(page, 'Vorig gesprek').click();
  await settle();
  expect(state(page)).toBe('Er is geen ander gesprek die kant op.');
});

test('at the end it plays from the beginning again', async () => {
  const { page, replay } = await openReplay();
  await replay.seek(replay.timeline.lastMs);
  button(page, 'Speel af').click();
  await settle();
  expect([replay.at.value, replay.status.value]).toEqual([replay.timeline.firstMs, 'playing']);
});

test('people are listed with where they are, searched, followed and highlighted', async () => {
  const { page, replay, desk } = await openReplay();
  await replay.seek(replay.timeline.firstMs + 25 * MINUTE_MS);
  await vi.waitFor(() => expect(page.querySelectorAll('.replay-person').length).toBeGreaterThan(8));
  expect(page.querySelector('.replay-people')?.textContent).toContain('in Bieb');
  const [first] = replay.moment.value.people;
  const search = page.querySelector('input[type=search]') as HTMLInputElement;
  search.value = first?.pseudonym.toLowerCase() ?? '';
  search.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(page.querySelectorAll('.replay-person')).toHaveLength(1);
  button(page, `Volg ${first?.pseudonym}`).click();
  button(page, `Licht ${first?.pseudonym}`).click();
  await settle();
  expect(replay.asked).toContainEqual(['follow', first?.pseudonym]);
  expect(desk.view.asked).toEqual([['centre']]);
  expect(replay.asked).toContainEqual(['filter', new Set([first?.pseudonym])]);
  expect(page.querySelector('.replay-attention')?.textContent).toContain(`Je volgt ${first?.pseudonym}`);
  button(page, 'Toon iedereen').click();
  button(page, 'Volg niet meer').click();
  await settle();
  expect(replay.asked.at(-1)).toEqual(['follow', null]);
  expect(replay.asked).toContainEqual(['filter', null]);
  expect(page.querySelector('.replay-attention')).toBeNull();
});

test('the people of a zone can be listed, and highlighted as they come and go', async () => {
  const { page, replay } = await openReplay();
  await replay.seek(replay.timeline.firstMs + 25 * MINUTE_MS);
  const inLibrary = () => replay.moment.value.people.filter(({ zones }) => zones.includes('Bieb' as never));
  await vi.waitFor(() => expect(page.querySelector('.people-filters')?.textContent).toContain('Bieb'));
  await choose(page, 'Zone', 'Bieb');
  expect(page.querySelectorAll('.replay-person')).toHaveLength(inLibrary().length);
  (page.querySelector('.check-row input') as HTMLInputElement).click();
  await settle();
  const lit = () => replay.asked.findLast(([what]) => what === 'filter')?.[1];
  expect(lit()).toEqual(new Set(inLibrary().map(({ pseudonym }) => pseudonym)));
  await replay.seek(replay.timeline.firstMs + 40 * MINUTE_MS);
  await vi.waitFor(() => expect(lit()).toEqual(new Set(inLibrary().map(({ pseudonym }) => pseudonym))));
});

test('conversations are told with who is in them', async () => {
  const { page, replay, desk } = await openReplay();
  const talk = desk.log.event.talks[3];
  await replay.seek((talk?.fromMs ?? 0) + 1000);
  await showTab(page, 'Gesprekken');
  await vi.waitFor(() => expect(page.querySelectorAll('.replay-talk').length).toBeGreaterThan(0));
  const codes = talk?.members.map((member) => desk.log.event.people[member]?.pseudonym ?? '') ?? [];
  const item = [...page.querySelectorAll('.replay-talk')].find((one) =>
    one.textContent?.includes(codes[0] ?? '-'),
  ) as HTMLElement;
  for (const code of codes) expect(item.textContent).toContain(code);
  (item.querySelector('button') as HTMLElement).click();
  await settle();
  expect(replay.asked.at(-1)).toEqual(['filter', new Set(codes)]);
});

test('every minute is told, the one shown is marked, and each can be gone to', async () => {
  const { page, replay } = await openReplay();
  await showTab(page, 'Minuten');
  expect(page.querySelectorAll('.minute')).toHaveLength(60);
  const current = () => page.querySelector('.minute[aria-current=time] button')?.textContent;
  expect(current()).toMatch(/:00$/);
  (page.querySelectorAll('.minute button')[17] as HTMLElement).click();
  await settle();
  expect(replay.at.value).toBe(replay.timeline.firstMs + 17 * MINUTE_MS);
  expect(current()).toMatch(/:17$/);
});

test('minutes are read out if that is wished, whatever list is shown', async () => {
  const { page, replay } = await openReplay();
  await showTab(page, 'Minuten');
  ([...page.querySelectorAll('label')].find((one) => one.textContent?.startsWith('Lees')) as HTMLElement).click();
  await showTab(page, 'Mensen');
  const said = () => page.querySelector('.replay > p.hidden:last-child')?.textContent;
  await vi.waitFor(() => expect(said()).toMatch(/:00: .+\. \d+ mensen aanwezig\.$/));
  await replay.seek(replay.timeline.firstMs + 3 * MINUTE_MS);
  await vi.waitFor(() => expect(said()).toMatch(/:03: /), { timeout: 5000 });
});

test('the timeline is told in words, and its marks can be gone to', async () => {
  const { page, replay } = await openReplay();
  const words = page.querySelector('details.timeline-words') as HTMLElement;
  expect(words.textContent).toMatch(/Het drukst was het om \d\d:\d\d, met 12 mensen\./);
  expect(words.textContent).toContain('12 gebeurtenissen');
  expect(words.querySelectorAll('tbody tr')).toHaveLength(2);
  const gap = [...words.querySelectorAll('li')].find((one) => one.textContent?.includes('ontbreken')) as HTMLElement;
  (gap.querySelector('button') as HTMLElement).click();
  await settle();
  expect(replay.at.value).toBe(replay.timeline.firstMs + 40 * MINUTE_MS);
});

test('figures that cannot be worked out leave the replay, and can be asked for again', async () => {
  const { page, desk, replay } = await openReplay(({ desk: { log } }) => {
    log.insight = async () => ({ ok: false, reason: 'busy', detail: '' });
  });
  expect(page.querySelector('.timeline [role=alert]')?.textContent).toContain('De server heeft het druk');
  button(page, 'Speel af').click();
  expect(replay.status.value).toBe('playing');
  desk.log.insight = async () => ({ ok: true, value: { nonsense: true } });
  button(page.querySelector('.timeline') as HTMLElement, 'Probeer opnieuw').click();
  await settle();
  expect(page.querySelector('.timeline [role=alert]')?.textContent).toContain('niet begrijpen');
});

test('heat and trails are given to the view, with a legend and in words', async () => {
  const { page, desk, replay } = await openReplay();
  await replay.seek(replay.timeline.firstMs + 25 * MINUTE_MS);
  await showTab(page, 'Lagen');
  await choose(page, 'Waar mensen waren', '10');
  await vi.waitFor(() => expect(desk.view.ground?.heat).toBeTruthy(), { timeout: 3000 });
  const [, from, to] = replay.asked.findLast(([what]) => what === 'paths') ?? [];
  expect([from, to]).toEqual([replay.timeline.firstMs + 15 * MINUTE_MS, replay.timeline.firstMs + 25 * MINUTE_MS]);
  await settle();
  expect(page.querySelector('.heat-scale')?.textContent).toContain('vanaf');
  await choose(page, 'Looppaden', 'followed');
  expect(page.textContent).toContain('Kies eerst iemand');
  const one = replay.moment.value.people[0]?.pseudonym ?? '';
  await showTab(page, 'Mensen');
  button(page, `Volg ${one}`).click();
  await vi.waitFor(() => expect(desk.view.ground?.trails.map(({ pseudonym }) => pseudonym)).toEqual([one]), {
    timeout: 3000,
  });
  expect(desk.view.ground?.strong).toEqual(new Set([one]));
  await showTab(page, 'Lagen');
  expect(page.textContent).toContain('dikke lijn met pijlen');
  expect(await violations(page)).toEqual([]);
  await choose(page, 'Waar mensen waren', 'off');
  await choose(page, 'Looppaden', 'off');
  await vi.waitFor(() => expect(desk.view.ground).toBeNull(), { timeout: 3000 });
});

test('without paths the page says so, and offers no layers', async () => {
  const { page } = await openReplay(({ desk }) => {
    desk.log.list = desk.log.list.map((event) => ({ ...event, log: 'presence' }));
  });
  expect(page.querySelector('.replay-stage')?.textContent).toContain('geen looppaden bewaard');
  await showTab(page, 'Lagen');
  expect(page.querySelector('.replay-side select')).toBeNull();
});

test('a picture is saved, and that is said', async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const { page } = await openReplay();
  button(page, 'Bewaar een foto').click();
  await settle();
  expect(saved).toHaveLength(1);
  expect(saved[0]).toMatch(/^kennisdag-2025-06-12-\d\d00\.png$/);
  expect(page.querySelector('.save-said')?.textContent).toContain('is bewaard');
  vi.restoreAllMocks();
});

test('a film is chosen, made, and can be stopped', async () => {
  const { page, desk, replay } = await openReplay();
  replay.play();
  button(page, 'Maak een korte film').click();
  await settle();
  const question = page.querySelector('dialog.question') as HTMLElement;
  expect(replay.status.value).toBe('paused');
  expect(question.textContent).toContain('De film duurt 30 seconden');
  expect(await violations(question)).toEqual([]);
  await choose(question, 'Hoe snel?', '1');
  expect(question.textContent).toContain('hoogstens 60 seconden');
  expect((button(question, 'Begin') as HTMLButtonElement).disabled).toBe(true);
  await choose(question, 'Hoe snel?', '60');
  button(question, 'Begin').click();
  await settle();
  expect(desk.films).toEqual([
    { fromMs: replay.timeline.firstMs, toMs: replay.timeline.firstMs + 5 * MINUTE_MS, speed: 60 },
  ]);
  expect(question.querySelector('progress')?.value).toBeCloseTo(0.4);
  button(question, 'Stop').click();
  await settle();
  expect(page.querySelector('dialog.question')).toBeNull();
  expect(page.querySelector('.save-said')?.textContent).toContain('Gestopt');
});

test('where nothing can be drawn the lists and the time are there all the same', async () => {
  const { page } = await openReplay(({ desk }) => {
    desk.showIn = async () => Promise.reject(new Error('no WebGL'));
  });
  expect(page.querySelector('.replay-stage')?.textContent).toContain('kan het eiland hier niet tekenen');
  expect(page.querySelector('[data-seek]')).not.toBeNull();
  expect(page.querySelector('.save-buttons')).toBeNull();
});

test('why an event cannot be replayed is said, and it can be tried again', async () => {
  const { page, desk } = await openReplay(({ desk: fake }) => {
    fake.prepare = () => {
      throw new Error('damaged');
    };
  });
  expect(page.querySelector('[role=alert]')?.textContent).toContain('Er ging iets mis');
  desk.prepare = () => undefined;
  button(page, 'Probeer opnieuw').click();
  await settle();
  expect(page.querySelector('.replay')).not.toBeNull();
});

test('leaving the replay closes it and its view', async () => {
  const { page, desk, replay } = await openReplay();
  button(page, 'Alle evenementen').click();
  await settle();
  expect(replay.asked.at(-1)).toEqual(['close']);
  expect(desk.view.asked.at(-1)).toEqual(['destroy']);
});
