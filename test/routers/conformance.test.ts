import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { routers } from '../../src/routers/index.js';
import { conforms, isGolden } from './conformance.js';

const GOLDEN = fileURLToPath(new URL('golden/', import.meta.url));

describe.each(routers.map(router => [router.name, router] as const))('%s', (name, router) => {
  conforms(router);
  isGolden(router, `${GOLDEN}${name}`);
});

test('golden folders belong to routers', () => {
  expect(readdirSync(GOLDEN).filter(name => !routers.some(router => router.name === name))).toEqual([]);
});
