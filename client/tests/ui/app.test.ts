// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { MediaChoice } from '../../src/core/people.ts';
import { button, goToIsland, settle, showApp } from './fake-app.ts';

const press = (key: string) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

async function atTheDoor() {
  const app = showApp();
  app.store.phase.value = { at: 'entry', role: 'attendee' };
  await settle();
  const name = app.root.querySelector<HTMLInputElement>('#name');
  if (!name) throw new Error('no name field');
  const fillIn = async (value: string, media: MediaChoice | null) => {
    name.value = value;
    name.dispatchEvent(new Event('input', { bubbles: true }));
    if (media) app.root.querySelector<HTMLInputElement>(`input[value="${media}"]`)?.click();
    await settle();
    app.root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settle();
  };
  return { app, fillIn };
}

test('without a name nobody goes in, and is told why', async () => {
  const { app, fillIn } = await atTheDoor();
  await fillIn('  ', 'text');
  expect(app.wanted.some(([wish]) => wish === 'enter')).toBe(false);
  expect(app.root.querySelector('[role=alert]')?.textContent).toContain('Vul een naam in');
});

test('nobody chooses for you how you join', async () => {
  const { app, fillIn } = await atTheDoor();
  await fillIn('Anna', null);
  expect(app.wanted.some(([wish]) => wish === 'enter')).toBe(false);
  expect(app.root.querySelector('[role=alert]')?.textContent).toContain('Kies hoe je meedoet');
});

test('who chose to talk without trying the devices gets both, and can turn them off', async () => {
  const { app, fillIn } = await atTheDoor();
  await fillIn('Anna', 'full');
  const entered = app.wanted.findLast(([wish]) => wish === 'enter')?.[1];
  expect(entered).toMatchObject({ media: 'full', microphoneOn: true, cameraOn: true });
});

test('with a name and a way to join one goes in, and both are remembered here', async () => {
  const { app, fillIn } = await atTheDoor();
  await fillIn(' Anna ', 'listen');
  expect(app.wanted.findLast(([wish]) => wish === 'enter')?.[1]).toMatchObject({
    name: 'Anna',
    media: 'listen',
    microphoneOn: false,
    cameraOn: false,
  });
  expect(localStorage.getItem('eiland.name')).toBe('"Anna"');
});

test('the language changes at once, on the page and in its lang attribute', async () => {
  const { app } = await atTheDoor();
  app.store.language.value = 'en';
  await settle();
  expect(app.root.textContent).toContain('How do you join?');
  expect(document.documentElement.lang).toBe('en');
});

test('what is kept is said before one goes in', async () => {
  const { app } = await atTheDoor();
  expect(app.root.querySelector('.recorded')?.textContent).toContain('Na 30 dagen wissen we dat.');
});

test('every reason to be refused gets its sentence', async () => {
  const app = showApp();
  app.store.phase.value = { at: 'refused', reason: 'link_expired' };
  await settle();
  expect(app.root.textContent).toContain('Deze link is verlopen');
});

test('chat shows what was typed as text, marks it read, and sends', async () => {
  const app = showApp();
  goToIsland(app);
  await settle();
  button(app.root, 'Chat, 1 nieuw bericht').click();
  await settle();
  expect(app.root.querySelector('.line-text')?.textContent).toBe('Hoi <b>!</b> https://a.nl');
  expect(button(app.root, 'Chat').getAttribute('aria-label')).toBe('Chat');
  const field = app.root.querySelector<HTMLTextAreaElement>('#message');
  if (!field) throw new Error('no message field');
  field.value = 'Dag!';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  app.outcome = { ok: false, reason: 'rate' };
  button(app.root, 'Verstuur').click();
  await settle();
  expect(app.wanted.at(-1)).toEqual(['say', 'near', 'Dag!']);
  expect(field.value).toBe('Dag!');
  expect(app.root.querySelector('.write [role=alert]')?.textContent).toContain('te snel');
});

test('people can be found, walked to and waved at without the canvas', async () => {
  const app = showApp();
  goToIsland(app);
  await settle();
  press('p');
  await settle();
  expect(app.root.querySelector('.person-detail')?.textContent).toBe('3 tegels links van je, alleen');
  button(app.root, 'Loop naar Bo').click();
  button(app.root, 'Zwaai naar Bo').click();
  expect(app.wanted.slice(-2)).toEqual([
    ['approach', 2],
    ['wave', 2],
  ]);
  press('Escape');
  await settle();
  expect(app.root.querySelector('.panel')).toBeNull();
});

test('a conversation can be locked and left from its bar', async () => {
  const app = showApp();
  goToIsland(app);
  await settle();
  button(app.root, 'Op slot doen').click();
  button(app.root, 'Gesprek uit').click();
  expect(app.wanted.slice(-2)).toEqual([['lockConversation', true], ['leaveConversation']]);
});

test('who joins and who leaves is announced', async () => {
  const app = showApp();
  goToIsland(app);
  app.store.nearby.value = [];
  const bubble = app.store.conversation.value;
  app.store.conversation.value = null;
  await settle();
  app.store.conversation.value = bubble;
  await settle();
  const said = [...app.root.querySelectorAll('[role=status]')].map((region) => region.textContent);
  expect(said).toContain('Je bent in gesprek met Bo.');
});

test('the controls say what they are and what they will do', async () => {
  const app = showApp();
  goToIsland(app);
  app.store.microphone.value = 'on';
  await settle();
  expect(button(app.root, 'Microfoon').getAttribute('aria-label')).toBe('Microfoon aan: zet je microfoon uit');
  app.store.me.value = app.store.me.value && { ...app.store.me.value, media: 'listen' };
  await settle();
  expect(() => button(app.root, 'Microfoon')).toThrow();
});
