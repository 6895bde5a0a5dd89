// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spansOf } from '../../src/core/zone-shape.ts';
import type { Intents } from '../../src/state/intents.ts';
import { createStore } from '../../src/state/store.ts';
import { NEW_FIELDS } from '../../src/state/zone-fields.ts';
import { ZoneDesk } from '../../src/ui/host/zones/zone-desk.ts';
import { ZoneForm } from '../../src/ui/host/zones/zone-form.ts';
import { zoneOf } from '../core/made-zones.ts';
import { FakeZones } from './fake-zones.ts';

const HALL = zoneOf('hall');
const SQUARE = spansOf({ x: 2, y: 2, width: 3, height: 3 });

function open(zone: string | null, zones = [HALL]) {
  const store = createStore('nl', false);
  store.map.value = { id: 'm', zones, width: 20, height: 20 } as never;
  store.zones.value = zones;
  const server = new FakeZones(store, zones);
  const request = (name: string, message: object) => Promise.resolve(server.answer(name, message));
  const desk = new ZoneDesk(store, request as Intents['request']);
  return { store, server, desk, form: new ZoneForm(store, desk, zone) };
}

const namesOf = (store: ReturnType<typeof createStore>) => store.zones.value.map(({ id }) => id);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('only what was changed is sent', async () => {
  const { form, server, store } = open('hall');
  form.set({ host: 'Anna', question: 'Wat nu?' });
  await form.save();
  expect(server.sent).toEqual([['zone_edit', { zone: 'hall', fields: { host: 'Anna', question: 'Wat nu?' } }]]);
  expect(form.state.value.at).toBe('saved');
  expect(form.changed.value).toEqual([]);
  expect(store.zones.value[0]).toMatchObject({ host: 'Anna' });
});

test('a new zone begins with a rectangle to draw, and is a zone to change once it is saved', async () => {
  const { form, server, store } = open(null, []);
  expect(store.zoning.draft.value).toMatchObject({ tool: 'rectangle', spans: [] });
  store.zoning.draft.value = { spans: SQUARE, tool: 'move', colour: '' };
  form.set({ names: { nl: 'Hal', en: '' } });
  await form.save();
  const fields = { kind: 'place', names: { nl: 'Hal', en: '' }, spans: SQUARE };
  expect(server.sent).toEqual([['zone_edit', { zone: null, fields }]]);
  expect(form.zone.value).toBe('new-1');
  expect(store.zoning.draft.value?.tool).toBe('none');
  form.stop();
  expect(store.zoning.draft.value).toBeNull();
});

test('figures and drawing are one and the same shape', () => {
  const { form, store } = open('hall');
  form.setShape(SQUARE);
  expect(store.zoning.draft.value?.spans).toEqual(SQUARE);
  const other = spansOf({ x: 9, y: 9, width: 1, height: 2 });
  store.zoning.draft.value = { spans: other, tool: 'move', colour: '' };
  expect(form.fields.value.spans).toEqual(other);
  expect(form.changed.value).toEqual(['spans']);
});

test('what another host changes is followed, but for what one changed oneself', async () => {
  const { form, server, store } = open('hall');
  form.set({ host: 'Anna' });
  server.change('hall', { host: 'Bo', question: 'Wie ben je?', spans: SQUARE });
  expect(form.fields.value).toMatchObject({ host: 'Anna', question: 'Wie ben je?', spans: SQUARE });
  expect(store.zoning.draft.value?.spans).toEqual(SQUARE);
  await form.save();
  expect(store.zones.value[0]).toMatchObject({ host: 'Anna', question: 'Wie ben je?' });
});

test('a zone that somebody else removed can be put up anew with all that one has', async () => {
  const { form, server } = open('hall');
  form.set({ host: 'Anna' });
  server.takeAway('hall');
  expect([form.zone.value, form.isLost.value]).toEqual([null, true]);
  await form.save();
  expect(server.sent.at(-1)).toMatchObject(['zone_edit', { zone: null, fields: { host: 'Anna', kind: 'place' } }]);
  expect(form.isLost.value).toBe(false);
});

test('the server is asked a while after the last change, and an answer that is too late does not count', async () => {
  const { form, server } = open('hall');
  const problem = { field: 'host', code: 'too_long', weight: 'error', zone: null } as const;
  server.problems = [problem];
  form.set({ host: 'An' });
  form.set({ host: 'Anna' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.sent).toEqual([['zone_check', { zone: 'hall', fields: { host: 'Anna' } }]]);
  expect(form.problemsOf('host')).toEqual([problem]);
  await form.save();
  expect(form.state.value.at).toBe('refused');
  form.stop();
  form.set({ host: 'A' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.sent).toHaveLength(2);
});

test('edits, new zones, removals and templates are undone and done again', async () => {
  const { store, desk, form } = open('hall');
  form.set({ host: 'Anna' });
  await form.save();
  await desk.save(null, { ...NEW_FIELDS, names: { nl: 'Nieuw' }, spans: SQUARE });
  await desk.remove(HALL);
  await desk.fill({ template: 'world_cafe', apply: true }, 'Wereldcafé');
  expect(namesOf(store)).toEqual(['new-1', 't-1', 't-2']);
  expect(await desk.undo()).toMatchObject({ ok: true, name: 'Wereldcafé', conflicts: [] });
  expect(namesOf(store)).toEqual(['new-1']);
  await desk.undo();
  await desk.undo();
  await desk.undo();
  expect(store.zones.value).toMatchObject([{ id: 'hall', host: '' }]);
  expect(await desk.undo()).toBeNull();
  for (let steps = 0; steps < 4; steps += 1) await desk.redo();
  expect(namesOf(store)).toEqual(['new-1', 't-1', 't-2']);
  expect(await desk.redo()).toBeNull();
});

test('undo leaves alone what somebody else changed meanwhile, and says so', async () => {
  const { store, desk, form, server } = open('hall');
  form.set({ host: 'Anna', question: 'Wat nu?' });
  await form.save();
  server.change('hall', { host: 'Bo' });
  expect(await desk.undo()).toMatchObject({ conflicts: [{ zone: 'hall', fields: ['host'] }] });
  expect(store.zones.value[0]).toMatchObject({ host: 'Bo', question: '' });
});
