import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PREFIX } from '../../src/convert/annotations/index.js';
import { ingressNginx } from '../../src/convert/readers/ingress-nginx.js';
import type { PathMatch } from '../../src/model/match.js';
import { ingress } from './located.js';

interface Path {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix';
}

/** What nginx does with a path: the location's number, a redirect to the slash, or nothing. */
type Choice = number | 'slash' | undefined;

/** A location of nginx, as ingress-nginx writes it. */
interface Written {
  readonly exact: boolean;
  readonly name: string;
  readonly nth: number;
}

function written(paths: readonly Path[], regex: boolean): readonly Written[] {
  return paths.flatMap(({ path, pathType }, nth): readonly Written[] => {
    if (pathType === 'Exact') return [{ exact: true, name: path, nth }];
    if (regex || path === '/') return [{ exact: false, name: path, nth }];
    const exact = paths.some(other => other.pathType === 'Exact' && other.path === path);
    const below = { exact: false, name: path.endsWith('/') ? path : `${path}/`, nth };
    return exact ? [below] : [below, { exact: true, name: path, nth }];
  });
}

/** nginx without regular expressions: an equal path, else the longest one that the request begins with. */
function plainChoice(locations: readonly Written[], request: string): Choice {
  const equal = locations.find(({ exact, name }) => exact && name === request);
  if (equal) return equal.nth;
  if (locations.some(({ exact, name }) => !exact && name === `${request}/`)) return 'slash';
  const begun = locations.filter(({ exact, name }) => !exact && request.startsWith(name));
  return begun.sort((a, b) => b.name.length - a.name.length)[0]?.nth;
}

/** nginx with regular expressions: the first one in the order of the file, the longest paths first. */
function regexChoice(locations: readonly Written[], request: string): Choice {
  const order = [...locations].sort(
    (a, b) => b.name.length - a.name.length || (a.name > b.name ? -1 : a.name < b.name ? 1 : 0),
  );
  return order.find(({ name }) => request.toLowerCase().startsWith(name.toLowerCase()))?.nth;
}

function takes({ kind, value }: PathMatch, request: string): boolean {
  switch (kind) {
    case 'exact':
      return request === value;
    case 'text':
      return request.startsWith(value);
    case 'prefix':
      return value === '/' || request === value || request.startsWith(`${value}/`);
    case 'regex':
      return new RegExp(`^(?:${value.replace('(?i)', '')})$`, 'i').test(request);
  }
}

const segment = fc.constantFrom('a', 'b', 'ab', 'A');
const somePath = fc.tuple(fc.array(segment, { maxLength: 3 }), fc.boolean()).map(([parts, slash]) => {
  const joined = `/${parts.join('/')}`;
  return slash && joined !== '/' ? `${joined}/` : joined;
});
/** nginx refuses a location twice, and Prefix `/a` makes the one of Prefix `/a/` too. */
const isOneLocation = ({ path, pathType }: Path): string =>
  pathType === 'Exact' ? `= ${path}` : path.replace(/(.)\/$/, '$1');

const somePaths = fc.uniqueArray(
  fc.record({ path: somePath, pathType: fc.constantFrom('Exact' as const, 'Prefix' as const) }),
  { minLength: 1, maxLength: 6, selector: isOneLocation },
);

function firstRoute(paths: readonly Path[], request: string, regex: boolean): Choice {
  const rules = [
    {
      host: 'shop.example.com',
      http: {
        paths: paths.map((of, i) => ({ ...of, backend: { service: { name: 'web', port: { number: i + 1 } } } })),
      },
    },
  ];
  const [tenant] = ingressNginx.read([ingress(regex ? { [`${PREFIX}use-regex`]: 'true' } : {}, { rules })]).tenants;
  const route = tenant!.hosts[0]!.routes.find(({ match }) => takes(match[0]!.path!, request));
  if (route?.redirect) return 'slash';
  return route?.backend?.kind === 'service' ? route.backend.port - 1 : undefined;
}

describe('S1: the first route that takes a request', () => {
  test('is the location that nginx chooses', () => {
    fc.assert(
      fc.property(somePaths, somePath, (paths, request) => {
        expect(firstRoute(paths, request, false)).toBe(plainChoice(written(paths, false), request));
      }),
      { numRuns: 3_000 },
    );
  });

  test('is the location that nginx chooses in the regular-expression mode of a host', () => {
    fc.assert(
      fc.property(somePaths, somePath, (paths, request) => {
        expect(firstRoute(paths, request, true)).toBe(regexChoice(written(paths, true), request));
      }),
      { numRuns: 3_000 },
    );
  });
});
