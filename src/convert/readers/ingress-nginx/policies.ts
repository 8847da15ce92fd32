import type { BackendPolicy, ServiceBackend } from '../../../model/backend.js';
import { groupBy } from '../../../model/group-by.js';
import type { HostDraft } from './hosts.js';
import type { Ingress } from './ingress.js';
import { OF_POLICY } from './treatment.js';

/** A Service that an Ingress asks to be treated in a way of its own. */
interface Use {
  readonly service: string;
  readonly elsewhere: boolean;
  /** The file that would hold its DestinationRule. */
  readonly unit: string;
  readonly draft: HostDraft;
  readonly of: Ingress;
}

/** The policies of a tenant's Services, and hosts that cannot be without one that has no place. */
export interface Policies {
  policyOf(service: ServiceBackend): BackendPolicy;
  /** Why hosts are left out, by host. */
  readonly blocks: ReadonlyMap<string, string>;
}

export const serviceKey = ({ namespace = '', name }: Pick<ServiceBackend, 'name' | 'namespace'>): string =>
  `${namespace}/${name}`;

function usesOf(draft: HostDraft): readonly Use[] {
  const unit = draft.move.kind === 'dns' ? 'routes' : draft.host;
  return draft.rules.flatMap(([of, { paths }]) =>
    [...paths.map(({ at }) => [...at, 'backend']), ['spec', 'defaultBackend']].flatMap(place => {
      const name = of.take.text([...place, 'service', 'name']);
      const service = { name: name ?? '', namespace: of.namespace };
      return name === undefined
        ? []
        : [{ service: serviceKey(service), elsewhere: of.namespace !== draft.tenant, unit, draft, of }];
    }),
  );
}

function sayLost({ of: { settings } }: Use, why: string): void {
  for (const name of OF_POLICY) settings.say(name, 'unsupported', why);
}

/** Why no DestinationRule can be written for a Service; `undefined` where one can. */
function whyNot(uses: readonly Use[]): string | undefined {
  if (uses.some(({ elsewhere }) => elsewhere))
    return 'The Service is another namespace’s: write its DestinationRule there.';
  if (new Set(uses.map(({ unit }) => unit)).size > 1)
    return 'Several migrations share the Service: write its DestinationRule by hand.';
  return undefined;
}

/** Istio has one policy for a Service, whichever route leads there; so has ingress-nginx for what makes sessions. */
export function policiesOf(drafts: readonly HostDraft[]): Policies {
  const found = new Map<string, BackendPolicy>();
  const blocks = new Map<string, string>();
  for (const [service, uses] of groupBy(drafts.flatMap(usesOf), use => use.service)) {
    const asking = uses.filter(({ of }) => Object.keys(of.treatment.policy).length > 0);
    const [first] = asking;
    if (!first) continue;
    const why = whyNot(uses);
    const policy = first.of.treatment.policy;
    if (why === undefined) found.set(service, policy);
    for (const use of asking) {
      const other = JSON.stringify(use.of.treatment.policy) !== JSON.stringify(policy);
      if (why === undefined && !other) continue;
      sayLost(
        use,
        why ?? `${first.of.take.title} treats the same Service otherwise, and one DestinationRule holds for both.`,
      );
      if (use.of.treatment.policy.tls && (why !== undefined || !policy.tls)) {
        blocks.set(use.draft.host, `TLS to Service ${service} has no place. ${why ?? ''}`.trim());
      }
    }
  }
  return { policyOf: service => found.get(serviceKey(service)) ?? {}, blocks };
}
