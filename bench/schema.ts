import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../src/analyze/load.js';
import type { Located } from '../src/analyze/rule.js';
import type { IndexedSource } from '../src/analyze/schema/schema-index.js';
import { sourcesFor } from '../src/analyze/schema/schema-index.js';
import { Schemas } from '../src/analyze/schema/schemas.js';

// How fast objects are checked against their schemas, beside kubeconform on the same files and the same schemas, each on
// one core. `npx tsx bench/schema.ts [folder of YAML]`; without a folder it takes dist/, several times over.
// kubeconform is built from its Go module (needs Go and a network, once). It runs no rules in CEL; ours run.

const root = join(import.meta.dirname, '..');
const crds = join(root, 'crds');
const folder = process.argv[2] ?? join(root, 'dist');
const work = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
const copies = 5;

const read = (file: string): string => readFileSync(join(crds, file), 'utf8');

/** The same schemas in the form that kubeconform reads: `<kind>-<group>-<version>.json`. */
function writeSchemas(): void {
  const { sources } = JSON.parse(read('index.json')) as { readonly sources: readonly IndexedSource[] };
  for (const { kinds } of sourcesFor(sources)) {
    for (const { group, kind, versions } of kinds) {
      for (const [version, place] of Object.entries(versions)) {
        const [file = '', pointer = ''] = place.split('#/');
        const content = JSON.parse(read(file)) as Record<string, Record<string, unknown>>;
        const name = pointer.split('/').slice(1).join('/');
        const core = content['definitions'];
        const schema = core ? { $ref: `#/definitions/${name}`, definitions: core } : content[pointer];
        writeFileSync(join(work, `${kind}-${group}-${version}.json`.toLowerCase()), JSON.stringify(schema));
      }
    }
  }
}

function kubeconform(): string {
  const built = join(tmpdir(), 'sluice-bench-kubeconform', 'kubeconform');
  if (existsSync(built)) return built;
  const folder = join(tmpdir(), 'sluice-bench-kubeconform');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), 'module bench\n\ngo 1.24\n');
  const go = (...args: string[]) =>
    execFileSync('go', args, { cwd: folder, env: { ...process.env, GOFLAGS: '-mod=mod' } });
  go('get', 'github.com/yannh/kubeconform@v0.7.0');
  go('build', '-o', built, 'github.com/yannh/kubeconform/cmd/kubeconform');
  return built;
}

/** Seconds of processor time, so that a busy machine changes little. */
const seconds = (run: () => void): number => {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
};

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1]!;

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yaml'));
const texts = files.map(name => readFileSync(join(folder, name), 'utf8'));

function objects(): Located[] {
  return texts.flatMap(text => [...load(text, '')].flatMap(one => ('object' in one ? [one.object] : [])));
}

writeSchemas();
const program = kubeconform();
const input = join(work, 'input');
for (let copy = 0; copy < copies; copy++) {
  mkdirSync(join(input, String(copy)), { recursive: true });
  texts.forEach((text, i) => void writeFileSync(join(input, String(copy), `${i}.yaml`), text));
}
const location = join(work, '{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json');
/** Processor time of a program; its exit code says what it found, and that does not matter here. */
const theirs = (): number => {
  const command = [program, '-n', '1', '-schema-location', location, '-ignore-missing-schemas', '-summary', input];
  const script = `TIMEFORMAT='%U %S'; time "$@" > /dev/null 2>&1 || true`;
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    env: { ...process.env, GOMAXPROCS: '1' },
    encoding: 'utf8',
  });
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return user + system;
};

const all = objects();
const total = all.length * copies;
const schemas = Schemas.builtIn(read);
const cold = seconds(() => {
  for (const { manifest } of all) schemas.check(manifest);
});
const check = (): void => {
  for (let copy = 0; copy < copies; copy++) for (const { manifest } of all) schemas.check(manifest);
};
const parseAndCheck = (): void => {
  for (let copy = 0; copy < copies; copy++) for (const { manifest } of objects()) schemas.check(manifest);
};
const rounds = [1, 2, 3];
const [ours, whole] = [check, parseAndCheck].map(run => median(rounds.map(() => seconds(run))));
const other = median(rounds.map(theirs));
const row = (what: string, time: number): void =>
  console.log(
    `${what.padEnd(44)} ${time.toFixed(2).padStart(7)} s ${Math.round(total / time)
      .toString()
      .padStart(9)} objects/s`,
  );
console.log(`${total} objects of ${files.length * copies} files, processor time, median of ${rounds.length}`);
row('kubeconform v0.7.0: read, parse, check', other);
row('ours: parse, check with CEL', whole!);
row('ours: check with CEL, objects in memory', ours!);
console.log(`first pass over ${all.length} objects, schemas loaded on the way: ${(cold * 1000).toFixed(0)} ms`);
console.log(`ratio with parsing ${(other / whole!).toFixed(1)}, without ${(other / ours!).toFixed(1)}`);
rmSync(work, { recursive: true });
