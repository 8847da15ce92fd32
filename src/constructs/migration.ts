import { Construct } from 'constructs';
import type { Backend } from '../model/backend.js';
import type { Cohort } from '../model/cohort.js';
import { knownProps } from '../model/known-props.js';
import { type Plan, phaseOf } from '../model/plan.js';
import type { Side } from '../model/route-set.js';
import { UserError } from '../model/user-error.js';
import type { Migration as MigrationModel } from '../routers/migration.js';
import type { Router } from '../routers/router.js';
import { freeId } from './free-id.js';
import { Gateway, ISTIO } from './gateway.js';
import type { Rollout } from './rollout.js';
import type { Route } from './route.js';
import type { Tenant } from './tenant.js';
import { type WrittenAt, writtenHere } from './written-at.js';

interface MigrationBase {
  /** What moves. A mechanism that tells a controller whom to serve needs none. @default none */
  readonly routes?: readonly Route[];
  /** The side that is left: an edge, a Service, a host. */
  readonly from: Backend;
  /** The side that is moved to: a gateway, so each route's own backend behind it, or one backend for all. */
  readonly to: Gateway | Backend;
  /** The mechanism that splits. @default istio() */
  readonly by?: Router;
}

interface OwnPhase {
  /** The current phase, as a literal: it is what a phase advance edits. */
  readonly phase: string;
  /** The phases, in order. */
  readonly plan: Plan;
  /** Makes a share one of tenants: this one is wholly on one side. @default a share of requests */
  readonly cohort?: Cohort;
  readonly rollout?: never;
}

interface SharedPhase {
  /** Phase and plan that many tenants have in common. */
  readonly rollout: Rollout;
  readonly phase?: never;
  readonly plan?: never;
  readonly cohort?: never;
}

export type MigrationProps = MigrationBase & (OwnPhase | SharedPhase);

const PROPS: Readonly<Record<keyof MigrationProps, true>> = {
  routes: true,
  from: true,
  to: true,
  by: true,
  phase: true,
  plan: true,
  cohort: true,
  rollout: true,
};

/** Routes that move from one side to another by a plan. Its id is its file in the tenant's folder. */
export class Migration extends Construct {
  /** @internal */
  readonly routes: readonly Route[];
  /** @internal */
  readonly writtenAt: WrittenAt = writtenHere();
  private readonly tenant: Tenant;
  private readonly parts: Pick<MigrationModel, 'from' | 'to' | 'by' | 'plan' | 'phase' | 'cohort'>;

  /** @throws UserError when the phase is not of the plan, the sides are one, or a route is another tenant's. */
  constructor(tenant: Tenant, id: string, props: MigrationProps) {
    super(tenant, freeId(tenant, id, 'a migration'));
    knownProps(props, PROPS, `Migration "${id}"`);
    this.tenant = tenant;
    this.routes = props.routes ?? [];
    for (const route of this.routes) {
      if (route.node.scope === tenant) continue;
      throw new UserError(
        `Migration "${id}" moves route "${route.node.path}", which is another tenant's.`,
        'Move it where it is.',
      );
    }
    const { phase, plan, cohort, name } = props.rollout ?? { ...props, name: id };
    if (name !== id) {
      throw new UserError(
        `Migration "${id}" takes part in rollout "${name}".`,
        `Call both "${name}": one phase, one name.`,
      );
    }
    phaseOf(plan, phase, `migration "${tenant.model.name}/${id}"`);
    const from = { id: props.from.id, backend: props.from };
    const to = sideOf(props.to);
    if (from.id === to.id) {
      throw new UserError(
        `Migration "${id}" goes from "${from.id}" to "${to.id}".`,
        'Give one of them another id: { id: "…" }.',
      );
    }
    this.parts = { from, to, by: props.by ?? ISTIO, plan, phase, ...(cohort && { cohort }) };
  }

  /** @internal */
  get model(): MigrationModel {
    return {
      name: this.node.id,
      cluster: this.tenant.cluster.model,
      tenant: this.tenant.model,
      gateways: [...new Set(this.routes.flatMap(({ gateways }) => gateways))].map(gateway =>
        gateway.seenFrom(this.tenant),
      ),
      routes: this.routes.map(route => route.model),
      ...this.parts,
    };
  }

  /** @internal The namespaces of edges on either side that run in the cluster. */
  get edgeNamespaces(): readonly string[] {
    return [this.parts.from, this.parts.to].flatMap(({ backend }) => {
      const end = backend?.kind === 'edge' ? backend.through : undefined;
      return end?.kind === 'service' && end.namespace !== undefined ? [end.namespace] : [];
    });
  }

  /** @internal Whether the mechanism routes the requests itself; otherwise the routes stand as if nothing moved. */
  get routesRequests(): boolean {
    return this.parts.by.can.of === 'requests';
  }
}

function sideOf(to: Gateway | Backend): Side {
  return to instanceof Gateway ? { id: to.model.name } : { id: to.id, backend: to };
}
