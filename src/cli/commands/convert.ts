import { resolve } from 'node:path';
import { Option } from 'commander';
import { load } from '../../analyze/load.js';
import { Locator } from '../../analyze/locate.js';
import type { Source } from '../../analyze/validate.js';
import { ingressNginx } from '../../convert/readers/ingress-nginx.js';
import { estateText } from '../../convert/writers/estate.js';
import { isSealed, sealed } from '../../convert/writers/seal.js';
import { groupBy } from '../../model/group-by.js';
import type { Located } from '../../model/located.js';
import { UserError } from '../../model/user-error.js';
import { type Outcome, outcomes, severity, type Verdict } from '../../model/verdict.js';
import type { ConversionFacts } from '../../report/conversion.js';
import { conversionJson } from '../../report/conversion-json.js';
import { conversionMarkdown } from '../../report/conversion-markdown.js';
import { conversionText } from '../../report/conversion-text.js';
import { findingsText } from '../../report/findings-text.js';
import type { World } from '../../world.js';
import type { Command, ExitCode, OutputOption } from '../command.js';
import { sourcesOf } from '../sources.js';

interface ConvertFlags extends OutputOption {
  readonly to?: string;
  readonly failOn?: Outcome;
}

/** Every object of the sources; what is none is shown, and does not stop the others. */
function objectsOf(world: World, sources: readonly Source[]): readonly Located[] {
  return sources.flatMap(source =>
    [...load(source.text(), source.file)].flatMap(loaded => {
      if ('object' in loaded) return [loaded.object];
      world.stderr.write(findingsText([loaded.finding], world.stderr.colour));
      return [];
    }),
  );
}

/** Looks up the lines of what somebody has to look at. */
function placed(verdicts: readonly Verdict[], sources: readonly Source[]): readonly Verdict[] {
  const texts = new Map(sources.map(source => [source.file, source]));
  const open = verdicts.filter(({ outcome }) => severity(outcome) >= severity('approximated'));
  const places = new Map<Verdict, Verdict>();
  for (const [file, of] of groupBy(open, ({ where }) => where.file)) {
    const source = file === undefined ? undefined : texts.get(file);
    if (!source) continue;
    const locator = new Locator(source.text());
    for (const verdict of of)
      places.set(verdict, { ...verdict, where: { ...verdict.where, ...locator.locate(verdict.where) } });
  }
  return verdicts.map(verdict => places.get(verdict) ?? verdict);
}

async function write(world: World, file: string, text: string): Promise<void> {
  const path = resolve(world.cwd, file);
  const before = world.files.read(path)?.toString('utf8');
  if (before !== undefined && !(await isSealed(before))) {
    throw new UserError(
      `${file} is there already, and was not written by this command alone.`,
      'Name another file, and take over from it what is new.',
    );
  }
  world.files.makeFolder(resolve(path, '..'));
  world.files.writeWhole(path, await sealed(text));
}

const REPORTS = { json: conversionJson, markdown: conversionMarkdown };

export const convert: Command<ConvertFlags> = {
  name: 'convert',
  summary: 'Turn Ingresses of ingress-nginx into a typed estate, with a verdict on every field',
  examples: [
    ['sluice convert manifests', 'what would become of them'],
    [
      'kubectl get ing,svc,cm,ingressclass -A -o yaml | sluice convert - --to src/estate/shop.ts',
      'an estate of a cluster',
    ],
    ['sluice convert manifests --fail-on unsupported', 'exit 1 when something has no place'],
  ],
  define(parser) {
    parser
      .argument('<path...>', 'YAML or JSON files, folders, or - for standard input')
      .option('--to <file>', 'write the estate there; never over a file that was edited')
      .addOption(
        new Option('-o, --output <form>', 'how to say it').choices(['text', 'json', 'markdown']).default('text'),
      )
      .addOption(new Option('--fail-on <verdict>', 'exit 1 from this verdict on').choices([...outcomes]));
  },
  async run(world, args, { to, output, failOn }): Promise<ExitCode> {
    const sources = await sourcesOf(world, args);
    const conversion = ingressNginx.read(objectsOf(world, sources));
    const { remarks, unread, tenants } = conversion;
    const verdicts = placed(conversion.verdicts, sources);
    const facts: ConversionFacts = { verdicts, remarks, unread, left: tenants.flatMap(({ left }) => left) };
    const estate = estateText(conversion);
    if (to !== undefined && estate === undefined) {
      throw new UserError(
        `No host could be converted, so ${to} is not written.`,
        'See the report: sluice convert without --to.',
      );
    }
    if (to !== undefined && estate !== undefined) await write(world, to, estate);
    world.stdout.write(output === 'text' ? conversionText(facts, world.stdout.colour) : REPORTS[output](facts));
    if (to !== undefined && output === 'text')
      world.stdout.write(`${to} is written: call converted(cluster) in your entry.\n`);
    return failOn !== undefined && verdicts.some(({ outcome }) => severity(outcome) >= severity(failOn)) ? 1 : 0;
  },
};
