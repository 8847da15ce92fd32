import { expect, test } from 'vitest';
import { pin } from '../../src/model/pin.js';
import { refusal } from './refusal.js';

test('pins go to the new side unless they say otherwise, and header names lose their case', () => {
  expect([
    pin.header('X-Canary', 'Yes'),
    pin.cookie('Canary', 'yes', { side: 'old' }),
    pin.users('X-User-Id', ['7']),
    pin.cidr(['10.0.0.0/8'], { side: 'old' }),
  ]).toEqual([
    { kind: 'header', name: 'x-canary', value: 'Yes', side: 'new' },
    { kind: 'cookie', name: 'Canary', value: 'yes', side: 'old' },
    { kind: 'user', header: 'x-user-id', ids: ['7'], side: 'new' },
    { kind: 'cidr', ranges: ['10.0.0.0/8'], side: 'old' },
  ]);
});

test('a pin of nobody is refused: it would be a rule without a condition', () => {
  expect(refusal(() => pin.users('x-user-id', []))).toEqual([
    'A pin of no users pins nobody.',
    'Name at least one of the users, or drop the pin.',
  ]);
  expect(refusal(() => pin.cidr([]))[0]).toBe('A pin of no ranges pins nobody.');
});
