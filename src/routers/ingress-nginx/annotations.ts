import { literal } from '../../model/cookie-regex.js';
import type { Gateway } from '../../model/gateway.js';
import type { Cors, Route } from '../../model/route.js';
import type { RouteSet } from '../../model/route-set.js';
import { ALL, type Parts } from '../../model/share.js';
import { UserError } from '../../model/user-error.js';

export const PREFIX = 'nginx.ingress.kubernetes.io/';

export type Annotations = Readonly<Record<string, string>>;

function annotations(of: Readonly<Record<string, string | undefined>>): Annotations {
  return Object.fromEntries(
    Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [[`${PREFIX}${name}`, value]])),
  );
}

/** The request headers that pages may always send. Source: https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const SAFE_HEADERS = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type'];

/** The controller's own defaults allow much more, so everything is said. */
function cors(of: Cors): Annotations {
  return annotations({
    'enable-cors': 'true',
    'cors-allow-origin': of.origins.join(', '),
    'cors-allow-methods': (of.methods ?? ['GET', 'HEAD', 'POST']).join(', '),
    'cors-allow-headers': (of.headers ?? SAFE_HEADERS).join(', '),
    'cors-expose-headers': of.expose?.join(', '),
    'cors-allow-credentials': String(of.credentials ?? false),
    'cors-max-age': String(Math.floor((of.maxAge ?? 5_000) / 1_000)),
  });
}

function redirects(gateways: readonly Gateway[], route: Route): Annotations {
  const ways = new Set(gateways.map(({ http }) => http));
  if (ways.has('off') || ways.size > 1) {
    throw new UserError(
      `Route "${route.name}" wants port 80 ${[...ways].join(' and ')}; an Ingress serves it or redirects it.`,
      'Say http: "serve" or "redirect", the same on each of its gateways.',
    );
  }
  return annotations({ 'ssl-redirect': gateways.some(({ tls }) => tls) ? String(ways.has('redirect')) : undefined });
}

/** What the first Ingress of a route says for both sides: the controller ignores it on a canary. */
export function treatment(route: Route, set: RouteSet): Annotations {
  const gateways = set.gateways.filter(({ name }) => route.gateways.includes(name));
  const grpc = route.protocol === 'grpc';
  if (grpc && !gateways.some(({ tls }) => tls)) {
    throw new UserError(
      `Route "${route.name}" is gRPC without TLS, which nginx takes for HTTP/1.1.`,
      'Give its gateway tls.',
    );
  }
  if (route.rewrite?.host !== undefined && set.sides.some(({ backend }) => backend?.kind === 'edge')) {
    throw new UserError(
      `Route "${route.name}" changes Host before an edge; upstream-vhost counts for both sides.`,
      'Drop `rewrite.host`, or hand the whole route over at once: ingressNginx({ handover: true }).',
    );
  }
  return {
    ...redirects(gateways, route),
    ...annotations({ 'backend-protocol': grpc ? 'GRPC' : undefined, 'upstream-vhost': route.rewrite?.host }),
    ...(route.cors && cors(route.cors)),
  };
}

function only<Item>(items: readonly Item[], key: (item: Item) => string, what: string): Item | undefined {
  if (new Set(items.map(key)).size < 2) return items[0];
  throw new UserError(`A canary looks at one ${what}, and the pins name several.`, `Pin by one ${what}.`);
}

/** Who is pinned, as a canary can say it: by one header and one cookie. */
function pins(set: RouteSet): Annotations {
  const headers = set.pins.filter(pin => pin.kind === 'header' || pin.kind === 'user');
  const cookies = set.pins.filter(pin => pin.kind === 'cookie');
  if (set.pins.findIndex(pin => pin.kind === 'cookie') < set.pins.findLastIndex(pin => pin.kind !== 'cookie')) {
    if (cookies.length > 0) throw new UserError('A cookie is pinned before a header.', 'Put it last: the header wins.');
  }
  const header = only(headers, pin => (pin.kind === 'header' ? pin.name : pin.header), 'header');
  const cookie = only(cookies, pin => pin.name, 'cookie');
  for (const { value, side } of cookies) {
    if (value === (side === 'new' ? 'always' : 'never')) continue;
    throw new UserError(
      `Cookie "${cookie!.name}" is pinned by "${value}".`,
      'A canary knows "always" (new) and "never" (old).',
    );
  }
  const values = headers.flatMap(pin => (pin.kind === 'user' ? pin.ids : [pin.value]));
  const fixed = headers.filter(pin => pin.side === 'old');
  const name = header && (header.kind === 'header' ? header.name : header.header);
  if (fixed.length === 0) {
    const pattern = values.length > 1 ? `^(?:${values.map(literal).join('|')})$` : undefined;
    return annotations({
      'canary-by-header': name,
      'canary-by-header-value': values.length === 1 ? values[0] : undefined,
      'canary-by-header-pattern': pattern,
      'canary-by-cookie': cookie?.name,
    });
  }
  const plain = headers.every(pin => pin.kind === 'header' && pin.value === (pin.side === 'new' ? 'always' : 'never'));
  if (!plain || headers.length !== 2 || fixed.length !== 1) {
    throw new UserError(
      `Header "${name}" is pinned to the old side; a canary keeps requests there only by "never", beside "always".`,
      'Pin "always" to the new side and "never" to the old one, or drop the pin.',
    );
  }
  return annotations({ 'canary-by-header': name, 'canary-by-cookie': cookie?.name });
}

/** What makes an Ingress a canary, and its share. `canary: "true"` is what keeps it from taking the path over. */
export function canary(set: RouteSet, parts: Parts): Annotations {
  return {
    ...annotations({ canary: 'true', 'canary-weight': String(parts), 'canary-weight-total': String(ALL) }),
    ...pins(set),
  };
}
