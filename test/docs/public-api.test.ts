import path from 'node:path';
import { expect, test } from 'vitest';
import * as api from '../../src/index.js';
import { routers } from '../../src/routers/index.js';
import { publicApi } from './public-api.js';

const LIB = path.resolve(import.meta.dirname, '../../lib/src');
const names = publicApi([`${LIB}/index.d.ts`, `${LIB}/testing.d.ts`], LIB);

test('everything that a user may name has a sentence', () => {
  // A bag of props says by its name what it is for; its members do the rest.
  const bag = /^\w+(Props|Options)$/;
  const silent = names.filter(({ name, says }) => says === '' && !bag.test(name));

  expect(silent.map(({ name }) => name)).toEqual([]);
  expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['Route', 'RouteProps.timeout', 'manifestsAt']));
});

test('every router is public, under its name', () => {
  const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const spelled = Object.keys(api).map(name => name.toLowerCase());

  expect(routers.map(({ name }) => camel(name)).filter(name => !spelled.includes(name.toLowerCase()))).toEqual([]);
});
