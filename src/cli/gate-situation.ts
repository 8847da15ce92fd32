import type { Command as Parser } from 'commander';
import { appName, argoNamespace } from '../argocd/argo-cd.js';
import type { Server, Situation } from '../gates/gate-kind.js';
import { phaseSince } from '../git/phase-since.js';
import type { Repository } from '../git/repository.js';
import { UserError } from '../model/user-error.js';
import { fileOf } from '../report/status.js';
import type { Migration } from '../routers/migration.js';
import type { World } from '../world.js';
import type { Project } from './load-estate.js';

/** Where gates ask. */
export interface GateOptions {
  readonly prometheus?: string;
}

export function defineGates(parser: Parser): Parser {
  return parser.option('--prometheus <url>', 'where metrics are asked (default: PROMETHEUS_URL)');
}

/** A repository at the revision that gates are asked about. */
export interface Held {
  readonly repository: Repository;
  readonly revision: string;
}

/**
 * All that gates are asked with.
 * @param held `undefined` in a folder without commits
 * @throws UserError when an address is none
 */
export async function gateSituation(
  world: World,
  { root, dist, estate }: Project,
  held: Held | undefined,
  group: readonly Migration[],
  { prometheus = world.env['PROMETHEUS_URL'] }: GateOptions,
): Promise<Situation> {
  const { argocd } = estate;
  const file = fileOf(group);
  const path = (name: string) => `${root}/${name}`.slice((held?.repository.root.length ?? 0) + 1);
  const since = held && file && (await phaseSince(held.repository, held.revision, path(`${dist}/${file}`)));
  const argo = world.env['ARGOCD_SERVER'];
  return {
    world,
    migrations: group,
    root,
    read: name => world.files.read(`${root}/${name}`)?.toString('utf8'),
    ...(since && since.phase === group[0]!.phase && { since }),
    contains: async (revision, commit) => held && contains(held.repository, revision, commit),
    ...(argocd && {
      applications: {
        names: group.map(({ tenant, cluster }) => appName(tenant.name, cluster)),
        namespace: argoNamespace(argocd),
      },
    }),
    ...(prometheus && { prometheus: server(prometheus, world.env['PROMETHEUS_TOKEN']) }),
    ...(argo && { argocd: server(argo.includes('://') ? argo : `https://${argo}`, world.env['ARGOCD_AUTH_TOKEN']) }),
  };
}

function server(address: string, token: string | undefined): Server {
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw new UserError(`"${address}" is no address of a server.`, 'Write "https://prometheus.example".');
  }
  return { url: address.replace(/\/+$/, ''), ...(token && { token }) };
}

async function contains(repository: Repository, revision: string, commit: string): Promise<boolean | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(revision) || !(await repository.commitOf(revision))) return undefined;
  return (await repository.distance(commit, revision)).ahead === 0;
}
