import { block } from './conf-text.js';
import type { End } from './ends.js';
import { tlsLines } from './locations.js';
import type { Settings } from './options.js';
import { PORTS } from './places.js';

/** Paths that the kubelet asks. */
export const ALIVE = '/-/alive';
export const READY = '/-/ready';

/** Asks an end as a client would, so that its failure counts like a client's. */
function check(end: End, at: string, { check: path }: Settings): readonly string[] {
  const { route, isEdge } = end;
  const host = (isEdge ? undefined : route.rewrite?.host) ?? route.host.replace('*', 'check');
  return block(`location = ${at}`, [
    'internal;',
    `proxy_pass ${end.tls ? 'https' : 'http'}://${end.name}${path};`,
    `proxy_set_header Host ${host};`,
    'proxy_set_header Connection "";',
    ...tlsLines(end, 'proxy'),
  ]);
}

/**
 * nginx has no health checks of its own in its open version. The kubelet asks each Pod whether it lives; each time a
 * copy of that question goes to every new end, and what fails there closes the end as a client's failure would. The
 * Pod answers well in any case: a dead new side is no reason to end the proxy that stands in for it.
 */
export function healthServer(ends: readonly End[], proxy: Settings): readonly string[] {
  const asked = ends.filter(({ hasStandIn }) => hasStandIn).map(end => ({ end, at: `/-/check/${end.name}` }));
  return block('server', [
    `listen ${PORTS.health};`,
    'access_log off;',
    `location = ${READY} { return 200; }`,
    ...block(`location = ${ALIVE}`, [...asked.map(({ at }) => `mirror ${at};`), 'empty_gif;']),
    ...asked.flatMap(({ end, at }) => check(end, at, proxy)),
  ]);
}

/** What the exporter beside nginx reads. */
export function statusServer(): readonly string[] {
  return block('server', [
    `listen 127.0.0.1:${PORTS.status};`,
    'access_log off;',
    'location = /stub_status { stub_status; }',
  ]);
}
