import { pathToFileURL } from 'node:url';
import { load as parse, YAMLException } from 'js-yaml';
import { tsImport } from 'tsx/esm/api';
import type { Estate } from '../constructs/estate.js';
import { Estate as Hosting } from '../constructs/estate.js';
import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';

/** A repository with an estate. */
export interface Project {
  /** Its folder, absolute: where cdk8s.yaml is. */
  readonly root: string;
  /** The file that is run, relative to the root. */
  readonly entry: string;
  readonly estate: Estate;
  /** The folder of the written files, relative to the root. */
  readonly dist: string;
}

interface Cdk8sYaml {
  readonly app?: unknown;
  readonly output?: unknown;
}

/** The folder at or above the one of the command that has a cdk8s.yaml. */
export function findRoot(world: World): string {
  for (let folder = world.cwd; ; folder = folder.replace(/\/[^/]*$/, '')) {
    if (world.files.kind(`${folder}/cdk8s.yaml`) === 'file') return folder;
    if (!folder.includes('/')) break;
  }
  throw new UserError(
    `There is no cdk8s.yaml in ${world.cwd} or above it.`,
    'Go to the repository of your estate, or make one: docs/guides/first-migration.md shows how.',
  );
}

function cdk8sYaml(text: string): Cdk8sYaml {
  try {
    return (parse(text) ?? {}) as Cdk8sYaml;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new UserError(`cdk8s.yaml is no YAML: ${error.message.split('\n')[0]}.`, 'Correct that line.');
  }
}

function settings(world: World, root: string): { readonly entry: string; readonly dist: string } {
  const { app, output = 'dist' } = cdk8sYaml(world.files.read(`${root}/cdk8s.yaml`)?.toString('utf8') ?? '');
  const entry = typeof app === 'string' ? app.split(/\s+/).findLast(word => /\.[cm]?[jt]s$/.test(word)) : undefined;
  if (entry === undefined) {
    throw new UserError(
      app === undefined
        ? 'cdk8s.yaml has no `app`.'
        : `\`app\` in cdk8s.yaml is ${JSON.stringify(app)}, which names no file of yours.`,
      'Write the command that runs your entry: app: npx tsx src/main.ts',
    );
  }
  if (typeof output !== 'string') throw new UserError('`output` in cdk8s.yaml is no folder.', 'Write output: dist');
  if (world.files.kind(`${root}/${entry}`) !== 'file') {
    throw new UserError(`cdk8s.yaml runs ${entry}, which is not there.`, 'Put your entry there, or change `app`.');
  }
  return { entry, dist: output };
}

/** What esbuild says of the first place that it cannot parse. */
const UNPARSED = /^(\/.*?):(\d+):(\d+): ERROR: (.*)$/m;

function notTypeScript(error: unknown): never {
  const [, file, line, column, what] = (error instanceof Error && UNPARSED.exec(error.message)) || [];
  if (file === undefined) throw error;
  throw new UserError(`${file}:${line}:${column} is no TypeScript: ${what}.`, 'Correct that line.');
}

/**
 * Runs a repository's entry and takes its estate over at the moment when it would be written.
 * @throws UserError when there is none, or when it is wrong.
 */
export async function loadEstate(world: World): Promise<Project> {
  const root = findRoot(world);
  const { entry, dist } = settings(world, root);
  let estate: Estate | undefined;
  await Hosting.hosted(
    found => {
      estate = found;
    },
    () => tsImport(pathToFileURL(`${root}/${entry}`).href, import.meta.url).catch(notTypeScript),
  );
  if (estate) return { root, entry, estate, dist };
  throw new UserError(`${entry} has run and synthesized no estate.`, 'End it with estate.synth().');
}
