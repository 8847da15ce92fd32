import type { Sticky } from '../../model/backend.js';
import { milliseconds } from '../../model/duration.js';
import { UserError } from '../../model/user-error.js';

export interface NginxProxyOptions {
  /** What keeps a client on its side: a cookie that the proxy sets, a header such as a user's id, a query parameter, the client's address. @default every request is counted alone */
  readonly key?: Sticky;
  /** Everything goes to the old side, whatever the split and the pins say. @default false */
  readonly safeMode?: boolean;
  /** How long a backend may be silent, while it is sent to and while it answers: `'30s'`. @default '30s' */
  readonly timeout?: string;
  /** How long a connection to a backend may take: `'3s'`. @default '3s' */
  readonly connectTimeout?: string;
  /** Tries on a side, the first one included. @default 3 */
  readonly tries?: number;
  /** What closes the new side to requests for a while. @default { fails: 1, time: '30s' } */
  readonly breaker?: Breaker;
  /** A path of the new side that is asked every 30 s, so that a dead one is known before a client meets it. @default '/' */
  readonly check?: string;
  /** nginx, running as user 101, with its HTTP/2, SSL and stub_status modules. @default 'nginxinc/nginx-unprivileged:1.28.0-alpine' */
  readonly image?: string;
  /** The image that tells Prometheus what nginx counts. @default 'nginx/nginx-prometheus-exporter:1.4.2' */
  readonly exporterImage?: string;
  /** Pods, at least and at most. @default { min: 2, max: 6 } */
  readonly replicas?: { readonly min: number; readonly max: number };
  /** Namespaces whose Pods may read metrics. @default ['monitoring'] */
  readonly scrapers?: readonly string[];
}

export interface Breaker {
  /** Failed tries, for each of a request's tries, that close the new side: 1 closes it when one request failed wholly. */
  readonly fails: number;
  /** In what time they count, and how long the side then stays closed: `'30s'`. */
  readonly time: string;
}

/** The options with all that was not said. */
export interface Settings extends Required<Omit<NginxProxyOptions, 'key'>> {
  readonly key: Sticky | undefined;
}

function whole(value: number, what: string): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UserError(`${what} is ${value}.`, 'Write a whole number from 1.');
}

/** A time as nginx reads it. Source: https://nginx.org/en/docs/syntax.html */
export function nginxTime(text: string): string {
  const time = milliseconds(text);
  return time % 1_000 === 0 ? `${time / 1_000}s` : `${time}ms`;
}

/**
 * The options as they are taken.
 * @throws UserError when one cannot be.
 */
export function proxyOf(options: NginxProxyOptions): Settings {
  const breaker = options.breaker ?? { fails: 1, time: '30s' };
  const replicas = options.replicas ?? { min: 2, max: 6 };
  const check = options.check ?? '/';
  if (!/^\/[\w./~%-]*$/.test(check)) {
    throw new UserError(`${JSON.stringify(check)} is no path to check.`, 'Write "/healthz".');
  }
  if (replicas.max < replicas.min) {
    throw new UserError(
      `A proxy of ${replicas.min} to ${replicas.max} Pods is none.`,
      'Write the lesser number first.',
    );
  }
  return {
    key: options.key,
    safeMode: options.safeMode ?? false,
    timeout: nginxTime(options.timeout ?? '30s'),
    connectTimeout: nginxTime(options.connectTimeout ?? '3s'),
    tries: whole(options.tries ?? 3, 'The number of tries'),
    breaker: { fails: whole(breaker.fails, 'The number of fails'), time: nginxTime(breaker.time) },
    check,
    image: options.image ?? 'nginxinc/nginx-unprivileged:1.28.0-alpine',
    exporterImage: options.exporterImage ?? 'nginx/nginx-prometheus-exporter:1.4.2',
    replicas: { min: whole(replicas.min, 'The least number of Pods'), max: replicas.max },
    scrapers: options.scrapers ?? ['monitoring'],
  };
}
