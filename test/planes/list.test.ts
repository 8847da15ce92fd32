import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { planeNamed, planes } from '../../src/planes/index.js';

const FOLDER = fileURLToPath(new URL('../../src/planes/', import.meta.url));
const BESIDES = ['index.ts', 'plane.ts'];

test('every file is listed, and its name is the name of its plane', () => {
  const files = readdirSync(FOLDER).filter(file => file.endsWith('.ts') && !BESIDES.includes(file));

  expect(planes.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  expect(planes.map(({ name }) => planeNamed(name))).toEqual(planes);
});
