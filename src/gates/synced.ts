import type { SyncedGate } from '../model/gate.js';
import type { GateVerdict } from '../model/gate-verdict.js';
import type { Json } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';
import type { GateKind, Situation } from './gate-kind.js';
import { askJson, NoAnswer } from './http.js';

interface Application {
  readonly status?: {
    readonly sync?: { readonly status?: string; readonly revision?: string };
    readonly health?: { readonly status?: string };
    readonly operationState?: { readonly phase?: string };
  };
}

/** Argo CD says what its Applications are at: through its API with a token, or through kubectl. */
export const synced: GateKind<SyncedGate> = {
  kind: 'synced',
  async ask({ application }, situation) {
    const at = situation.world.now();
    const names = application === undefined ? (situation.applications?.names ?? []) : [application];
    const verdicts: GateVerdict[] = [];
    for (const name of names) verdicts.push(await askOne(name, at, situation));
    const [first] = verdicts;
    if (!first) return { verdict: 'unknown', at, why: 'It is not known which Application syncs it.' };
    const worst = (['fail', 'unknown'] as const)
      .map(bad => verdicts.filter(({ verdict }) => verdict === bad))
      .find(found => found.length > 0);
    if (!worst || names.length === 1) {
      return { ...first, why: names.length === 1 ? first.why : `All ${names.length} Applications are. ${first.why}` };
    }
    return { ...worst[0]!, why: `${worst.length} of ${names.length} Applications are not. ${worst[0]!.why}` };
  },
};

async function askOne(name: string, at: number, situation: Situation): Promise<GateVerdict> {
  try {
    const { query, answer, link } = await applicationAt(name, situation);
    const known = { at, queries: [query], ...(link !== undefined && { link }) };
    return { ...known, ...(await judge(name, (answer as Application).status, situation)) };
  } catch (error) {
    if (!(error instanceof NoAnswer) && !UserError.is(error)) throw error;
    return { verdict: 'unknown', at, why: `${error.message.replace(/\.$/, '')}.` };
  }
}

interface Found {
  readonly query: string;
  readonly answer: Json;
  readonly link?: string;
}

async function applicationAt(name: string, { world, argocd, applications }: Situation): Promise<Found> {
  const namespace = applications?.namespace ?? 'argocd';
  if (argocd) {
    const path = `/api/v1/applications/${encodeURIComponent(name)}?appNamespace=${encodeURIComponent(namespace)}`;
    const link = `${argocd.url}/applications/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
    return { query: `GET ${path}`, answer: await askJson(world, argocd, path), link };
  }
  const args = ['get', 'applications.argoproj.io', name, '--namespace', namespace, '--output', 'json'];
  const { code, stdout, stderr } = await world.run('kubectl', args);
  if (code !== 0) throw new NoAnswer(`kubectl says: ${stderr.trim().split('\n').at(-1)}`);
  return { query: `kubectl ${args.join(' ')}`, answer: JSON.parse(stdout) as Json };
}

async function judge(
  name: string,
  status: Application['status'],
  { since, contains }: Situation,
): Promise<Pick<GateVerdict, 'verdict' | 'why'>> {
  const { sync, health, operationState } = status ?? {};
  const revision = sync?.revision;
  if (!sync?.status || !health?.status || !revision) {
    return { verdict: 'unknown', why: `Argo CD does not say how ${name} is.` };
  }
  const is = `${name} is ${sync.status} and ${health.status} at ${revision.slice(0, 12)}`;
  if (sync.status === 'Unknown' || health.status === 'Unknown') return { verdict: 'unknown', why: `${is}.` };
  if (!since) return { verdict: 'unknown', why: `${is}; no commit says since when the phase lasts.` };
  const held = await contains(revision, since.commit);
  if (held === undefined) return { verdict: 'unknown', why: `${is}, a commit that this clone does not know: fetch.` };
  if (!held)
    return { verdict: 'fail', why: `${is}, which has not the phase yet: that came with ${since.commit.slice(0, 12)}.` };
  const running = operationState?.phase === 'Running';
  const good = sync.status === 'Synced' && health.status === 'Healthy' && !running;
  return { verdict: good ? 'pass' : 'fail', why: `${is}${running ? ', and is being synced' : ''}.` };
}
