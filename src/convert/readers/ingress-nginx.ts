import { edgeOf } from '../../model/backend.js';
import type { Located } from '../../model/located.js';
import { groupOf, type Manifest, versionOf } from '../../model/manifest.js';
import type { Conversion, ConvertedTenant, Reader } from '../reader.js';
import { hostDrafts } from './ingress-nginx/hosts.js';
import { byAge, classOf, type Ingress, ingressOf } from './ingress-nginx/ingress.js';
import { type Surroundings, surroundings } from './ingress-nginx/surroundings.js';
import { tenantsOf } from './ingress-nginx/tenants.js';
import { sayIdleTls } from './ingress-nginx/tls.js';
import { untaken } from './ingress-nginx/untaken.js';

function isIngress({ apiVersion, kind }: Manifest): boolean {
  return kind === 'Ingress' && groupOf(apiVersion) === 'networking.k8s.io' && versionOf(apiVersion) === 'v1';
}

/** What only helps to read Ingresses is no part of the count. */
function isRead(object: Located, { classes }: Surroundings): boolean {
  if (!isIngress(object.manifest)) return false;
  const name = classOf(object);
  return name === undefined || classes.has(name);
}

function unreadOf(objects: readonly Located[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const object of objects) {
    const { apiVersion, kind } = object.manifest;
    const of = isIngress(object.manifest) ? `${apiVersion}, class ${classOf(object)}` : apiVersion;
    const title = `${kind} (${of})`;
    counts[title] = (counts[title] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const NO_HOST = 'A Route has a host: write the hosts that are meant.';

/** What belongs to no host, which the model cannot say. */
function sayHostless({ take, rules }: Ingress): void {
  for (const { at, host } of rules) if (host === '') take.say(at, 'unsupported', NO_HOST);
  if (rules.every(({ host }) => host === '')) take.say(['spec', 'defaultBackend'], 'unsupported', NO_HOST);
  else
    take.sayRest(
      ['spec', 'defaultBackend'],
      'equivalent',
      'An older Ingress of its hosts, or no default backend, answers the rest.',
    );
}

const WITHOUT =
  'What ingress-nginx does unasked, the gateway does not: bodies over 1 MiB are refused, a backend that is silent for 60 s is given up, and hosts with TLS get Strict-Transport-Security.';
const LOOP =
  'Before a gateway takes the door: set use-forwarded-headers to "true" in the ConfigMap of ingress-nginx. Without it nginx answers what the gateway forwards with a redirect to HTTPS, for ever.';

function remarksOf(
  read: readonly Located[],
  tenants: readonly ConvertedTenant[],
  around: Surroundings,
): readonly string[] {
  const hosts = tenants.flatMap(tenant => tenant.hosts);
  const loops =
    hosts.some(({ move }) => move.kind === 'edge') &&
    tenants.some(({ gateways }) => gateways.some(({ http }) => http === 'redirect'));
  const without = read.filter(object => classOf(object) === undefined).length;
  return [
    ...(loops && around.setting('use-forwarded-headers') !== 'true' ? [LOOP] : []),
    ...(hosts.length > 0 ? [WITHOUT] : []),
    ...(around.controller || hosts.length === 0
      ? []
      : ['The Service of ingress-nginx is not in the input: ingress-nginx/ingress-nginx-controller is taken for it.']),
    ...(without > 0 ? [`${without} Ingresses name no class; they are taken for those of ingress-nginx.`] : []),
  ];
}

/**
 * Ingresses of the class of ingress-nginx. Other objects of the input help: Services give the numbers of ports,
 * ConfigMaps give headers and settings, IngressClasses say who is served.
 */
export const ingressNginx: Reader = {
  name: 'ingress-nginx',
  read(manifests): Conversion {
    const around = surroundings(manifests);
    const read = manifests.filter(object => isRead(object, around)).sort(byAge);
    const ingresses = read.map(object => ingressOf(object, around));
    const tenants = tenantsOf(hostDrafts(ingresses, around));
    const served = new Set(ingresses.flatMap(({ rules }) => rules.map(({ host }) => host)));
    for (const ingress of ingresses) {
      sayHostless(ingress);
      sayIdleTls(ingress, served);
    }
    const { name, namespace } = around.controller ?? { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' };
    const through = {
      kind: 'service',
      id: name,
      name,
      port: 80,
      ...(namespace !== undefined && { namespace }),
    } as const;
    const seen = new Set(read);
    return {
      edge: edgeOf('ingress-nginx', { through }),
      tenants,
      verdicts: ingresses.flatMap(({ take }) => take.verdicts(untaken)),
      remarks: remarksOf(read, tenants, around),
      unread: unreadOf(manifests.filter(object => !seen.has(object))),
    };
  },
};
