import { resolve } from 'node:path';
import { Option } from 'commander';
import { compare } from '../../analyze/equivalence.js';
import type { Manifest } from '../../model/manifest.js';
import { planeNamed, planes } from '../../planes/index.js';
import type { DataPlane, Equivalence } from '../../planes/plane.js';
import { equivalenceText } from '../../report/equivalence-text.js';
import type { World } from '../../world.js';
import { clustersIn } from '../clusters.js';
import type { Command } from '../command.js';
import { revisionSources } from '../revision-sources.js';
import { sourcesOf } from '../sources.js';

interface ProveFlags {
  readonly output: 'text' | 'json';
  readonly plane: string;
  readonly strict?: boolean;
}

/** A folder or file; else a folder at a git revision. */
async function side(world: World, written: string): Promise<ReadonlyMap<string, readonly Manifest[]>> {
  const here = written === '-' || world.files.kind(resolve(world.cwd, written)) !== undefined;
  return clustersIn(
    await (here || !written.includes(':') ? sourcesOf(world, [written]) : revisionSources(world, written)),
  );
}

/** Both sides cluster by cluster: requests of one never meet the routes of another. */
function compareAll(
  before: ReadonlyMap<string, readonly Manifest[]>,
  after: ReadonlyMap<string, readonly Manifest[]>,
  plane: DataPlane,
): Equivalence {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const found = names.map(name => compare(plane.load(before.get(name) ?? []), plane.load(after.get(name) ?? [])));
  const sum = (of: (one: Equivalence) => number): number => found.reduce((total, one) => total + of(one), 0);
  return {
    classes: sum(one => one.classes),
    doors: sum(one => one.doors),
    same: sum(one => one.same),
    intended: found.flatMap(one => one.intended),
    different: found.flatMap(one => one.different),
    undecided: found.flatMap(one => one.undecided),
    sampled: [...new Set(found.flatMap(one => one.sampled))],
  };
}

export const prove: Command<ProveFlags> = {
  name: 'prove',
  summary: 'Say which requests end elsewhere between two sets of manifests',
  examples: [
    ['sluice prove main:dist dist', 'what this branch changes for requests'],
    ['sluice prove --strict before/ after/', 'a phase counts as a difference, too'],
  ],
  define(parser) {
    parser
      .argument('<before>', 'a folder, a file, or revision:folder')
      .argument('<after>', 'the same for the other side')
      .option('--strict', 'exit 1 for shares that differ between the same destinations, too')
      .addOption(
        new Option('--plane <name>', 'whose rules the manifests are read by')
          .choices(planes.map(({ name }) => name))
          .default('istio'),
      )
      .addOption(new Option('-o, --output <form>', 'how to say it').choices(['text', 'json']).default('text'));
  },
  async run(world, [before, after], { output, strict, plane }) {
    const found = compareAll(await side(world, before!), await side(world, after!), planeNamed(plane));
    const text =
      output === 'json' ? `${JSON.stringify(found, undefined, 2)}\n` : equivalenceText(found, world.stdout.colour);
    world.stdout.write(text);
    if (found.different.length > 0 || (strict && found.intended.length > 0)) return 1;
    return found.undecided.length > 0 || found.doors === 0 ? 2 : 0;
  },
};
