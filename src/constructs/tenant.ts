import { type ApiObject, Chart } from 'cdk8s';
import { NAMESPACE_UNIT } from '../argocd/application.js';
import { withWave } from '../argocd/waves.js';
import type { Finding } from '../model/finding.js';
import type { Gateway as GatewayModel } from '../model/gateway.js';
import { groupBy } from '../model/group-by.js';
import type { Manifest } from '../model/manifest.js';
import type { RouteSet } from '../model/route-set.js';
import { ALL } from '../model/share.js';
import { split } from '../model/split.js';
import { dnsLabel, type Tenant as TenantModel } from '../model/tenant.js';
import { UserError } from '../model/user-error.js';
import { walls } from '../policies/index.js';
import { manifestsAt, stateAt } from '../routers/migration.js';
import type { Router } from '../routers/router.js';
import type { Unit } from '../synth/unit.js';
import type { Cluster } from './cluster.js';
import { freeId } from './free-id.js';
import { Gateway } from './gateway.js';
import { Migration } from './migration.js';
import { ownObjects } from './own-objects.js';
import { Route } from './route.js';
import { knownTenantProps, type TenantProps } from './tenant-props.js';
import { type WrittenAt, writtenHere } from './written-at.js';

const TENANT = Symbol.for('sluice.tenant');

/** The router of a single side is never asked to split. */
const WHOLE = 'backend';

/** The gateways that routes listen on, as a tenant refers to them. */
export function gatewaysOf(routes: readonly Route[], tenant: Tenant): readonly GatewayModel[] {
  return [...new Set(routes.flatMap(({ gateways }) => gateways))].map(gateway => gateway.seenFrom(tenant));
}

/** A namespace with its walls. It is a Chart: any cdk8s object in its scope is written with it. */
export class Tenant extends Chart {
  /** @internal */
  readonly model: TenantModel;
  /** @internal */
  readonly writtenAt: WrittenAt = writtenHere();
  /** @internal */
  readonly [TENANT] = true;

  /** cdk8s lets `instanceof` hold for any Chart, whatever class stands on the right. */
  static override [Symbol.hasInstance](construct: unknown): construct is Tenant {
    return typeof construct === 'object' && construct !== null && TENANT in construct;
  }

  /**
   * @param cluster where the namespace is
   * @param id the namespace's name
   * @throws UserError when the id is no DNS-1123 label.
   */
  constructor(
    /** Where the namespace is. */
    readonly cluster: Cluster,
    id: string,
    props: TenantProps = {},
  ) {
    super(cluster, freeId(cluster, id, 'a tenant'), { namespace: id });
    knownTenantProps(id, props);
    const { quota, ...rest } = props.walls === false ? {} : (props.walls ?? {});
    this.model = {
      name: id,
      claims: props.claims ?? [],
      labels: props.labels ?? {},
      given: props.given ?? [],
      ...(props.kinds && { kinds: props.kinds }),
      ...(props.walls !== false && {
        walls: { quota: quota ?? {}, mtls: 'STRICT', callers: [], editors: [], viewers: [], sidecars: false, ...rest },
      }),
    };
  }

  /** @internal */
  get gateways(): readonly Gateway[] {
    return this.node.children.filter(child => child instanceof Gateway);
  }

  /** Names without a hash: a rename is a delete and a create in production. */
  override generateObjectName(object: ApiObject): string {
    const below = object.node.scopes.slice(object.node.scopes.indexOf(this) + 1).map(scope => scope.node.id);
    return below
      .filter(id => id !== 'Resource' && id !== 'Default')
      .join('-')
      .toLowerCase();
  }

  /** Everything of the tenant, as cdk8s' own tests and tools want it. */
  override toJson(): Manifest[] {
    return [...this.units()].flatMap(unit => unit.manifests);
  }

  /** @internal The tenant's files. */
  *units(): Iterable<Unit> {
    const [namespace, ...around] = walls(this.openToEdges(), this.cluster.model);
    if (namespace) {
      yield this.unit(NAMESPACE_UNIT, this.writtenAt, () => [namespace]);
      yield this.unit('walls', this.writtenAt, () => around);
    }
    for (const gateway of this.gateways) {
      const { by, model } = gateway;
      yield this.unit(
        `gateway-${model.name}`,
        gateway.writtenAt,
        () => by.gateway?.(model, this.model, this.cluster.model) ?? [],
      );
    }
    const migrations = this.node.children.filter(child => child instanceof Migration);
    yield* this.standing(migrations);
    for (const migration of migrations) {
      const { model } = migration;
      const unit = this.unit(model.name, migration.writtenAt, () => manifestsAt(model));
      yield { ...unit, migration: model, asked: { set: stateAt(model).set, by: model.by } };
    }
    for (const child of this.node.children) {
      if (child instanceof Gateway || child instanceof Route || child instanceof Migration) continue;
      yield this.unit(
        dnsLabel(child.node.id.toLowerCase(), 'a construct of a tenant'),
        () => ({}),
        () => ownObjects(child),
      );
    }
  }

  /** An edge that is left calls the tenant's Pods as long as it may get requests, so the walls let it. */
  private openToEdges(): TenantModel {
    const { walls: around } = this.model;
    if (!around) return this.model;
    const edges = this.node.children.flatMap(child => (child instanceof Migration ? child.edgeNamespaces : []));
    return { ...this.model, walls: { ...around, callers: [...new Set([...around.callers, ...edges])].sort() } };
  }

  /** Routes that nothing splits: all of their requests end at their backend. */
  private *standing(migrations: readonly Migration[]): Iterable<Unit> {
    const moving = new Set(migrations.filter(({ routesRequests }) => routesRequests).flatMap(({ routes }) => routes));
    const routes = this.node.children.filter(child => child instanceof Route && !moving.has(child)) as Route[];
    for (const [by, of] of groupBy<Router, Route>(routes, route => route.gateways[0]!.by)) {
      const set: RouteSet = {
        name: 'routes',
        cluster: this.cluster.model,
        tenant: this.model,
        gateways: gatewaysOf(of, this),
        routes: of.map(({ model }) => model),
        sides: [{ id: WHOLE }],
        pins: [],
      };
      const whole = split([{ backend: WHOLE, parts: ALL }]);
      const name = by.name === 'istio' ? 'routes' : `routes-${by.name}`;
      yield { ...this.unit(name, of[0]!.writtenAt, () => by.render(set, whole)), asked: { set, by } };
    }
  }

  /** A file of the tenant. What its maker finds wrong becomes a finding, so that all of them are shown at once. */
  private unit(name: string, written: WrittenAt, make: () => readonly Manifest[]): Unit {
    const path = `${this.cluster.model.name}/${this.model.name}/${name}.yaml`;
    const where = () => ({ ...written(), object: `${this.model.name}/${name}` });
    const findings: Finding[] = [];
    let manifests: readonly Manifest[] = [];
    try {
      manifests = make().map(withWave);
    } catch (error) {
      if (!UserError.is(error)) throw error;
      findings.push({
        rule: 'can-be-rendered',
        level: 'error',
        message: error.message,
        fix: error.hint,
        where: where(),
      });
    }
    return { path, cluster: this.cluster.model, manifests, findings, where };
  }
}
