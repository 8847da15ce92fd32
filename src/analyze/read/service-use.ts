import type { Json, Manifest } from '../../model/manifest.js';
import { kindOf } from '../rule.js';
import { serviceOf } from './service-host.js';
import { at, items, namespaceOf, number, type Path, text } from './shape.js';
import { destinationsOf, VIRTUAL_SERVICE } from './virtual-service.js';

export const INGRESS = 'networking.k8s.io/Ingress';
export const HTTP_ROUTE = 'gateway.networking.k8s.io/HTTPRoute';
const OTHER_ROUTES = ['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(kind => `gateway.networking.k8s.io/${kind}`);

/** The kinds that send requests to Services. */
export const SENDERS: readonly string[] = [VIRTUAL_SERVICE, INGRESS, HTTP_ROUTE, ...OTHER_ROUTES];

/** A place where an object names a Service. */
export interface ServiceUse {
  readonly name: string;
  readonly namespace: string;
  readonly port?: number | string;
  readonly path: Path;
}

function ingressUse(service: Json | undefined, namespace: string, path: Path): ServiceUse[] {
  const name = text(at(service, 'name'));
  const port = number(at(service, 'port', 'number')) ?? text(at(service, 'port', 'name'));
  return name === undefined ? [] : [{ name, namespace, port, path: [...path, 'service', 'name'] }];
}

function ofIngress(manifest: Manifest, namespace: string): readonly ServiceUse[] {
  const spec = ['spec'];
  const uses = ingressUse(at(manifest, 'spec', 'defaultBackend', 'service'), namespace, [...spec, 'defaultBackend']);
  items(at(manifest, 'spec', 'rules')).forEach((rule, i) => {
    items(at(rule, 'http', 'paths')).forEach((path, j) => {
      const place = [...spec, 'rules', i, 'http', 'paths', j, 'backend'];
      uses.push(...ingressUse(at(path, 'backend', 'service'), namespace, place));
    });
  });
  return uses;
}

function routeUse(ref: Json | undefined, namespace: string, path: Path): ServiceUse[] {
  const name = text(at(ref, 'name'));
  const isService = (text(at(ref, 'kind')) ?? 'Service') === 'Service' && text(at(ref, 'group')) === undefined;
  // A weight of 0 takes the backend out of the route.
  if (name === undefined || !isService || at(ref, 'weight') === 0) return [];
  const port = number(at(ref, 'port'));
  return [{ name, namespace: text(at(ref, 'namespace')) ?? namespace, port, path: [...path, 'name'] }];
}

function ofRoute(manifest: Manifest, namespace: string): readonly ServiceUse[] {
  const uses: ServiceUse[] = [];
  items(at(manifest, 'spec', 'rules')).forEach((rule, i) => {
    const path = ['spec', 'rules', i];
    items(at(rule, 'backendRefs')).forEach((ref, j) => {
      uses.push(...routeUse(ref, namespace, [...path, 'backendRefs', j]));
    });
    items(at(rule, 'filters')).forEach((filter, j) => {
      const mirror = at(filter, 'requestMirror', 'backendRef');
      uses.push(...routeUse(mirror, namespace, [...path, 'filters', j, 'requestMirror', 'backendRef']));
    });
  });
  return uses;
}

function ofVirtualService(manifest: Manifest): readonly ServiceUse[] {
  return destinationsOf(manifest).flatMap(({ host, port, path }) => {
    const service = serviceOf(host);
    return service ? [{ ...service, port, path: [...path, 'host'] }] : [];
  });
}

/** Every place where an object sends requests to a Service. */
export function serviceUsesOf(manifest: Manifest): readonly ServiceUse[] {
  const kind = kindOf(manifest);
  if (kind === VIRTUAL_SERVICE) return ofVirtualService(manifest);
  return kind === INGRESS ? ofIngress(manifest, namespaceOf(manifest)) : ofRoute(manifest, namespaceOf(manifest));
}
