import { CONTROL_PLANE } from '../../model/istio-api.js';
import { groupOf, type Manifest, titleOf } from '../../model/manifest.js';
import type { GatewayProxy } from './gateway.js';
import { at, fields, isA, items, namespaceOf } from './shape.js';

/** Objects that may change what a gateway does, in ways that this plane does not model. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  AuthorizationPolicy: ['security.istio.io'],
  RequestAuthentication: ['security.istio.io'],
  EnvoyFilter: ['networking.istio.io'],
  WasmPlugin: ['extensions.istio.io'],
};

function selectorOf(manifest: Manifest): Readonly<Record<string, unknown>> {
  const field = manifest.kind === 'EnvoyFilter' ? ['workloadSelector', 'labels'] : ['selector', 'matchLabels'];
  return fields(at(manifest, 'spec', ...field));
}

/** Whether an object may reach the Pods of a proxy. Pods in a namespace that no file tells are reached by their labels only. */
function mayReach(manifest: Manifest, proxy: GatewayProxy): boolean {
  if (at(manifest, 'spec', 'targetRef') !== undefined || items(at(manifest, 'spec', 'targetRefs')).length > 0)
    return false;
  const namespace = namespaceOf(manifest);
  const near = namespace === CONTROL_PLANE || namespace === proxy.namespace;
  if (!near && proxy.namespace !== undefined) return false;
  const selector = Object.entries(selectorOf(manifest));
  if (selector.length === 0) return near;
  return (
    selector.every(([key, value]) => !(key in proxy.selector) || proxy.selector[key] === value) &&
    (near || selector.some(([key]) => key in proxy.selector))
  );
}

/** Istio reads Ingresses of its class into the same gateway. */
function isOwnIngress(manifest: Manifest): boolean {
  if (!isA(manifest, 'networking.k8s.io', 'Ingress')) return false;
  const old = manifest.metadata.annotations?.['kubernetes.io/ingress.class'];
  return (at(manifest, 'spec', 'ingressClassName') ?? old) === 'istio';
}

function decides(manifest: Manifest, proxy: GatewayProxy): boolean {
  if (isOwnIngress(manifest)) return true;
  const isOne = KINDS[manifest.kind]?.includes(groupOf(manifest.apiVersion)) === true;
  return isOne && at(manifest, 'spec', 'action') !== 'AUDIT' && mayReach(manifest, proxy);
}

/** The objects that decide together with the routes, and that nobody has taught this plane. */
export function unmodelledFor(found: readonly Manifest[], proxy: GatewayProxy): readonly string[] {
  return found.filter(manifest => decides(manifest, proxy)).map(titleOf);
}
