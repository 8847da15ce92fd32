import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

describe('rooms', () => {
  const pages = readdirSync(path.join(ROOT, 'docs/rooms'));

  test('have a page each', () => {
    const rooms = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory());

    expect(rooms.length).toBeGreaterThan(10);
    expect(rooms.map(({ name }) => `${name}.md`).filter(page => !pages.includes(page))).toEqual([]);
  });

  test.each(pages)('%s says contract, walls, the way to one more, and tests', page => {
    const headings = read(`docs/rooms/${page}`).match(/^## .+$/gm);

    expect(headings).toEqual(['## Contract', '## Why these walls', '## One more', '## Tests']);
    expect(read('docs/architecture.md')).toContain(`(rooms/${page})`);
  });
});
