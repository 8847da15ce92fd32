import { Option } from 'commander';
import { load } from '../../analyze/load.js';
import { Schemas } from '../../analyze/schema/schemas.js';
import { validate as check } from '../../analyze/validate.js';
import type { Level } from '../../model/finding.js';
import { UserError } from '../../model/user-error.js';
import { countText, findingsText } from '../../report/findings-text.js';
import type { World } from '../../world.js';
import type { Command } from '../command.js';
import { sourcesOf } from '../sources.js';

interface ValidateFlags {
  readonly output: 'text' | 'json';
  readonly failOn: Level;
  readonly schema?: readonly string[];
  readonly kubernetes?: string;
  readonly istio?: string;
}

const SEVERITY: Readonly<Record<Level, number>> = { info: 0, warning: 1, error: 2 };

/** The kinds of the package, and those of the user's own CustomResourceDefinitions. */
async function schemasFor(world: World, { schema = [], kubernetes, istio }: ValidateFlags): Promise<Schemas> {
  const versions = { ...(kubernetes && { Kubernetes: kubernetes }), ...(istio && { Istio: istio }) };
  const schemas = new Schemas(Schemas.builtIn(file => world.packaged(`crds/${file}`), { versions }));
  for (const source of schema.length > 0 ? await sourcesOf(world, schema) : []) {
    let kinds = 0;
    for (const loaded of load(source.text(), source.file)) {
      if ('object' in loaded && schemas.addCrd(loaded.object.manifest)) kinds++;
    }
    if (kinds === 0) {
      throw new UserError(`${source.file} defines no kind.`, 'Give --schema files with CustomResourceDefinitions.');
    }
  }
  return schemas;
}

export const validate: Command<ValidateFlags> = {
  name: 'validate',
  summary: 'Check manifests that anybody wrote: schema, CEL, and every rule across objects',
  examples: [
    ['sluice validate dist', 'the committed files'],
    ['kubectl get vs,dr,gw -A -o yaml | sluice validate -', 'what a cluster has'],
    ['sluice validate --schema crds/ --fail-on warning manifests/', 'with your own kinds, and more strictly'],
  ],
  define(parser) {
    parser
      .argument('<path...>', 'YAML or JSON files, folders, or - for standard input')
      .addOption(new Option('-o, --output <form>', 'how to say it').choices(['text', 'json']).default('text'))
      .addOption(
        new Option('--fail-on <level>', 'exit 1 from this level on')
          .choices(['error', 'warning', 'info'])
          .default('error'),
      )
      .option('--schema <path...>', 'CustomResourceDefinitions of further kinds')
      .option('--kubernetes <version>', 'the version of the cluster, such as 1.28 (default: the newest known)')
      .option('--istio <version>', 'the version of its Istio (default: the newest known)');
  },
  async run(world, args, flags) {
    const schemas = await schemasFor(world, flags);
    const { files, objects, findings } = check(await sourcesOf(world, args), { schemas });
    if (flags.output === 'json') world.stdout.write(`${JSON.stringify({ files, objects, findings }, undefined, 2)}\n`);
    else {
      world.stdout.write(findingsText(findings, world.stdout.colour));
      world.stdout.write(`${objects} objects in ${files} files: ${countText(findings)}.\n`);
    }
    return findings.some(({ level }) => SEVERITY[level] >= SEVERITY[flags.failOn]) ? 1 : 0;
  },
};
