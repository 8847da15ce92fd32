import type { BackendPolicy } from '../../../model/backend.js';
import type { HeaderEdit, Redirect, Route } from '../../../model/route.js';
import { annotations, groups } from '../../annotations/index.js';
import { cors } from './cors.js';
import { appRoot, redirect } from './redirects.js';
import { sticky } from './session.js';
import type { Settings } from './settings.js';
import type { Surroundings } from './surroundings.js';
import { connectionPool, retries, timeout } from './timeouts.js';
import { requestHeaders, upstream, vhost } from './upstream.js';

/** What an Ingress asks for all of its paths. */
export interface Treatment {
  readonly route: Pick<Route, 'protocol' | 'timeout' | 'retries' | 'cors' | 'requestHeaders' | 'responseHeaders'>;
  readonly vhost?: string;
  readonly policy: BackendPolicy;
  readonly redirect?: Redirect;
  readonly appRoot?: string;
  /** What must be seen to before requests move. */
  readonly checks: readonly string[];
  /** Why hosts with it cannot be converted. */
  readonly blocks: readonly string[];
}

/** Annotations of which a backend's policy is made. */
export const OF_POLICY = [
  'proxy-connect-timeout',
  'affinity',
  'session-cookie-name',
  'session-cookie-path',
  'session-cookie-max-age',
  'upstream-hash-by',
  'proxy-ssl-name',
];

const CHECKS: Readonly<Record<string, string>> = {
  auth: 'authentication-is-replaced',
  limits: 'limits-are-replaced',
  nginx: 'snippets-are-replaced',
};

/** What keeps requests out on the old side and is not converted. */
function lostGuards(settings: Settings): readonly string[] {
  const checks = Object.entries(CHECKS).filter(([group]) =>
    groups[group]!.some(({ name, guards, harmless = [] }) => {
      const value = settings.text(name);
      return guards && value !== undefined && !harmless.includes(value);
    }),
  );
  const pair = settings.text('proxy-ssl-secret') === undefined ? [] : ['backend-certificates-are-given'];
  return [...checks.map(([, check]) => check), ...pair];
}

function customHeaders(settings: Settings, namespace: string, around: Surroundings): HeaderEdit | undefined {
  const name = settings.text('custom-headers');
  if (name === undefined) return undefined;
  const [first = '', second] = name.split('/');
  const data = second === undefined ? around.data(namespace, first) : around.data(first, second);
  settings.say('custom-headers', data ? 'equivalent' : 'unsupported');
  return data && Object.keys(data).length > 0 ? { set: data } : undefined;
}

function defined<Part extends object>(part: Part): Partial<Part> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Partial<Part>;
}

export function treatment(settings: Settings, namespace: string, around: Surroundings): Treatment {
  const sent = redirect(settings);
  const root = defined({ appRoot: appRoot(settings) });
  const passthrough = settings.flag('ssl-passthrough') === true;
  if (passthrough) settings.say('ssl-passthrough', 'unsupported');
  const blocks = passthrough ? ['ssl-passthrough leaves TLS to the backend'] : [];
  if (sent && !('blocks' in sent)) {
    sentElsewhere(settings);
    return { ...root, route: { protocol: 'http' }, policy: {}, redirect: sent, checks: [], blocks };
  }
  const { protocol, tls, blocks: unspoken } = upstream(settings);
  return {
    ...root,
    ...defined({ vhost: vhost(settings) }),
    route: {
      protocol,
      ...defined({
        timeout: timeout(settings),
        retries: retries(settings),
        cors: cors(settings),
        requestHeaders: requestHeaders(settings),
        responseHeaders: customHeaders(settings, namespace, around),
      }),
    },
    policy: defined({ connectionPool: connectionPool(settings), sticky: sticky(settings), tls }),
    checks: lostGuards(settings),
    blocks: [...blocks, ...(unspoken === undefined ? [] : [unspoken]), ...(sent ? [sent.blocks] : [])],
  };
}

const STILL = [
  'permanent-redirect',
  'permanent-redirect-code',
  'temporal-redirect',
  'app-root',
  'from-to-www-redirect',
];

/** nginx answers with the redirect before it does anything else. */
function sentElsewhere(settings: Settings): void {
  for (const name of settings.names) {
    const idle = annotations.has(name) && !STILL.includes(name) && !name.includes('snippet') && !name.includes('ssl');
    if (idle) settings.ignored(name, 'every request is redirected before');
  }
}
