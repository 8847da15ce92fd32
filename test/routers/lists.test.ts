import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { features } from '../../src/model/feature.js';
import { routers } from '../../src/routers/index.js';

/** Files of the room that are no mechanism: the contract, the list, and what is made of mechanisms. */
const OTHERS = ['index', 'migration', 'router', 'together'];

test('every mechanism has its file and stands in the list, in alphabetical order', () => {
  const files = readdirSync(fileURLToPath(new URL('../../src/routers/', import.meta.url)))
    .filter(name => name.endsWith('.ts'))
    .map(name => name.slice(0, -'.ts'.length))
    .filter(name => !OTHERS.includes(name));

  expect(routers.map(router => router.name)).toEqual(files.sort());
});

test('every mechanism speaks of every feature', () => {
  for (const { can } of routers) expect(Object.keys(can.features).sort()).toEqual([...features].sort());
});
