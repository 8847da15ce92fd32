import type { Change } from '../git/commit.js';
import { estateSources } from '../git/estate-sources.js';
import { editPhase } from '../git/phase-edit.js';
import { openRepository } from '../git/repository.js';
import { inScratch } from '../git/scratch.js';
import { placeText } from '../git/syntax.js';
import { didYouMean } from '../model/nearest.js';
import { UserError } from '../model/user-error.js';
import { groupMigrations } from '../report/status.js';
import { type Migration, migrationKey } from '../routers/migration.js';
import { type Synthesis, synthesize } from '../synth/synthesize.js';
import type { World } from '../world.js';
import type { Base } from './base.js';
import { loadEstate, type Project } from './load-estate.js';

/** One migration, or those that share a rollout, before and after another phase is written into the code. */
export interface PhaseChange {
  readonly before: readonly Migration[];
  readonly after: readonly Migration[];
  /** The estate's file and what synth made of it. */
  readonly changes: readonly Change[];
  readonly findings: Synthesis['findings'];
}

/** `prod/acme/checkout`, or with a star for the tenant. */
export function groupKey([first]: readonly Migration[]): string {
  return first!.cohort ? `${first!.cluster.name}/*/${first!.name}` : migrationKey(first!);
}

/** @throws UserError when no migration has this name, or more than one has. */
export function findMigrations({ estate }: Project, name: string): readonly Migration[] {
  const groups = groupMigrations([...estate.units()].flatMap(({ migration }) => migration ?? []));
  const found = groups.filter(group => groupKey(group) === name || groupKey(group).endsWith(`/${name}`));
  if (found.length === 1) return found[0]!;
  const keys = (found.length > 0 ? found : groups).map(groupKey);
  if (found.length > 1) throw new UserError(`"${name}" may be ${keys.join(' or ')}.`, 'Say which.');
  throw new UserError(`There is no migration "${name}".${didYouMean(name, keys)}`, '`sluice status` lists them all.');
}

/**
 * Writes another phase into the code, in a scratch of its own, and runs synth on it.
 * @throws UserError when anything but this migration would change.
 */
export async function changePhase(
  world: World,
  { project, repository, tip, prefix }: Base,
  before: readonly Migration[],
  phase: string,
): Promise<PhaseChange> {
  const key = groupKey(before);
  const read = (file: string) => world.files.read(`${project.root}/${file}`);
  const edit = editPhase(estateSources(project.entry, read), key, phase);
  const modules = [...new Set(['node_modules', `${prefix}node_modules`])];
  return inScratch(world, repository, tip, modules, async scratch => {
    const root = `${scratch}/${prefix}`.replace(/\/$/, '');
    world.files.write(`${root}/${edit.place.file}`, edit.text);
    const { estate, dist } = await loadEstate({ ...world, cwd: root });
    const keys = new Set(before.map(migrationKey));
    const after: Migration[] = [];
    const { findings, published } = synthesize(
      estate,
      { ...world, cwd: root },
      `${root}/${dist}`,
      dist,
      ({ migration }) => {
        if (migration && keys.has(migrationKey(migration))) after.push(migration);
      },
    );
    const wrong = after.find(found => found.phase !== phase);
    if (wrong) {
      throw new UserError(
        `${placeText(edit.place)} is not the phase of ${migrationKey(wrong)}: changed, it leaves it in "${wrong.phase}".`,
        'Name the migration in full, or edit its phase by hand.',
      );
    }
    const paths = published ? await (await openRepository(world, scratch)).changes() : [];
    const own = new Set([prefix + edit.place.file, ...[...keys].map(each => `${prefix}${dist}/${each}.yaml`)]);
    const links = new Set(modules);
    const changes = paths
      .filter(path => !links.has(path))
      .map(path => ({ path, content: world.files.read(`${scratch}/${path}`)?.toString('utf8') }));
    const stray = changes.find(({ path }) => !own.has(path));
    if (stray) {
      throw new UserError(
        `${stray.path} would change too, though it is no part of ${key}.`,
        'Run `sluice synth` and merge what it writes first; or another migration shares this phase.',
      );
    }
    return { before, after, changes, findings };
  });
}
