import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Two states of one output folder: shared files that differ or not, and files of one state only. */
export const STATES: readonly Readonly<Record<string, string>>[] = [1, 2].map(state =>
  Object.fromEntries([
    ...[0, 1, 2, 3, 4].map(nth => [`prod/t${nth}/walls.yaml`, `state: ${state}\n`.repeat(10 ** nth)]),
    ['prod/same/walls.yaml', 'state: 0\n'],
    ...[0, 1, 2].map(nth => [`prod/only-${state}-${nth}/walls.yaml`, `state: ${state}\n`.repeat(100)]),
  ]),
);

/** Publishes one state and then the other without end, once it is told to go. */
const VICTIM = `
import { publish } from './src/synth/publish.js';
import { realFiles } from './src/world/files.js';
const [, , root] = process.argv;
const all = ${JSON.stringify(STATES)};
process.send('ready');
process.once('message', () => {
  for (let i = 1; ; i++) {
    const publication = publish(realFiles, root);
    for (const [path, text] of Object.entries(all[i % all.length])) publication.add(path, text);
    publication.commit();
  }
});
`;

/** Turns the sources to JavaScript once: a thousand processes that each did so would take minutes. */
export function compileVictim(folder: string): string {
  const sources = ['src/synth/publish.ts', 'src/synth/publish', 'src/world', 'src/model/user-error.ts'];
  for (const file of sources.flatMap(sourcesIn)) {
    const text = fs.readFileSync(path.join(REPOSITORY, file), 'utf8');
    const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
    const compiled = path.join(folder, file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(compiled), { recursive: true });
    fs.writeFileSync(compiled, ts.transpileModule(text, { compilerOptions }).outputText);
  }
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const victim = path.join(folder, 'victim.js');
  fs.writeFileSync(victim, VICTIM);
  return victim;
}

function sourcesIn(source: string): readonly string[] {
  if (source.endsWith('.ts')) return [source];
  return fs.readdirSync(path.join(REPOSITORY, source)).map(name => `${source}/${name}`);
}
