import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

interface Package {
  readonly [of: string]: Readonly<Record<string, string>>;
}

test('every dependency has its reason, and no reason outlives its dependency', () => {
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(read('package.json')) as Package;
  const reasons = [...read('docs/decisions/0001-dependencies.md').matchAll(/^\| `([^`]+)` \| (\S.*) \|$/gm)];

  const named = reasons.map(([, name]) => name);
  const used = new Set(Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }));

  expect(named.sort()).toEqual([...used].sort());
});
