import type { Where } from '../../model/finding.js';
import type { Manifest } from '../../model/manifest.js';
import { STANDARD_GATEWAY, secretUsesOf } from '../read/secret-use.js';
import { SENDERS, serviceUsesOf } from '../read/service-use.js';
import { at, items, namespaceOf, text } from '../read/shape.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

const GRANT = 'gateway.networking.k8s.io/ReferenceGrant';
const ROUTES = SENDERS.filter(kind => kind.startsWith('gateway.networking.k8s.io/'));

interface Reference {
  readonly where: Where;
  readonly fromKind: string;
  readonly from: string;
  readonly kind: 'Service' | 'Secret';
  readonly namespace: string;
  readonly name: string;
}

interface Grant {
  readonly namespace: string;
  readonly fromKind: string | undefined;
  readonly from: string | undefined;
  readonly kind: string | undefined;
  /** Absent: every object of the kind. */
  readonly name: string | undefined;
}

function* grantsOf(manifest: Manifest): Iterable<Grant> {
  for (const from of items(at(manifest, 'spec', 'from'))) {
    for (const to of items(at(manifest, 'spec', 'to'))) {
      yield {
        namespace: namespaceOf(manifest),
        fromKind: text(at(from, 'kind')),
        from: text(at(from, 'namespace')),
        kind: text(at(to, 'kind')),
        name: text(at(to, 'name')),
      };
    }
  }
}

export const referenceIsGranted: Rule = {
  id: 'reference-is-granted',
  level: 'error',
  law: 'A Gateway API object that names a Service or Secret of another namespace has a ReferenceGrant there. Namespaces that these files do not declare are left alone.',
  why: 'The gateway treats the reference as missing: it answers 500 for the backend’s share, or does not open the listener.',
  source: 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
  kinds: [GRANT, STANDARD_GATEWAY, ...ROUTES],
  start({ declared }) {
    const references: Reference[] = [];
    const grants: Grant[] = [];
    return {
      see(object) {
        const { manifest } = object;
        const kind = kindOf(manifest);
        if (kind === GRANT) grants.push(...grantsOf(manifest));
        else {
          const isGateway = kind === STANDARD_GATEWAY;
          const own = namespaceOf(manifest);
          for (const { path, name, namespace } of isGateway ? secretUsesOf(manifest) : serviceUsesOf(manifest)) {
            if (namespace === own) continue;
            const where = whereIn(object, path);
            references.push({
              where,
              fromKind: manifest.kind,
              from: own,
              kind: isGateway ? 'Secret' : 'Service',
              namespace,
              name,
            });
          }
        }
        return [];
      },
      *end() {
        for (const { where, fromKind, from, kind, namespace, name } of references) {
          const isGranted = grants.some(
            grant =>
              grant.namespace === namespace &&
              grant.fromKind === fromKind &&
              grant.from === from &&
              grant.kind === kind &&
              (grant.name === undefined || grant.name === name),
          );
          if (isGranted || !declared.isClosed(namespace)) continue;
          const message = `Namespace "${namespace}" does not let a ${fromKind} of "${from}" use its ${kind} "${name}".`;
          const fix = `Add a ReferenceGrant in "${namespace}" from ${fromKind} in "${from}" to ${kind} "${name}".`;
          yield finding(referenceIsGranted, where, message, fix);
        }
      },
    };
  },
};
