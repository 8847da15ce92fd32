import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as api from '../../src/index.js';
import { type Block, blocksOf, type Step, stepsOf } from './blocks.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Inside the package, so that its own name leads to what is built. */
export const SAMPLES = path.join(ROOT, '.cache/test/docs');

const CDK8S_YAML = 'language: typescript\napp: npx tsx src/main.ts\noutput: dist\n';

/** What a reader has after the installation: `npx` finds the command and the tools of this package. */
const SHELL = `npx() {
  local tool=$1
  shift
  if [ "$tool" = sluice ]; then node "${ROOT}/lib/src/cli/bin.js" "$@"; else "${ROOT}/node_modules/.bin/$tool" "$@"; fi
}
`;

/** A reader's own shell, and not the one of the test that runs it. */
const ENV = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|GIT_)/.test(name))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'me',
  GIT_AUTHOR_EMAIL: 'me@acme.example',
  GIT_COMMITTER_NAME: 'me',
  GIT_COMMITTER_EMAIL: 'me@acme.example',
  GIT_CEILING_DIRECTORIES: SAMPLES,
  NO_COLOR: '1',
};

/** What a command printed on both streams, and its exit code. */
export interface Printed {
  readonly text: string;
  readonly code: number | null;
}

/** One document as one project: each block with a path is a file of it. */
export interface Sample {
  /** The document, from the root of the repository. */
  readonly document: string;
  readonly folder: string;
  readonly blocks: readonly Block[];
  readonly steps: readonly Step[];
  /** The files of its own tests. */
  readonly tests: readonly string[];
}

/** @param base the folder that projects are in, inside the package */
export function sampleOf(document: string, base: string = SAMPLES): Sample {
  const blocks = blocksOf(readFileSync(path.join(ROOT, document), 'utf8'));
  const name = document.replace(/^docs\//, '').replace(/\.md$/, '');
  return {
    document,
    folder: path.join(base, name.toLowerCase().replaceAll('/', '-')),
    blocks,
    steps: blocks.filter(({ language }) => language === 'console').flatMap(stepsOf),
    tests: blocks.flatMap(({ path: file }) => (file?.endsWith('.test.ts') ? [file] : [])),
  };
}

/** Writes a document's project into an empty folder. A block without a path becomes a module of its own. */
export function write({ document, folder, blocks }: Sample): void {
  const put = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    // Two blocks on one path would hide each other from the compiler.
    writeFileSync(path.join(folder, file), text, { flag: 'wx' });
  };
  if (!blocks.some(({ path: file }) => file === 'cdk8s.yaml')) put('cdk8s.yaml', CDK8S_YAML);
  for (const { language, fragment, path: file, code, line } of blocks) {
    if (fragment) continue;
    if (file !== undefined) put(file, fromHere(code, file, blocks));
    else if (language === 'ts') put(`line-${line}.ts`, `// ${document}:${line}\n${importing(code)}${code}`);
  }
}

/** A file of this repository that a document does not show is taken from here. */
function fromHere(code: string, file: string, blocks: readonly Block[]): string {
  return code.replace(/(?<= from ')(\.[^']+)\.js(?=';$)/gm, (import_, target: string) => {
    const shown = path.posix.join(path.posix.dirname(file), `${target}.ts`);
    if (blocks.some(block => block.path === shown) || !existsSync(path.join(ROOT, shown))) return import_;
    return path.join(ROOT, shown.replace(/ts$/, 'js'));
  });
}

/** A block that says no import of its own means the public API. */
function importing(code: string): string {
  if (/^import /m.test(code)) return '';
  const used = Object.keys(api).filter(name => new RegExp(`\\b${name}[.(]`).test(code));
  return used.length > 0 ? `import { ${used.join(', ')} } from 'sluice';\n` : '';
}

/** Runs a command line in a folder as a reader does. */
export function sh(command: string, folder: string): Printed {
  const { stdout, status } = spawnSync('bash', ['-c', `${SHELL}exec 2>&1\n${command}`], {
    cwd: folder,
    env: ENV,
    encoding: 'utf8',
  });
  return { text: stdout.replace(/[ \t]+$/gm, '').trimEnd(), code: status };
}
