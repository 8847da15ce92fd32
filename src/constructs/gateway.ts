import { Construct } from 'constructs';
import type { Gateway as GatewayModel } from '../model/gateway.js';
import { knownProps } from '../model/known-props.js';
import { claims } from '../model/tenant.js';
import { UserError } from '../model/user-error.js';
import { istio } from '../routers/istio.js';
import type { Router } from '../routers/router.js';
import { freeId } from './free-id.js';
import type { Tenant } from './tenant.js';
import { type WrittenAt, writtenHere } from './written-at.js';

export interface GatewayTlsProps {
  /** Secret with the certificate, in the namespace of the gateway's Pods. PASSTHROUGH has none. */
  readonly secret?: string;
  /** SIMPLE ends TLS; MUTUAL asks clients for a certificate too; PASSTHROUGH leaves it to the backend. @default 'SIMPLE' */
  readonly mode?: 'SIMPLE' | 'MUTUAL' | 'PASSTHROUGH';
  /** Oldest version that is spoken. @default 'TLSV1_2' */
  readonly minVersion?: 'TLSV1_2' | 'TLSV1_3';
}

export interface GatewayProps {
  /** Names that enter here: `api.example.com`, `*.example.com`. The tenant must claim them. */
  readonly hosts: readonly string[];
  /** HTTPS on port 443. @default closed */
  readonly tls?: GatewayTlsProps;
  /**
   * Plain HTTP on port 80: served, answered with a redirect to HTTPS, or closed. A migration must not change what
   * clients get, so the redirect has to be said.
   * @default 'serve'
   */
  readonly http?: 'serve' | 'redirect' | 'off';
  /** Labels of the Pods that are the gateway. @default { istio: 'ingressgateway' } */
  readonly selector?: Readonly<Record<string, string>>;
  /**
   * Proxies before the gateway that add to X-Forwarded-For, as in Istio's `gatewayTopology.numTrustedProxies`.
   * @default 0
   */
  readonly trustedProxies?: number;
  /** The mechanism that makes it. @default istio() */
  readonly by?: Router;
}

const PROPS: Readonly<Record<keyof GatewayProps, true>> = {
  hosts: true,
  tls: true,
  http: true,
  selector: true,
  trustedProxies: true,
  by: true,
};

/** The mechanism of whoever names none; one for all, so that what it makes can be grouped by it. */
export const ISTIO: Router = istio();

/** Where requests enter. */
export class Gateway extends Construct {
  /** @internal */
  readonly model: GatewayModel;
  /** @internal */
  readonly by: Router;
  /** @internal */
  readonly writtenAt: WrittenAt = writtenHere();

  /** @throws UserError when a host is none, is not claimed by the tenant, or the TLS is half said. */
  constructor(tenant: Tenant, id: string, props: GatewayProps) {
    super(tenant, freeId(tenant, id, 'a gateway', 'gateway-'));
    knownProps(props, PROPS, `Gateway "${id}"`);
    if (props.tls) knownProps(props.tls, { secret: true, mode: true, minVersion: true }, `Gateway "${id}" tls`);
    const { hosts, tls, http = 'serve' } = props;
    if (hosts.length === 0) throw new UserError(`Gateway "${id}" has no hosts.`, 'Name at least one: hosts: ["…"].');
    for (const host of hosts) claimed(tenant, host, `Gateway "${id}"`);
    const mode = tls?.mode ?? 'SIMPLE';
    if (tls && mode !== 'PASSTHROUGH' && tls.secret === undefined) {
      throw new UserError(`Gateway "${id}" ends TLS without a certificate.`, 'Name its Secret: tls: { secret: "…" }.');
    }
    if (tls && mode === 'PASSTHROUGH' && tls.secret !== undefined) {
      throw new UserError(
        `Gateway "${id}" passes TLS through and has a certificate.`,
        'Drop `secret`, or end TLS: mode: "SIMPLE".',
      );
    }
    if (http === 'off' && !tls)
      throw new UserError(`Gateway "${id}" is closed on every port.`, 'Give it tls, or http: "serve".');
    if (http === 'redirect' && !tls) {
      throw new UserError(
        `Gateway "${id}" redirects to HTTPS that it does not speak.`,
        'Give it tls: { secret: "…" }.',
      );
    }
    this.by = props.by ?? ISTIO;
    this.model = {
      name: id,
      hosts,
      http,
      ...(tls && {
        tls: { mode, ...(tls.secret !== undefined && { secret: tls.secret }), minVersion: tls.minVersion ?? 'TLSV1_2' },
      }),
      selector: props.selector ?? { istio: 'ingressgateway' },
      trustedProxies: props.trustedProxies ?? 0,
    };
  }

  /** @internal The gateway as a tenant's routes refer to it: with its namespace where that is another one. */
  seenFrom(tenant: Tenant): GatewayModel {
    const home = this.node.scope as Tenant;
    return home === tenant ? this.model : { ...this.model, name: `${home.model.name}/${this.model.name}` };
  }
}

/** Refuses a host that is none, or that the tenant does not claim. */
export function claimed(tenant: Tenant, host: string, who: string): void {
  if (!/^(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)*[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(host)) {
    throw new UserError(
      `${who} has ${JSON.stringify(host)}, which is no host name.`,
      'Write "api.example.com" or "*.example.com".',
    );
  }
  const own = tenant.model.claims;
  if (own.length > 0 && !own.some(claim => claims(claim, host))) {
    throw new UserError(
      `${who} serves "${host}", which tenant "${tenant.model.name}" does not claim.`,
      `Add it to the tenant's claims, which are ${own.join(', ')}.`,
    );
  }
}
