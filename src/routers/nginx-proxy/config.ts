import { groupBy } from '../../model/group-by.js';
import type { Route } from '../../model/route.js';
import type { RouteSet } from '../../model/route-set.js';
import type { Split } from '../../model/split.js';
import { clientMap } from './client.js';
import { choiceMaps } from './conditions.js';
import { block } from './conf-text.js';
import { checkNames, endsOf, restOf } from './ends.js';
import { healthServer, statusServer } from './health.js';
import { keyMaps } from './key.js';
import { endLocation, redirectLocation, redirectName, refugeMap } from './locations.js';
import type { Settings } from './options.js';
import { safeMap, sideMaps } from './pins.js';
import { PORTS, RUN } from './places.js';
import { shareMap } from './share.js';
import { upstream } from './upstreams.js';

/** One line a request, which names the side that was meant and the one that answered. */
const LOG = [
  '"time":"$time_iso8601"',
  '"client":"$client"',
  '"host":"$host"',
  '"method":"$request_method"',
  '"uri":"$request_uri"',
  '"status":$status',
  '"route":"$route"',
  '"side":"$side"',
  '"answered_by":"$answered_by"',
  '"upstream":"$upstream_addr"',
  '"upstream_status":"$upstream_status"',
  '"upstream_seconds":"$upstream_response_time"',
  '"seconds":$request_time',
  '"bytes":$bytes_sent',
  '"request_id":"$http_x_request_id"',
];

/** Where nginx puts what it cannot hold in memory. */
const FOLDERS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(kind => `${kind}_temp_path ${RUN}/${kind};`);

function passing(by: 'proxy' | 'grpc', { timeout, connectTimeout, tries }: Settings): readonly string[] {
  return [
    `${by}_connect_timeout ${connectTimeout};`,
    `${by}_send_timeout ${timeout};`,
    `${by}_read_timeout ${timeout};`,
    `${by}_next_upstream error timeout invalid_header http_502 http_503 http_504;`,
    // The last one is the address that refuses.
    `${by}_next_upstream_tries ${tries + 1};`,
    `${by}_next_upstream_timeout ${timeout};`,
    `${by}_ssl_server_name on;`,
    `${by}_ssl_verify on;`,
    `${by}_ssl_verify_depth 4;`,
    `${by}_ssl_protocols TLSv1.2 TLSv1.3;`,
    `${by}_pass_header Server;`,
    `${by}_pass_header Date;`,
    `${by}_ignore_headers X-Accel-Redirect;`,
  ];
}

/** The routes of a host, in order; what none of them takes goes the way that it had, or is answered 404. */
function server(
  host: string,
  routes: readonly Route[],
  set: RouteSet,
  proxy: Settings,
  nth: number,
): readonly string[] {
  const grpc = routes.some(({ protocol }) => protocol === 'grpc');
  const rest = restOf(set);
  const ends = [...routes.flatMap(route => endsOf(route, set)), ...(rest ? [rest] : [])];
  return block('server', [
    `listen ${PORTS.http};`,
    ...(grpc ? [`listen ${PORTS.grpc} http2;`] : []),
    `server_name ${host};`,
    'recursive_error_pages on;',
    'set $route "";',
    'set $answered_by "";',
    `location / { try_files "" $choice_${nth}; }`,
    ...ends.flatMap(end => endLocation(end, proxy)),
    ...routes.flatMap(route => (route.redirect ? redirectLocation(route, route.redirect) : [])),
    'location @failed { return 502; }',
    'location @none { return 404; }',
  ]);
}

function choice(routes: readonly Route[], set: RouteSet, nth: number): readonly string[] {
  const rest = restOf(set);
  return choiceMaps({
    routes,
    into: `$choice_${nth}`,
    to: route => (route.redirect ? `@${redirectName(route)}` : `"@${route.name}.$side"`),
    otherwise: rest ? `@${rest.name}` : '@none',
  });
}

function http(set: RouteSet, split: Split, proxy: Settings): readonly string[] {
  const hosts = [...groupBy(set.routes, ({ host }) => host)];
  const ends = set.routes.flatMap(route => endsOf(route, set));
  const rest = restOf(set);
  const [baseline] = set.sides;
  const grpc = set.routes.some(({ protocol }) => protocol === 'grpc');
  const standIn = set.routes.filter(route => endsOf(route, set).some(({ hasStandIn }) => hasStandIn));
  return [
    ...FOLDERS,
    'server_tokens off;',
    'variables_hash_max_size 8192;',
    'map_hash_max_size 8192;',
    'map_hash_bucket_size 256;',
    'server_names_hash_bucket_size 256;',
    'large_client_header_buffers 4 32k;',
    'client_max_body_size 0;',
    'merge_slashes off;',
    // Longer than the edge before the proxy keeps a connection, so that it is never the one to be surprised.
    'keepalive_timeout 1h;',
    'keepalive_requests 1000000;',
    'proxy_http_version 1.1;',
    'proxy_redirect off;',
    'proxy_buffering off;',
    'proxy_buffer_size 32k;',
    'proxy_buffers 8 32k;',
    'grpc_buffer_size 32k;',
    ...passing('proxy', proxy),
    ...passing('grpc', proxy),
    'log_format side escape=json',
    ...LOG.map((field, nth) => `  '${nth === 0 ? '{' : ','}${field}'`),
    "  '}';",
    'access_log /dev/stdout side;',
    // Only WebSockets: an upgrade to HTTP/2 would carry later requests past the choice of a side.
    ...block('map $http_upgrade $upgrade', ['~*^websocket$ websocket;', 'default "";']),
    ...block('map $upgrade $onward', ['"" "";', 'default upgrade;']),
    ...block('map $http_x_forwarded_proto $forwarded_scheme', ['https https;', 'default http;']),
    ...clientMap(set),
    ...keyMaps(proxy.key),
    ...shareMap(set, split),
    ...(proxy.safeMode ? safeMap(set) : sideMaps(set)),
    ...hosts.flatMap(([, routes], nth) => choice(routes, set, nth)),
    ...standIn.flatMap(route => refugeMap(route, baseline!.id)),
    ...[...ends, ...(rest ? [rest] : [])].flatMap(end => upstream(end, proxy)),
    ...block('server', [
      `listen ${PORTS.http} default_server;`,
      ...(grpc ? [`listen ${PORTS.grpc} http2 default_server;`] : []),
      'set $route "";',
      'set $answered_by "";',
      'return 404;',
    ]),
    ...hosts.flatMap(([host, routes], nth) => server(host, routes, set, proxy, nth)),
    ...healthServer(ends, proxy),
    ...statusServer(),
  ];
}

/** nginx.conf. Nothing in it is chosen by `if`: it is maps that choose, and named locations that pass on. */
export function nginxConf(set: RouteSet, split: Split, proxy: Settings): string {
  checkNames(set);
  const lines = [
    `pid ${RUN}/nginx.pid;`,
    'daemon off;',
    'worker_processes 2;',
    'error_log stderr warn;',
    ...block('events', ['worker_connections 8192;']),
    ...block('http', http(set, split, proxy)),
  ];
  return `${lines.join('\n')}\n`;
}
