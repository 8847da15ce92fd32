import { ApiObject, App } from 'cdk8s';
import { type ArgoCD, healthChecks, refusedObjects, root, shardFolder, tenantApps } from '../argocd/index.js';
import type { Manifest } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';
import { findingsText } from '../report/findings-text.js';
import { synthesize } from '../synth/synthesize.js';
import type { Unit } from '../synth/unit.js';
import { realWorld } from '../world.js';
import { Cluster } from './cluster.js';
import { Tenant } from './tenant.js';
import type { WrittenAt } from './written-at.js';

export interface EstateProps {
  /** How Argo CD finds what is written. @default no objects for Argo CD are written */
  readonly argocd?: ArgoCD;
  /** Where files go. @default CDK8S_OUTDIR, or 'dist' */
  readonly outdir?: string;
}

/** Somebody who wants the estate in place of having it written: a command, a test. */
export type Host = (estate: Estate) => void;

const HOST = Symbol.for('sluice.host');

function* every(clusters: readonly Cluster[]): Iterable<Tenant> {
  for (const cluster of clusters) yield* tenantsOf(cluster);
}

/** A cluster's tenants: those that are held, then the streamed ones, each of which is let go. */
function* tenantsOf(cluster: Cluster): Iterable<Tenant> {
  const held = cluster.node.children.filter(child => child instanceof Tenant);
  yield* held;
  const known = new Set(held);
  for (const _ of cluster.unfold()) {
    for (const child of cluster.node.children) {
      if (!(child instanceof Tenant) || known.has(child)) continue;
      yield child;
      cluster.node.tryRemoveChild(child.node.id);
    }
  }
}

function argoUnit(name: string, manifests: readonly Manifest[], written: WrittenAt = () => ({})): Unit {
  return {
    path: `argocd/${name}.yaml`,
    manifests,
    findings: [],
    where: () => ({ ...written(), object: `argocd/${name}` }),
  };
}

/** Everything that one repository describes. It is a cdk8s App: `synth()` writes it. */
export class Estate extends App {
  /** @internal */
  readonly argocd: ArgoCD | undefined;

  constructor(props: EstateProps = {}) {
    super({ ...(props.outdir !== undefined && { outdir: props.outdir }) });
    this.argocd = props.argocd;
  }

  /** While `work` runs, estates are handed over to a host when they are to be written. */
  static async hosted(host: Host, work: () => Promise<unknown>): Promise<void> {
    const global = globalThis as { [HOST]?: Host };
    global[HOST] = host;
    try {
      await work();
    } finally {
      delete global[HOST];
    }
  }

  /**
   * Renders, checks and writes everything.
   * @throws UserError with every error that the checks found; nothing is written then.
   */
  override synth(): void {
    const host = (globalThis as { [HOST]?: Host })[HOST];
    if (host) {
      host(this);
      return;
    }
    const world = realWorld();
    const { findings, published } = synthesize(this, world, `${world.cwd}/${this.outdir}`, this.outdir);
    world.stderr.write(findingsText(findings, world.stderr.colour));
    if (!published) throw new UserError('Nothing was written.', 'Put right the errors above.');
  }

  /** @internal Every file of the estate. Streamed tenants are built one after another and let go. */
  *units(): Iterable<Unit> {
    const clusters = this.node.children.filter(child => child instanceof Cluster);
    const folders = new Set<string>();
    for (const tenant of every(clusters)) {
      if (!this.argocd) {
        yield* tenant.units();
        continue;
      }
      for (const unit of tenant.units()) {
        const refused = [...refusedObjects(tenant.model, this.argocd, unit.manifests)];
        yield refused.length === 0 ? unit : { ...unit, findings: [...unit.findings, ...refused] };
      }
      const { model, cluster, writtenAt } = tenant;
      const folder = shardFolder(model.name, cluster.model, this.argocd);
      folders.add(folder);
      yield argoUnit(`${folder}/${model.name}`, tenantApps(model, cluster.model, this.argocd), writtenAt);
    }
    this.refuseStrays();
    if (!this.argocd) return;
    yield argoUnit(
      'root',
      root(
        this.argocd,
        clusters.map(({ model }) => model),
        folders,
      ),
    );
    yield argoUnit('health', [healthChecks(this.argocd)]);
  }

  /** An object outside every tenant would be in no folder that Argo CD syncs. */
  private refuseStrays(): void {
    const outside = this.node.children.flatMap(child =>
      child instanceof Cluster ? child.node.children.filter(inner => !(inner instanceof Tenant)) : [child],
    );
    for (const child of outside) {
      const stray = child.node.findAll().find(construct => ApiObject.isApiObject(construct));
      if (stray) throw new UserError(`"${stray.node.path}" belongs to no tenant.`, 'Give it a Tenant as its scope.');
    }
  }
}
