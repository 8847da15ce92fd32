import { describe, expect, test } from 'vitest';
import { MARKER, type Published, publish } from '../../src/synth/publish.js';
import type { Files } from '../../src/world.js';
import { MemoryFiles } from '../memory-files.js';
import { type FailingCall, failingAt } from './publish/failing-files.js';

type Tree = Readonly<Record<string, string>>;

const ROOT = '/repo/dist';

/** Writes files as they stand on the disk, marker and all. */
function disk(tree: Tree): MemoryFiles {
  const files = new MemoryFiles();
  files.makeFolder(ROOT);
  for (const [path, content] of Object.entries(tree)) {
    const file = `${ROOT}/${path}`;
    files.makeFolder(file.slice(0, file.lastIndexOf('/')));
    files.write(file, content);
  }
  return files;
}

/** All that stands in dist, folders with a slash at their end. */
function shown(files: Files): Tree {
  return Object.fromEntries(
    files
      .list(ROOT)
      .map(({ path, kind }) =>
        kind === 'folder' ? [`${path}/`, ''] : [path, files.read(`${ROOT}/${path}`)!.toString()],
      ),
  );
}

function ours(text: string): string {
  return `${MARKER}\n${text}`;
}

function publishAll(files: Files, tree: Tree, owned?: readonly string[]): Published {
  const publication = publish(files, ROOT, owned ? { owned } : {});
  for (const [path, text] of Object.entries(tree)) publication.add(path, text);
  return publication.commit();
}

const CHANGING: readonly (keyof Files)[] = ['write', 'writeWhole', 'rename', 'remove', 'makeFolder', 'removeFolder'];

/** Notes what changes in dist itself; what a run prepares in its own folder does not. */
function watched(files: Files): { readonly files: Files; readonly changes: string[] } {
  const changes: string[] = [];
  const proxy = new Proxy(files, {
    get(target, name: keyof Files) {
      const call = target[name].bind(target) as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        const path = String(args[name === 'rename' ? 1 : 0]);
        if (CHANGING.includes(name) && !path.includes('.sluice-stage')) changes.push(`${name} ${path}`);
        return call(...args);
      };
    },
  });
  return { files: proxy, changes };
}

describe('a publication', () => {
  test('writes what is new or changed, touches nothing else, and removes what is no longer said', () => {
    const start = disk({
      'prod/a/same.yaml': ours('1\n'),
      'prod/a/other.yaml': ours('1\n'),
      'prod/gone/x.yaml': ours(''),
    });
    const { files, changes } = watched(start);

    const published = publishAll(files, {
      'prod/a/same.yaml': '1\n',
      'prod/a/other.yaml': '2\n',
      'prod/b/new.yaml': '3\n',
    });

    expect(published).toEqual({
      written: ['prod/a/other.yaml', 'prod/b/new.yaml'],
      unchanged: 1,
      removed: ['prod/gone/x.yaml'],
      foreign: [],
    });
    expect(shown(files)).toEqual({
      'prod/': '',
      'prod/a/': '',
      'prod/a/other.yaml': ours('2\n'),
      'prod/a/same.yaml': ours('1\n'),
      'prod/b/': '',
      'prod/b/new.yaml': ours('3\n'),
    });
    expect(changes.filter(change => change.includes('same.yaml'))).toEqual([]);
  });

  test('of the same files again changes nothing', () => {
    const tree = { 'prod/a/x.yaml': '1\n', 'prod/b/x.yaml': '2\n' };
    const { files, changes } = watched(disk({}));
    publishAll(files, tree);
    changes.length = 0;

    expect(publishAll(files, tree)).toEqual({ written: [], unchanged: 2, removed: [], foreign: [] });
    expect(changes).toEqual([]);
  });

  test('changes nothing before its commit, and nothing at all when it is aborted', () => {
    const files = disk({ 'a.yaml': ours('1\n') });
    const before = shown(files);
    const publication = publish(files, ROOT);

    publication.add('a.yaml', '2\n');
    publication.add('b/c.yaml', '3\n');
    expect(files.read(`${ROOT}/a.yaml`)?.toString()).toBe(ours('1\n'));
    publication.abort();

    expect(shown(files)).toEqual(before);
    expect(() => publication.add('a.yaml', '2\n')).toThrow('This publication has ended.');
  });

  test('that is aborted takes a root that it made away again', () => {
    const files = new MemoryFiles();

    publish(files, ROOT).abort();

    expect(files.kind(ROOT)).toBeUndefined();
  });

  test('makes its root', () => {
    const files = new MemoryFiles();

    publishAll(files, { 'a.yaml': '' });

    expect(shown(files)).toEqual({ 'a.yaml': ours('') });
  });

  test('overwrites a file of ours that somebody edited below the marker', () => {
    const files = disk({ 'a.yaml': ours('by hand\n') });

    expect(publishAll(files, { 'a.yaml': '1\n' }).written).toEqual(['a.yaml']);
    expect(shown(files)).toEqual({ 'a.yaml': ours('1\n') });
  });

  test('leaves files without the marker alone and reports them', () => {
    const files = disk({ 'README.md': 'mine', 'prod/a/patch.yaml': 'mine', 'prod/a/x.yaml': ours('') });

    expect(publishAll(files, {})).toMatchObject({
      removed: ['prod/a/x.yaml'],
      foreign: ['README.md', 'prod/a/patch.yaml'],
    });
    expect(shown(files)).toEqual({ 'README.md': 'mine', 'prod/': '', 'prod/a/': '', 'prod/a/patch.yaml': 'mine' });
  });

  test('does not write over a file without the marker', () => {
    const files = disk({ 'a.yaml': 'mine' });

    expect(() => publishAll(files, { 'a.yaml': '1\n' })).toThrow(
      '/repo/dist/a.yaml was not written by Sluice, and a generated file belongs in its place.',
    );
    expect(shown(files)).toEqual({ 'a.yaml': 'mine' });
  });

  test('removes nothing outside of the folders that it owns', () => {
    const files = disk({ 'prod/a/x.yaml': ours(''), 'prod/ab/x.yaml': ours(''), 'test/x.yaml': ours('') });

    expect(publishAll(files, {}, ['prod/a'])).toMatchObject({ removed: ['prod/a/x.yaml'], foreign: [] });
    expect(Object.keys(shown(files))).toEqual(['prod/', 'prod/ab/', 'prod/ab/x.yaml', 'test/', 'test/x.yaml']);
  });

  test('carries a name over into another case', () => {
    const files = disk({ 'Prod/x.yaml': ours('') });

    publishAll(files, { 'prod/x.yaml': '' });

    expect(Object.keys(shown(files))).toEqual(['prod/', 'prod/x.yaml']);
  });
});

describe('a symbolic link', () => {
  test.each([
    ['as a file', 'prod/a/x.yaml', 'prod/a/x.yaml'],
    ['as a folder', 'prod/a', 'prod/a/x.yaml'],
    ['as the folder of all', 'prod', 'prod/a/x.yaml'],
  ])('%s is refused and not followed', (_, link, path) => {
    const files = disk({ 'elsewhere/a/x.yaml': ours('1\n') });
    files.makeFolder(`${ROOT}/${link}`);
    files.removeAll(`${ROOT}/${link}`);
    files.link(`${ROOT}/${link}`, '/repo/dist/elsewhere');
    const publication = publish(files, ROOT);

    expect(() => publication.add(path, '2\n')).toThrow(`/repo/dist/${link} is a symbolic link`);

    expect(files.kind(`${ROOT}/${link}`)).toBe('link');
    expect(files.read(`${ROOT}/elsewhere/a/x.yaml`)?.toString()).toBe(ours('1\n'));
  });

  test("that is in nobody's way is left alone and reported", () => {
    const files = disk({ 'a.yaml': ours('') });
    files.link(`${ROOT}/old.yaml`, `${ROOT}/a.yaml`);

    expect(publishAll(files, { 'a.yaml': '' })).toMatchObject({ removed: [], foreign: ['old.yaml'] });
    expect(files.kind(`${ROOT}/old.yaml`)).toBe('link');
  });

  test('as the root is refused', () => {
    const files = disk({});
    files.link('/repo/link', ROOT);

    expect(() => publish(files, '/repo/link')).toThrow('/repo/link is no folder of its own.');
  });
});

describe('a path', () => {
  test.each([
    '../a.yaml',
    'a/../../b.yaml',
    '/etc/a.yaml',
    'a//b.yaml',
    './a.yaml',
    'a/',
    '',
    'a\\b.yaml',
    'C:a.yaml',
    'a\0.yaml',
    '.sluice-stage/new/a.yaml',
  ])('"%s" is refused', path => {
    const files = disk({});

    expect(() => publishAll(files, { [path]: '' })).toThrow(/is no path inside the output folder/);
    expect(shown(files)).toEqual({});
  });

  test.each([
    ['a.yaml', 'a.yaml', 'Two units are written to "a.yaml".'],
    ['Foo.yaml', 'foo.yaml', '"foo.yaml" and "Foo.yaml" differ in case only'],
    ['Foo/a.yaml', 'foo/b.yaml', '"foo/b.yaml" and "Foo" differ in case only'],
    ['\u00e9.yaml', 'e\u0301.yaml', 'differ in case only'],
    ['a', 'a/b.yaml', '"a" is a file and a folder at once.'],
    ['a/b.yaml', 'a', '"a" is a file and a folder at once.'],
  ])('"%s" and then "%s" are refused', (first, second, message) => {
    const publication = publish(disk({}), ROOT);
    publication.add(first, '');

    expect(() => publication.add(second, '')).toThrow(message);
  });
});

describe('two runs at once', () => {
  test('the second is told who is at work, and disturbs nothing', () => {
    const files = disk({ 'a.yaml': ours('1\n') });
    const first = publish(files, ROOT);
    first.add('a.yaml', '2\n');

    expect(() => publish(files, ROOT)).toThrow(`Another run (process ${process.pid}) is publishing here.`);

    first.commit();
    expect(shown(files)).toEqual({ 'a.yaml': ours('2\n') });
    publish(files, ROOT).abort();
  });

  test('the first, aborted twice, leaves what the second has prepared', () => {
    const files = disk({});
    const first = publish(files, ROOT);
    first.abort();
    const second = publish(files, ROOT);
    second.add('a.yaml', '1\n');

    first.abort();
    second.commit();

    expect(shown(files)).toEqual({ 'a.yaml': ours('1\n') });
  });
});

describe('a fault of the file system', () => {
  const before = {
    'a/x.yaml': ours('1\n'),
    'a/y.yaml': ours('1\n'),
    'gone/deep/x.yaml': ours('1\n'),
    'gone/y.yaml': ours('1\n'),
  };
  const after = { 'a/x.yaml': '2\n', 'a/y.yaml': '1\n', 'b/c/x.yaml': '3\n', 'b/y.yaml': '4\n' };

  const FAULTS: readonly (readonly [string, readonly FailingCall[], 'once' | 'always', RegExp])[] = [
    [
      'ENOSPC',
      ['write', 'keep', 'makeFolder'],
      'always',
      /does not fit on the disk \(ENOSPC\); the files in .* as they were/,
    ],
    ['ENOSPC', ['rename'], 'once', /does not fit on the disk/],
    ['EACCES', ['write', 'keep', 'rename', 'makeFolder'], 'once', /may not be written \(EACCES\)/],
    ['EPERM', ['rename', 'keep'], 'once', /may not be changed \(EPERM\)/],
    ['EBUSY', ['rename'], 'once', /is in use by another program \(EBUSY\)/],
    ['EROFS', ['makeFolder', 'write'], 'always', /is on a read-only file system/],
  ];

  test.each(FAULTS)(
    '%s at any step of %j, %s, leaves all as it was, and the next run heals',
    (code, calls, how, words) => {
      let faults = 0;
      for (let nth = 1; ; nth++) {
        const files = disk(before);
        const start = shown(files);
        const failing = failingAt(files, { code, calls, how, nth });
        try {
          publishAll(failing, after);
          break;
        } catch (error) {
          faults++;
          expect((error as Error).message).toMatch(words);
          expect(error).toHaveProperty('hint');
        }
        expect(shown(files)).toEqual(start);
        expect(publishAll(files, after).written).toEqual(['a/x.yaml', 'b/c/x.yaml', 'b/y.yaml']);
      }
      expect(faults).toBeGreaterThan(1);
    },
  );

  test('that lets nothing be put back either says so', () => {
    const files = failingAt(disk(before), { code: 'EPERM', calls: ['rename'], how: 'always', nth: 4 });

    expect(() => publishAll(files, after)).toThrow(/could not be put back/);
  });
});
