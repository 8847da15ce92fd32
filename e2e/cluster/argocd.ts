import { argocdNamespace } from '../servers/argocd.js';
import { until } from '../until.js';
import { get, kubectl } from './kubectl.js';

/** What is read of an Application. */
export interface Application {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly source: { readonly path: string } };
  readonly status?: {
    readonly sync?: { readonly status?: string; readonly revision?: string };
    readonly health?: { readonly status?: string };
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly operationState?: {
      readonly phase?: string;
      readonly message?: string;
      readonly syncResult?: { readonly resources?: readonly SyncedObject[] };
    };
  };
}

/** What became of one object in a sync. */
export interface SyncedObject {
  readonly kind: string;
  readonly name: string;
  readonly status?: string;
  readonly message?: string;
}

/** The objects that the last sync of an Application could not bring about. */
function failedObjects({ status }: Application): readonly SyncedObject[] {
  const all = status?.operationState?.syncResult?.resources ?? [];
  return all.filter(object => object.status === 'SyncFailed');
}

export async function application(name: string): Promise<Application> {
  return get<Application>('application.argoproj.io', argocdNamespace, name);
}

export async function applications(): Promise<readonly Application[]> {
  const list = await kubectl(['get', 'applications.argoproj.io', '-n', argocdNamespace, '-o', 'json']);
  return (JSON.parse(list) as { readonly items: readonly Application[] }).items;
}

/** Has Argo CD look at Git now, as a webhook would. */
export async function refresh(): Promise<void> {
  await kubectl([
    'annotate',
    'applications.argoproj.io',
    '--all',
    '-n',
    argocdNamespace,
    'argocd.argoproj.io/refresh=normal',
    '--overwrite',
  ]);
}

/** `acme: Synced Healthy at 1a2b3c4`, and what is wrong where something is. */
export function stateText(app: Application): string {
  const { sync, health, conditions = [], operationState } = app.status ?? {};
  const said = conditions.map(({ message }) => message);
  const failed = failedObjects(app).map(({ kind, name, message }) => `${kind} ${name}: ${message}`);
  const state = `${sync?.status} ${health?.status} at ${sync?.revision?.slice(0, 7)}`;
  return [`${app.metadata.name}: ${state}`, operationState?.message ?? '', ...said, ...failed].join('\n  ');
}

/** Waits until every one of these Applications is Synced and Healthy at the very revision. */
export async function untilSynced(names: readonly string[], revision: string, within = 120_000): Promise<void> {
  await refresh();
  let states = '';
  await until(`Synced and Healthy at ${revision.slice(0, 7)}: ${names.join(', ')}`, within, async () => {
    const all = (await applications()).filter(({ metadata }) => names.includes(metadata.name));
    states = all.map(stateText).join('\n');
    return all.length === names.length && all.every(app => isSyncedAt(app, revision));
  }).catch(error => {
    throw new Error(`${(error as Error).message}\n${states}`);
  });
}

function isSyncedAt({ status }: Application, revision: string): boolean {
  return status?.sync?.status === 'Synced' && status.sync.revision === revision && status.health?.status === 'Healthy';
}
