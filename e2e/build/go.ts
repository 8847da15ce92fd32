import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from './part.js';

/** A module of ours that has nothing but the one we want: so its `replace` lines can be set here, not upstream. */
export interface Wrapper {
  readonly go: string;
  readonly require: Readonly<Record<string, string>>;
  readonly replace?: Readonly<Record<string, string>>;
}

export interface GoModule {
  readonly Dir: string;
  readonly GoMod: string;
}

interface GoModFile {
  readonly Go: string;
  readonly Require: readonly { readonly Path: string; readonly Version: string }[];
}

const env = { CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -trimpath', GOWORK: 'off' };

/** Fetches a module into Go's own cache and says where it lies. */
export async function downloadModule(bench: Bench, module: string): Promise<GoModule> {
  return JSON.parse(
    await bench.run('go', ['mod', 'download', '-json', module], { cwd: bench.scratch, env }),
  ) as GoModule;
}

export async function readGoMod(bench: Bench, file: string): Promise<GoModFile> {
  return JSON.parse(await bench.run('go', ['mod', 'edit', '-json', file], { cwd: bench.scratch, env })) as GoModFile;
}

export interface Build {
  readonly packages: readonly string[];
  /** A file name when one package is built, else the folder `bin/`. */
  readonly to?: string;
  /** Variables that the linker sets, such as the program's version. */
  readonly set?: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly modules?: 'mod' | 'readonly';
}

/** Compiles programs into the part's `bin/`. */
export async function goBuild(bench: Bench, build: Build): Promise<void> {
  const set = Object.entries(build.set ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  await mkdir(join(bench.out, 'bin'), { recursive: true });
  const to = join(bench.out, 'bin', build.to ?? '/');
  const flags = [`-mod=${build.modules ?? 'mod'}`, '-ldflags', ['-s -w', ...set].join(' '), '-o', to];
  await bench.run('go', ['build', ...flags, ...build.packages], { cwd: build.cwd, env });
}

/** Compiles packages of modules that `wrapper` requires. */
export async function buildWrapped(bench: Bench, wrapper: Wrapper, build: Omit<Build, 'cwd'>): Promise<void> {
  const cwd = join(bench.scratch, 'wrapper');
  const lines = (verb: string, entries: Readonly<Record<string, string>>, joint: string) =>
    Object.entries(entries).map(([path, version]) => `${verb} ${path}${joint}${version}`);
  const file = [
    'module sluice.test/wrapper',
    `go ${wrapper.go}`,
    ...lines('require', wrapper.require, ' '),
    ...lines('replace', wrapper.replace ?? {}, ' => '),
  ];
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, 'go.mod'), `${file.join('\n')}\n`);
  await goBuild(bench, { ...build, cwd });
}

/** A writable copy of a module, to build it as the main module: only then its own `replace` lines and sums count. */
export async function copyModule(bench: Bench, module: string): Promise<string> {
  const { Dir } = await downloadModule(bench, module);
  const copy = join(bench.scratch, 'source');
  await cp(Dir, copy, { recursive: true });
  await bench.run('chmod', ['-R', 'u+w', copy]);
  return copy;
}
