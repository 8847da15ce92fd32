import type { Json, Manifest } from '../../model/manifest.js';
import type { Match } from '../../model/match.js';
import { ownMetadata } from '../../model/naming.js';
import type { Route } from '../../model/route.js';
import type { RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';
import type { Annotations } from './annotations.js';

/** `ImplementationSpecific` is nginx' own prefix: any path that begins with these letters. */
const PATH_TYPES = { exact: 'Exact', prefix: 'Prefix', text: 'ImplementationSpecific' } as const;

function pathOf({ path }: Match): { readonly path: string; readonly pathType: string } {
  if (!path) return { path: '/', pathType: 'Prefix' };
  return { path: path.value, pathType: PATH_TYPES[path.kind as keyof typeof PATH_TYPES] };
}

export function pathsOf(route: Route): readonly { readonly path: string; readonly pathType: string }[] {
  return (route.match.length > 0 ? route.match : [{}]).map(pathOf);
}

/** TLS of the gateways that a route listens on; its Secret is in the Ingress' namespace. */
function tlsOf(route: Route, set: RouteSet): readonly Json[] {
  const gateways = set.gateways.filter(({ name }) => route.gateways.includes(name));
  return gateways.flatMap(({ name, tls }) => {
    if (!tls) return [];
    if (tls.mode === 'MUTUAL' || tls.minVersion !== 'TLSV1_2') {
      throw new UserError(
        `Gateway "${name}" wants ${tls.mode === 'MUTUAL' ? 'client certificates' : tls.minVersion}, which an Ingress has no field for.`,
        'Use mode "SIMPLE" and TLSV1_2, and set the rest in the controller’s own ConfigMap.',
      );
    }
    return [{ hosts: [route.host], secretName: tls.secret! }];
  });
}

/** One Ingress for one route. */
export function ingress(
  route: Route,
  set: RouteSet,
  of: {
    readonly name: string;
    readonly className: string;
    readonly annotations: Annotations;
    readonly backend: Json;
    readonly carries: 'split' | 'nothing';
  },
): Manifest {
  const { annotations, ...metadata } = ownMetadata(set, of.name, of.carries);
  const all = { ...annotations, ...of.annotations };
  const tls = tlsOf(route, set);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadata, ...(Object.keys(all).length > 0 && { annotations: all }) },
    spec: {
      ingressClassName: of.className,
      ...(tls.length > 0 && { tls }),
      rules: [{ host: route.host, http: { paths: pathsOf(route).map(path => ({ ...path, backend: of.backend })) } }],
    },
  };
}
