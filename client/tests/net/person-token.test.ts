// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { forgetPerson, savedPerson, savePerson, trailAddress, trailTokenIn } from '../../src/net/person-token.ts';

beforeEach(() => localStorage.clear());

test('a token is kept for its series, and forgotten if it is the one that is meant', () => {
  savePerson('dunes', 'old');
  savePerson('beach', 'other');
  forgetPerson('dunes', 'new');
  expect(savedPerson('dunes')).toBe('old');
  forgetPerson('dunes', 'old');
  expect(savedPerson('dunes')).toBeNull();
  forgetPerson('beach');
  expect(savedPerson('beach')).toBeNull();
});

test('the address of one’s own page has the token where no server sees it', () => {
  const address = new URL(trailAddress('a.b-c_d/é'), 'https://isle.example');
  expect(address.pathname + address.search).toBe('/trail');
  expect(trailTokenIn(address)).toBe('a.b-c_d/é');
});

test('an address without a token, or of another page, is told apart', () => {
  expect(trailTokenIn({ pathname: '/trail', hash: '' })).toBe('');
  expect(trailTokenIn({ pathname: '/trail/', hash: '#%' })).toBe('');
  expect(trailTokenIn({ pathname: '/join/x', hash: '#abc' })).toBeNull();
});
