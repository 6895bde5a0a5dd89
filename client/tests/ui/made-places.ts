/** Places with something to offer, and a map that has them. */

import type { Effect, IslandMap, Zone } from '../../src/core/island-map.ts';
import { doorOf, zoneOf } from '../core/made-zones.ts';
import type { FakeApp } from './fake-app.ts';

export const page = (url: string, changes: object = {}): Effect =>
  ({
    effect: 'website',
    url,
    trigger: 'action',
    label: '',
    widthPercent: 50,
    closable: true,
    allow: [],
    ...changes,
  }) as Effect;

export const OFFICE = zoneOf('Kantoor', { kind: 'meeting', joins: 'action', lockable: true });
export const LIBRARY = zoneOf('Bieb', {
  effects: [page('/maps/m/boek.html'), { effect: 'tab', url: 'https://b.nl/x', label: 'Catalogus' }],
});
export const CINEMA = zoneOf('Bioscoop', {
  effects: [page('https://film.nl/nu', { trigger: 'enter', allow: ['fullscreen', 'autoplay'] })],
});
export const BEACH = zoneOf('Strand', {
  effects: [
    { effect: 'sound', url: '/maps/m/zee.mp3', volume: 1, loop: true },
    { effect: 'tooltip', text: 'Pas op voor de golven', ms: 0 },
  ],
});
export const GATE = doorOf('gate');

/** Stand in these zones. */
export function standIn({ store }: FakeApp, ...zones: readonly Zone[]): void {
  store.here.value = zones;
}

/** A map of 20 by 20 tiles with these zones and this in the credits. */
export function giveMap({ store }: FakeApp, zones: readonly Zone[], changes: Partial<IslandMap> = {}): void {
  store.map.value = {
    id: 'm',
    name: 'M',
    width: 20,
    height: 20,
    tileWidth: 32,
    tileHeight: 32,
    background: null,
    tilesets: [],
    animations: new Map(),
    layers: [],
    solid: new Uint8Array(400),
    zones,
    starts: [],
    doors: [],
    credits: [],
    ...changes,
  };
  store.zones.value = zones;
}
