import { block } from './conf-text.js';
import type { End } from './ends.js';
import type { Settings } from './options.js';

/** A port of the Pod itself where nobody listens. */
const NOBODY = '127.0.0.1:1';

/**
 * A side's servers, each as often as it is tried, for nginx tries none twice. A side that nothing stands in for is always
 * tried. Another one is closed for a while when tries have failed; behind it stands an address that refuses, so that a request that found
 * no answer there ends in an error of nginx' own, for which the old side stands in.
 *
 * Source: https://nginx.org/en/docs/http/ngx_http_upstream_module.html
 */
export function upstream(end: End, { tries, breaker }: Settings): readonly string[] {
  const limits = end.hasStandIn ? `max_fails=${breaker.fails} fail_timeout=${breaker.time}` : 'max_fails=0';
  const servers = end.servers.flatMap(server => Array.from({ length: tries }, () => `server ${server} ${limits};`));
  return block(`upstream ${end.name}`, [
    `zone ${end.name} 64k;`,
    ...servers,
    ...(end.hasStandIn ? [`server ${NOBODY} backup;`] : []),
    'keepalive 64;',
  ]);
}
