import type { Json, Manifest } from '../../model/manifest.js';
import { kindOf } from '../rule.js';
import { INGRESS } from './service-use.js';
import { annotation, at, fields, items, namespaceOf, type Path, text } from './shape.js';

export const STANDARD_GATEWAY = 'gateway.networking.k8s.io/Gateway';

/** A place where an object names a Secret. */
export interface SecretUse {
  readonly name: string;
  readonly namespace: string;
  readonly path: Path;
}

/** Whether cert-manager makes the Secrets that the object names. */
function isIssued(manifest: Manifest): boolean {
  return ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'].some(
    name => annotation(manifest, name) !== undefined,
  );
}

/** The certificates that an Ingress or a standard Gateway names. */
export function secretUsesOf(manifest: Manifest): readonly SecretUse[] {
  const namespace = namespaceOf(manifest);
  if (isIssued(manifest)) return [];
  if (kindOf(manifest) === INGRESS) {
    return items(at(manifest, 'spec', 'tls')).flatMap((tls, i) => {
      const name = text(at(tls, 'secretName'));
      return name === undefined ? [] : [{ name, namespace, path: ['spec', 'tls', i, 'secretName'] }];
    });
  }
  return items(at(manifest, 'spec', 'listeners')).flatMap((listener, i) =>
    items(at(listener, 'tls', 'certificateRefs')).flatMap((ref, j) => {
      const { name, kind, group, namespace: elsewhere } = fields(ref);
      if (text(name) === undefined || (text(kind) ?? 'Secret') !== 'Secret' || text(group) !== undefined) return [];
      const path = ['spec', 'listeners', i, 'tls', 'certificateRefs', j, 'name'];
      return [{ name: text(name)!, namespace: text(elsewhere) ?? namespace, path }];
    }),
  );
}

/** The certificates that an Istio Gateway names, by their place; which namespace they are in, its Pods say. */
export function credentialsOf(manifest: Manifest): readonly Omit<SecretUse, 'namespace'>[] {
  return items(at(manifest, 'spec', 'servers')).flatMap((server, i) => {
    const path = ['spec', 'servers', i, 'tls'];
    const many = items(at(server, 'tls', 'credentialNames')).map(
      (name, j) => [name, [...path, 'credentialNames', j]] as const,
    );
    const all: readonly (readonly [Json | undefined, Path])[] = [
      [at(server, 'tls', 'credentialName'), [...path, 'credentialName']],
      ...many,
    ];
    return all.flatMap(([value, place]) => {
      const name = text(value);
      // Another scheme than Kubernetes' names no Secret by its own name.
      return name === undefined || name.includes('://') ? [] : [{ name, path: place }];
    });
  });
}

/** The Secrets that an object makes or stands for. */
export function secretsMadeBy(manifest: Manifest): readonly string[] {
  const own = manifest.metadata.name;
  switch (kindOf(manifest)) {
    case '/Secret':
    case 'bitnami.com/SealedSecret':
      return [own];
    case 'cert-manager.io/Certificate':
      return [text(at(manifest, 'spec', 'secretName')) ?? own];
    case 'external-secrets.io/ExternalSecret':
      return [text(at(manifest, 'spec', 'target', 'name')) ?? own];
    default:
      return [];
  }
}
