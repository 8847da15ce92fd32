import { Construct } from 'constructs';
import type { Backend } from '../model/backend.js';
import { milliseconds } from '../model/duration.js';
import { knownProps } from '../model/known-props.js';
import type { Match } from '../model/match.js';
import type { Cors, HeaderEdit, Protocol, Redirect, Rewrite, Route as RouteModel } from '../model/route.js';
import { percent } from '../model/share.js';
import { claims } from '../model/tenant.js';
import { UserError } from '../model/user-error.js';
import { freeId } from './free-id.js';
import { claimed, type Gateway } from './gateway.js';
import type { Tenant } from './tenant.js';
import { type WrittenAt, writtenHere } from './written-at.js';

export interface RetriesProps {
  /** Attempts after the first one; 0 switches retries off. */
  readonly attempts: number;
  /** Time for each attempt: `'2s'`. @default the route's timeout */
  readonly perTryTimeout?: string;
  /** Envoy's retry conditions. @default Istio's: connect-failure, refused-stream, unavailable, cancelled, 503 */
  readonly on?: readonly string[];
}

export interface CorsProps extends Omit<Cors, 'maxAge'> {
  /** How long a browser may remember the answer: `'24h'`. @default the browser's, 5 s */
  readonly maxAge?: string;
}

export interface MirrorProps {
  /** Where the copies go; their answers are thrown away. */
  readonly to: Backend;
  /** Per cent of the requests. @default 100 */
  readonly percent?: number;
}

export interface FaultProps {
  /** Answers a part of the requests with a status. @default none */
  readonly abort?: { readonly status: number; readonly percent: number };
  /** Holds a part of the requests back: `{ time: '2s', percent: 10 }`. @default none */
  readonly delay?: { readonly time: string; readonly percent: number };
}

export interface RouteProps {
  /** Where it listens: one gateway or several. */
  readonly gateway: Gateway | readonly Gateway[];
  /** One host of the gateway's. */
  readonly host: string;
  /** Which requests it takes: one match, or several of which any. @default every request */
  readonly match?: Match | readonly Match[];
  /** Where requests end on the new side. A route that redirects has none. */
  readonly backend?: Backend;
  /** `websocket`: only upgrades, without timeout; `grpc`: only gRPC. @default 'http' */
  readonly protocol?: Protocol;
  /** Time for the whole answer: `'300s'`; `'0s'` for none. @default the mechanism's; none for websocket */
  readonly timeout?: string;
  /** What is tried again. @default the mechanism's (Istio: 2 attempts on connection failures and 503) */
  readonly retries?: RetriesProps;
  /** Which browsers' pages may call. @default nothing is said */
  readonly cors?: CorsProps;
  /** Changes path or Host on the way. @default both stay */
  readonly rewrite?: Rewrite;
  /** Sends clients elsewhere. @default none */
  readonly redirect?: Redirect;
  /** Copies a part of the requests. @default none */
  readonly mirror?: MirrorProps;
  /** Made errors and delays. @default none */
  readonly fault?: FaultProps;
  /** Changes request headers. @default none */
  readonly requestHeaders?: HeaderEdit;
  /** Changes response headers. @default none */
  readonly responseHeaders?: HeaderEdit;
}

const PROPS: Readonly<Record<keyof RouteProps, true>> = {
  gateway: true,
  host: true,
  match: true,
  backend: true,
  protocol: true,
  timeout: true,
  retries: true,
  cors: true,
  rewrite: true,
  redirect: true,
  mirror: true,
  fault: true,
  requestHeaders: true,
  responseHeaders: true,
};

/** What requests match and how they are treated. */
export class Route extends Construct {
  /** @internal */
  readonly model: RouteModel;
  /** @internal */
  readonly gateways: readonly Gateway[];
  /** @internal */
  readonly writtenAt: WrittenAt = writtenHere();

  /** @throws UserError when a prop is wrong: a host no gateway has, a duration, no end or two. */
  constructor(tenant: Tenant, id: string, props: RouteProps) {
    super(tenant, freeId(tenant, id, 'a route', 'route-'));
    knownProps(props, PROPS, `Route "${id}"`);
    if (props.retries)
      knownProps(props.retries, { attempts: true, perTryTimeout: true, on: true }, `Route "${id}" retries`);
    this.gateways = Array.isArray(props.gateway) ? props.gateway : [props.gateway as Gateway];
    claimed(tenant, props.host, `Route "${id}"`);
    for (const { model } of this.gateways) {
      if (model.hosts.some(host => claims(host, props.host))) continue;
      throw new UserError(
        `Route "${id}" listens for "${props.host}" on gateway "${model.name}", which does not have it.`,
        `Its hosts are ${model.hosts.join(', ')}.`,
      );
    }
    if (props.backend === undefined && props.redirect === undefined) {
      throw new UserError(`Route "${id}" ends nowhere.`, 'Give it a backend: service("…", 80), or a redirect.');
    }
    if (props.backend !== undefined && props.redirect !== undefined) {
      throw new UserError(`Route "${id}" has a backend and a redirect.`, 'Drop one of them.');
    }
    this.model = routeModel(
      id,
      props,
      this.gateways.map(gateway => gateway.seenFrom(tenant).name),
    );
  }
}

function routeModel(name: string, props: RouteProps, gateways: readonly string[]): RouteModel {
  const { match, protocol = 'http', timeout, retries, cors, mirror, fault } = props;
  const time = timeout ?? (protocol === 'websocket' ? '0s' : undefined);
  return {
    name,
    host: props.host,
    gateways,
    protocol,
    match: match === undefined ? [] : Array.isArray(match) ? match : [match as Match],
    ...(props.backend && { backend: props.backend }),
    ...(time !== undefined && { timeout: milliseconds(time) }),
    ...(retries && {
      retries: {
        attempts: retries.attempts,
        ...(retries.perTryTimeout !== undefined && { perTryTimeout: milliseconds(retries.perTryTimeout) }),
        ...(retries.on && { on: retries.on }),
      },
    }),
    ...(cors && corsModel(cors)),
    ...(props.rewrite && { rewrite: props.rewrite }),
    ...(props.redirect && { redirect: props.redirect }),
    ...(mirror && { mirror: { to: mirror.to, parts: percent(mirror.percent ?? 100) } }),
    ...(fault && faultModel(fault)),
    ...(props.requestHeaders && { requestHeaders: props.requestHeaders }),
    ...(props.responseHeaders && { responseHeaders: props.responseHeaders }),
  };
}

function corsModel({ maxAge, ...cors }: CorsProps): Pick<RouteModel, 'cors'> {
  return { cors: { ...cors, ...(maxAge !== undefined && { maxAge: milliseconds(maxAge) }) } };
}

function faultModel({ abort, delay }: FaultProps): Pick<RouteModel, 'fault'> {
  return {
    fault: {
      ...(abort && { abort: { status: abort.status, parts: percent(abort.percent) } }),
      ...(delay && { delay: { time: milliseconds(delay.time), parts: percent(delay.percent) } }),
    },
  };
}
