import { expect, test } from 'vitest';
import { foreignHost, isPlaceAddress, sandboxFor } from '../../src/state/place-address.ts';
import { soundsHere } from '../../src/state/place-sounds.ts';
import { zoneOf } from '../core/made-zones.ts';

const OWN = 'https://island.example.org';

test('a place may use https elsewhere and the files of our maps, nothing else', () => {
  expect(isPlaceAddress('https://a.nl/x', OWN)).toBe(true);
  expect(isPlaceAddress('/maps/m/page.html', OWN)).toBe(true);
  for (const address of [
    'http://a.nl',
    'javascript:alert(1)',
    'data:text/html,hi',
    'blob:https://a.nl/1',
    '/join/TOKEN',
    '/maps/../api/entry',
    `${OWN}/join/TOKEN`,
    'https://',
  ])
    expect(isPlaceAddress(address, OWN), address).toBe(false);
});

test('another port or another name is another host', () => {
  expect(foreignHost('/maps/m/a.html', OWN)).toBeNull();
  expect(foreignHost(`${OWN}/maps/m/a.html`, OWN)).toBeNull();
  expect(foreignHost('https://a.nl/x', OWN)).toBe('a.nl');
  expect(foreignHost('https://island.example.org:8443/x', OWN)).toBe('island.example.org:8443');
});

test('a page of our own never gets both scripts and our origin', () => {
  for (const address of ['/maps/m/a.html', `${OWN}/maps/m/a.html`])
    expect(sandboxFor(address, OWN)).toBe('allow-forms allow-popups');
  expect(sandboxFor('https://a.nl/', OWN)).toContain('allow-same-origin');
  expect(sandboxFor('https://a.nl/x.pdf', OWN)).toContain('allow-scripts');
  expect(sandboxFor('/maps/m/paper.pdf', OWN)).toBeUndefined();
});

test('the sounds of places say where they come from', () => {
  const sound = (url: string) => ({ effect: 'sound', url, volume: 0.5, loop: true }) as const;
  const zone = zoneOf('bar', {
    effects: [sound('/maps/m/sea.mp3'), sound('https://a.nl/b.mp3'), sound('http://a.nl/c')],
  });
  expect(soundsHere([zone], OWN).map(({ sound: { url }, host }) => [url, host])).toEqual([
    ['/maps/m/sea.mp3', null],
    ['https://a.nl/b.mp3', 'a.nl'],
  ]);
});
