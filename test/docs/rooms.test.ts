import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const documents = [
  ...readdirSync(ROOT),
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map(file => `docs/${file}`),
].filter(file => file.endsWith('.md'));

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

test('links between documents lead somewhere', () => {
  const links = documents.flatMap(file =>
    [...read(file).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, to]) => ({ file, to: to! })),
  );
  const lost = links.filter(({ file, to }) => {
    const target = path.join(path.dirname(file), to);
    const folder = path.join(ROOT, path.dirname(target));
    try {
      return !readdirSync(folder).includes(path.basename(target));
    } catch {
      return true;
    }
  });

  expect(lost).toEqual([]);
  expect(links.length).toBeGreaterThan(30);
});
