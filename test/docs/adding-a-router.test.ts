import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Router } from '../../src/routers/router.js';
import { conforms } from '../routers/conformance.js';
import { SAMPLES, sampleOf, write } from './sample-project.js';

const sample = sampleOf('docs/contributing/adding-a-router.md', path.join(SAMPLES, '../docs-router'));
rmSync(sample.folder, { recursive: true, force: true });
write(sample);

const { plainIngress } = (await import(path.join(sample.folder, 'src/routers/plain-ingress.ts'))) as {
  readonly plainIngress: () => Router;
};

test('the router that the guide shows has its file’s name', () => {
  expect(plainIngress().name).toBe('plain-ingress');
});

describe('the router that the guide shows', () => {
  conforms(plainIngress());
});
