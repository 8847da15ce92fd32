import { resolve } from 'node:path';
import { Option } from 'commander';
import { UserError } from '../../model/user-error.js';
import { planeNamed, planes } from '../../planes/index.js';
import type { Answer, Plane, Request } from '../../planes/plane.js';
import { explanationText } from '../../report/answer-text.js';
import type { World } from '../../world.js';
import { clustersIn } from '../clusters.js';
import type { Command, ExitCode } from '../command.js';
import { requestOf, requestsIn } from '../curl.js';
import { findRoot } from '../load-estate.js';
import { sourcesOf } from '../sources.js';

interface RouteFlags {
  readonly output: 'text' | 'json';
  readonly plane: string;
  readonly header: readonly string[];
  readonly from?: string;
  readonly manifests?: readonly string[];
  readonly cluster?: string;
  readonly requests?: string;
}

function asked(world: World, args: readonly string[], { header, from, requests }: RouteFlags): readonly Request[] {
  const [method, url] = args.length === 1 ? ['GET', args[0]] : args;
  if (requests !== undefined && url === undefined) {
    const text = world.files.read(resolve(world.cwd, requests))?.toString('utf8');
    if (text === undefined) throw new UserError(`${requests} is no file.`, 'Name a file with a request a line.');
    return requestsIn(text, requests);
  }
  if (url === undefined || requests !== undefined || args.length > 2) {
    throw new UserError(
      'One request is asked for, or a file of them.',
      'Write: sluice route explain GET https://shop.example.com/cart, or --requests requests.jsonl.',
    );
  }
  return [requestOf({ method, url, headers: header, from })];
}

/** The clusters' planes by name; only one when it is named. */
async function planesOf(world: World, { manifests, cluster, plane }: RouteFlags): Promise<ReadonlyMap<string, Plane>> {
  const paths = manifests ?? [`${findRoot(world)}/dist`];
  const clusters = clustersIn(await sourcesOf(world, paths));
  const names = [...clusters.keys()].filter(name => cluster === undefined || name === cluster);
  if (names.length === 0) {
    throw new UserError(`There is no cluster "${cluster}".`, `There are: ${[...clusters.keys()].join(', ')}.`);
  }
  return new Map(names.map(name => [name, planeNamed(plane).load(clusters.get(name)!)]));
}

const isNobody = ({ kind, ...answer }: Answer): boolean =>
  kind === 'refused' && 'status' in answer && (answer.status === 0 || answer.status === 404);

/** The answer of the cluster that has the host. */
function answerOf(planes: ReadonlyMap<string, Plane>, request: Request): Answer {
  const answers = [...planes].map(([name, plane]) => ({ name, answer: plane.answer(request) }));
  const some = answers.filter(({ answer }) => !isNobody(answer));
  if (some.length > 1) {
    const names = some.map(({ name }) => name).join(' and ');
    const because = `which cluster the client reaches: ${names} all take it; name one with --cluster`;
    return { kind: 'unknown', because, steps: [], assumes: [] };
  }
  const with404 = answers.find(({ answer }) => answer.kind === 'refused' && answer.status === 404);
  return (some[0] ?? with404 ?? answers[0]!).answer;
}

function codeOf(answer: Answer): ExitCode {
  if (answer.kind === 'unknown') return 2;
  const nobody =
    answer.kind === 'backends' && answer.ends.every(({ parts, missing }) => parts === 0 || missing !== undefined);
  return answer.kind === 'refused' || nobody ? 1 : 0;
}

export const route: Command<RouteFlags> = {
  name: 'route',
  summary: 'Say what manifests do with a request, step by step, without a cluster',
  examples: [
    ['sluice route explain GET https://shop.example.com/cart', 'over the committed files'],
    [
      'sluice route explain POST https://shop.example.com/cart -H "x-user: 7" --from 192.0.2.1',
      'with a header and an address',
    ],
    ['sluice route explain --requests requests.jsonl --manifests manifests/ --output json', 'many at once'],
  ],
  define(parser) {
    parser
      .argument('<explain>', 'what to do: explain')
      .argument('[request...]', 'method and URL')
      .option('-H, --header <header>', 'a header, as curl takes it', (one, all: readonly string[]) => [...all, one], [])
      .option('--from <address>', "the client's address")
      .option('--manifests <path...>', "files and folders (default: the estate's dist)")
      .option('--cluster <name>', 'one of the clusters that the files are for')
      .option('--requests <file>', 'a JSON object with a request on each line')
      .addOption(
        new Option('--plane <name>', 'whose rules the manifests are read by')
          .choices(planes.map(({ name }) => name))
          .default('istio'),
      )
      .addOption(new Option('-o, --output <form>', 'how to say it').choices(['text', 'json']).default('text'));
  },
  async run(world, [action, ...args], flags) {
    if (action !== 'explain') throw new UserError(`There is no "route ${action}".`, 'Write: sluice route explain.');
    const requests = asked(world, args, flags);
    const planes = await planesOf(world, flags);
    let worst: ExitCode = 0;
    for (const request of requests) {
      const answer = answerOf(planes, request);
      const code = codeOf(answer);
      if (code > worst) worst = code;
      const text =
        flags.output === 'json'
          ? `${JSON.stringify({ request, answer })}\n`
          : explanationText(request, answer, world.stdout.colour);
      world.stdout.write(text);
    }
    return worst;
  },
};
