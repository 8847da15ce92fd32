import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Files, realWorld } from '../../src/world.js';
import { MemoryFiles } from '../memory-files.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

/** An empty folder, and a way to put a symbolic link into it. */
interface Ground {
  readonly files: Files;
  readonly root: string;
  link(at: string, to: string): void;
}

function real(): Ground {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-files-'));
  folders.push(root);
  return { files: realWorld().files, root, link: (at, to) => fs.symlinkSync(to, at) };
}

function memory(): Ground {
  const files = new MemoryFiles();
  files.makeFolder('/ground');
  return { files, root: '/ground', link: (at, to) => files.link(at, to) };
}

describe.each([
  ['real', real],
  ['memory', memory],
])('%s files', (_, ground) => {
  test('what is not there is undefined, or an empty list', () => {
    const { files, root } = ground();
    files.write(`${root}/file`, 'x');

    expect(files.read(`${root}/a/b`)).toBeUndefined();
    expect(files.read(`${root}/file/b`)).toBeUndefined();
    expect(files.kind(`${root}/a`)).toBeUndefined();
    expect(files.list(`${root}/a`)).toEqual([]);
    expect(files.removeFolder(`${root}/a`)).toBe(false);
    files.remove(`${root}/a`);
    files.removeAll(`${root}/a`);
  });

  test('writes replace the whole content, shorter or longer', () => {
    const { files, root } = ground();

    for (const write of [files.write.bind(files), files.writeWhole.bind(files)]) {
      for (const content of ['long content', 'short', Buffer.from('bytes: ü')]) {
        write(`${root}/file`, content);
        expect(files.read(`${root}/file`)).toEqual(Buffer.from(content as string));
      }
    }
    expect(files.list(root)).toEqual([{ path: 'file', kind: 'file' }]);
  });

  test('a file needs its folder', () => {
    const { files, root } = ground();

    expect(() => files.write(`${root}/a/b`, '')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(() => files.writeWhole(`${root}/a/b`, '')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    files.write(`${root}/file`, '');
    expect(() => files.write(`${root}/file/b`, '')).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
    expect(() => files.makeFolder(`${root}/file`)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  });

  test('a list goes all the way down, sorted, and shows links without following them', () => {
    const { files, root, link } = ground();
    files.makeFolder(`${root}/b/c`);
    files.makeFolder(`${root}/empty`);
    files.write(`${root}/b/c/file`, '');
    files.write(`${root}/b.yaml`, '');
    files.write(`${root}/B`, '');
    link(`${root}/to-b`, `${root}/b`);

    expect(files.list(root)).toEqual([
      { path: 'B', kind: 'file' },
      { path: 'b', kind: 'folder' },
      { path: 'b.yaml', kind: 'file' },
      { path: 'b/c', kind: 'folder' },
      { path: 'b/c/file', kind: 'file' },
      { path: 'empty', kind: 'folder' },
      { path: 'to-b', kind: 'link' },
    ]);
    expect(files.kind(`${root}/to-b`)).toBe('link');
  });

  test('a link that is replaced or removed leaves its target alone', () => {
    const { files, root, link } = ground();
    files.write(`${root}/target`, 'old');
    link(`${root}/a`, `${root}/target`);
    link(`${root}/b`, `${root}/target`);

    files.writeWhole(`${root}/a`, 'new');
    files.remove(`${root}/b`);

    expect(files.kind(`${root}/a`)).toBe('file');
    expect(files.read(`${root}/target`)?.toString()).toBe('old');
    expect(files.list(root).map(entry => entry.path)).toEqual(['a', 'target']);
  });

  test('a rename replaces a file; a folder moves with all that is in it', () => {
    const { files, root } = ground();
    files.makeFolder(`${root}/from/in`);
    files.write(`${root}/from/in/file`, '1');
    files.write(`${root}/a`, 'a');
    files.write(`${root}/b`, 'b');

    files.rename(`${root}/a`, `${root}/b`);
    files.rename(`${root}/from`, `${root}/to`);

    expect(files.read(`${root}/b`)?.toString()).toBe('a');
    expect(files.list(root).map(entry => entry.path)).toEqual(['b', 'to', 'to/in', 'to/in/file']);
    expect(() => files.rename(`${root}/gone`, `${root}/b`)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });

  test('what is kept under a second name outlives the replacement of the first', () => {
    const { files, root } = ground();
    files.write(`${root}/file`, 'old');

    files.keep(`${root}/file`, `${root}/kept`);
    files.writeWhole(`${root}/file`, 'new');

    expect(files.read(`${root}/kept`)?.toString()).toBe('old');
    expect(() => files.keep(`${root}/file`, `${root}/kept`)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  });

  test('only empty folders are removed, unless all is meant', () => {
    const { files, root } = ground();
    files.makeFolder(`${root}/a/b`);

    expect(files.removeFolder(`${root}/a`)).toBe(false);
    expect(files.removeFolder(`${root}/a/b`)).toBe(true);
    files.write(`${root}/a/file`, '');
    files.removeAll(`${root}/a`);

    expect(files.list(root)).toEqual([]);
  });

  test('a lock is held by one, until it is released', () => {
    const { files, root } = ground();

    const first = files.lock(root);
    expect(files.lock(root)).toMatchObject({ heldBy: process.pid });
    if ('release' in first) first.release();

    expect(files.lock(root)).toHaveProperty('release');
  });
});

describe('the real lock', () => {
  const GONE = 2 ** 22 + 1;

  test('a dead process holds nothing', () => {
    const { files, root } = real();
    files.write(`${root}/lock.${GONE}.00`, '');
    files.write(`${root}/lock.${process.pid}.00`, '');

    const lock = files.lock(root);

    expect(lock).toHaveProperty('release');
    expect(files.list(root)).toHaveLength(1);
    if ('release' in lock) lock.release();
    expect(files.list(root)).toEqual([]);
  });

  test('a living process is named, with the file that says so', () => {
    const { files, root } = real();
    const file = path.join(root, `lock.${process.ppid}.00`);
    files.write(file, '');

    expect(files.lock(root)).toEqual({ heldBy: process.ppid, file });
    expect(files.list(root)).toHaveLength(1);
  });
});
