import type { Backend } from './backend.js';
import type { Milliseconds } from './duration.js';
import type { Match, Method } from './match.js';
import type { Parts } from './share.js';

/**
 * `http`: any request. `websocket`: only requests that ask for the upgrade, with no timeout unless one is given.
 * `grpc`: only requests whose content type begins with `application/grpc`.
 */
export type Protocol = 'http' | 'websocket' | 'grpc';

export interface Retries {
  /** Attempts after the first one. */
  readonly attempts: number;
  /** Time for each attempt. @default the route's timeout */
  readonly perTryTimeout?: Milliseconds;
  /** Envoy's retry conditions. @default Istio's: connect-failure,refused-stream,unavailable,cancelled,503 */
  readonly on?: readonly string[];
}

/** Which browsers' pages may call. Source: https://fetch.spec.whatwg.org/#http-cors-protocol */
export interface Cors {
  /** Exact origins, `https://cloud.sealos.io`, or `*`. */
  readonly origins: readonly string[];
  /** Methods that pages may use. @default the safelisted methods only: GET, HEAD, POST */
  readonly methods?: readonly Method[];
  /** Request headers that may be sent. @default the safelisted ones only */
  readonly headers?: readonly string[];
  /** Response headers that pages may read. @default the safelisted ones only */
  readonly expose?: readonly string[];
  /** Cookies and credentials may be sent. @default false */
  readonly credentials?: boolean;
  /** How long a browser may remember the answer. @default the browser's, 5 s */
  readonly maxAge?: Milliseconds;
}

export interface Rewrite {
  /** Takes the place of the matched path, or of the matched prefix. @default the path stays */
  readonly path?: string;
  /** Takes the place of Host. @default Host stays */
  readonly host?: string;
}

export interface Redirect {
  readonly scheme?: 'http' | 'https';
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
  /** @default 301 */
  readonly status?: 301 | 302 | 303 | 307 | 308;
}

/** A copy of a part of the requests; its answers are thrown away. */
export interface Mirror {
  readonly to: Backend;
  readonly parts: Parts;
}

/** Made errors and delays, for tests of what hangs on them. */
export interface Fault {
  readonly abort?: { readonly status: number; readonly parts: Parts };
  readonly delay?: { readonly time: Milliseconds; readonly parts: Parts };
}

export interface HeaderEdit {
  /** Replaces, or sets where there is none. */
  readonly set?: Readonly<Record<string, string>>;
  /** Adds beside what is there. */
  readonly add?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}

/** What requests match and how they are treated. */
export interface Route {
  readonly name: string;
  /** One host name; `*.example.com` for all names below. */
  readonly host: string;
  /** Names of the tenant's gateways where it listens. */
  readonly gateways: readonly string[];
  readonly protocol: Protocol;
  /** A request that any of these takes; empty: every request. */
  readonly match: readonly Match[];
  /** Where it ends on the new side. A route that redirects has none. */
  readonly backend?: Backend;
  /** 0: none. `undefined`: the mechanism's default. */
  readonly timeout?: Milliseconds;
  readonly retries?: Retries;
  readonly cors?: Cors;
  readonly rewrite?: Rewrite;
  readonly redirect?: Redirect;
  readonly mirror?: Mirror;
  readonly fault?: Fault;
  readonly requestHeaders?: HeaderEdit;
  readonly responseHeaders?: HeaderEdit;
}
