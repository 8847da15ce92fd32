import type { Manifest } from '../../model/manifest.js';
import { kindOf } from '../rule.js';
import { HTTP_ROUTE, INGRESS } from './service-use.js';
import { annotation, at, fields, items, namespaceOf, type Path, text, texts } from './shape.js';
import { gatewayRef, gatewaysOf, VIRTUAL_SERVICE } from './virtual-service.js';

/** A host that an object takes on a gateway. */
export interface HostUse {
  readonly host: string;
  /** Where requests for it enter: one text for one door, whoever names it. */
  readonly door: string;
  readonly path: Path;
}

/** The kinds that take hosts on a gateway. */
export const TAKERS: readonly string[] = [VIRTUAL_SERVICE, INGRESS, HTTP_ROUTE];

function ofVirtualService(manifest: Manifest): readonly HostUse[] {
  const doors = gatewaysOf(manifest).flatMap(name => gatewayRef(name, namespaceOf(manifest)) ?? []);
  return texts(at(manifest, 'spec', 'hosts')).flatMap((host, i) =>
    doors.map(door => ({ host: host.toLowerCase(), door: `Gateway ${door}`, path: ['spec', 'hosts', i] })),
  );
}

function ofIngress(manifest: Manifest): readonly HostUse[] {
  const old = annotation(manifest, 'kubernetes.io/ingress.class');
  const door = `ingress class ${text(at(manifest, 'spec', 'ingressClassName')) ?? old ?? '(default)'}`;
  return items(at(manifest, 'spec', 'rules')).flatMap((rule, i) => {
    const host = text(at(rule, 'host'));
    return host === undefined ? [] : [{ host: host.toLowerCase(), door, path: ['spec', 'rules', i, 'host'] }];
  });
}

function ofHttpRoute(manifest: Manifest): readonly HostUse[] {
  const doors = items(at(manifest, 'spec', 'parentRefs')).flatMap(ref => {
    const { name, namespace, kind, sectionName, port } = fields(ref);
    if ((text(kind) ?? 'Gateway') !== 'Gateway' || text(name) === undefined) return [];
    const listener = [text(sectionName), port].filter(part => part !== undefined).join(' ');
    return `Gateway API ${text(namespace) ?? namespaceOf(manifest)}/${text(name)}${listener && ` (${listener})`}`;
  });
  return texts(at(manifest, 'spec', 'hostnames')).flatMap((host, i) =>
    doors.map(door => ({ host: host.toLowerCase(), door, path: ['spec', 'hostnames', i] })),
  );
}

/** The hosts that an object takes on gateways; hosts inside the mesh are not among them. */
export function hostUsesOf(manifest: Manifest): readonly HostUse[] {
  const kind = kindOf(manifest);
  if (kind === VIRTUAL_SERVICE) return ofVirtualService(manifest);
  return kind === INGRESS ? ofIngress(manifest) : ofHttpRoute(manifest);
}
