// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { button, goToIsland, settle, showApp } from './fake-app.ts';

test('a panel opened from the menu closes the menu, and gives the focus back to its button', async () => {
  const app = showApp();
  goToIsland(app);
  await settle();
  button(app.root, 'Meer').click();
  await settle();
  button(app.root, 'Instellingen').click();
  await settle();
  expect(app.root.querySelector('.popup-content')).toBeNull();
  expect(app.root.querySelector('.panel h2')?.textContent).toBe('Instellingen');
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  await settle();
  expect(app.root.querySelector('.panel')).toBeNull();
  expect(document.activeElement).toBe(button(app.root, 'Meer'));
});
