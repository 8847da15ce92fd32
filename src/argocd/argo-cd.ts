import { atLeast, type Cluster } from '../model/cluster.js';
import { milliseconds, secondsDuration } from '../model/duration.js';
import type { Json } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';

/** When tenants may be synced, or may not. */
export interface SyncWindow {
  readonly kind: 'allow' | 'deny';
  /** When it begins, as five cron fields: `0 22 * * 5`. */
  readonly schedule: string;
  /** How long it lasts: `'8h'`. */
  readonly duration: string;
  /** `Europe/Berlin`. @default UTC */
  readonly timeZone?: string;
  /** Whether a person may still sync by hand, as a rollback at night needs. @default true */
  readonly manualSync?: boolean;
}

/** A kind of object by its API group. */
export interface GroupKind {
  /** The empty string for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** The Argo CD that rolls dist out, and where it finds it. */
export interface ArgoCD {
  /** Where Argo CD runs and reads Applications from. @default 'argocd' */
  readonly namespace?: string;
  /** Address of the Git repository that holds dist. */
  readonly repo: string;
  /** Branch, tag or commit. @default 'main' */
  readonly revision?: string;
  /** The way to dist inside the repository. @default 'dist' */
  readonly path?: string;
  /** Argo CD's version. One before 3.3 gets a second Application for each tenant's Namespace. @default '3.3' */
  readonly version?: string;
  /** API server of the cluster where Argo CD runs, as it knows it. @default 'https://kubernetes.default.svc' */
  readonly api?: string;
  /** Further kinds that tenants' folders may hold, besides routes, walls and usual workloads. @default none */
  readonly kinds?: readonly GroupKind[];
  /** @default tenants may be synced at any time */
  readonly windows?: readonly SyncWindow[];
  /**
   * Over how many Applications a cluster's tenants are spread. One holds the state of all that it has made in one
   * object, which etcd takes up to 1.5 MiB: about 1 500 tenants.
   * @default 1
   */
  readonly shards?: number;
}

export const IN_CLUSTER = 'https://kubernetes.default.svc';

/** The project that the bootstrap and every parent Application run in. */
export const PLATFORM = 'platform';

export const PROJECT_API = 'argoproj.io/v1alpha1';

export function argoNamespace(argo: ArgoCD): string {
  return argo.namespace ?? 'argocd';
}

/** Where a part of dist stands in the repository: `pathOf(argo, 'prod', 'acme')` is `dist/prod/acme`. */
export function pathOf(argo: ArgoCD, ...parts: readonly string[]): string {
  const base = (argo.path ?? 'dist').replace(/^(\.?\/)+|\/+$/g, '');
  return [base, ...parts].filter(part => part !== '' && part !== '.').join('/');
}

/** A tenant's project and Application. Dots are in no cluster's and no tenant's name, so two pairs never meet. */
export function appName(tenant: string, cluster: Cluster): string {
  return `${cluster.name}.${tenant}`;
}

/**
 * Whether a project can limit cluster-wide objects by name; before 3.3, whoever may write one Namespace may write all.
 *
 * Source: https://github.com/argoproj/argo-cd/pull/24674
 */
export function limitsNames(argo: ArgoCD): boolean {
  return atLeast(argo.version ?? '3.3', '3.3');
}

/**
 * A window as Argo CD reads it.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/
 * @throws UserError when the schedule has not five fields.
 */
export function syncWindow(window: SyncWindow): Json {
  const { kind, schedule, timeZone, manualSync = true } = window;
  if (schedule.trim().split(/\s+/).length !== 5) {
    throw new UserError(
      `${JSON.stringify(schedule)} is no schedule of a sync window.`,
      'Write five cron fields: minute, hour, day of the month, month, day of the week, such as "0 22 * * 5".',
    );
  }
  return {
    kind,
    schedule,
    // Argo CD reads durations as Go does, which knows no day and no week.
    duration: secondsDuration(milliseconds(window.duration)),
    ...(timeZone !== undefined && { timeZone }),
    manualSync,
    applications: ['*'],
  };
}
