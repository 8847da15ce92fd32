import { RE2JS } from 're2js';
import type { Json, Manifest } from '../../model/manifest.js';
import { HTTP_ROUTE } from '../read/service-use.js';
import { at, fields, items, type Path, text } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

interface Found {
  readonly regex: string;
  readonly path: Path;
}

const GRPC_ROUTE = 'gateway.networking.k8s.io/GRPCRoute';

/** istiod refuses longer ones. */
const LONGEST = 1024;

function* one(match: Json | undefined, path: Path, field = 'regex'): Iterable<Found> {
  const regex = text(at(match, field));
  if (regex !== undefined) yield { regex, path: [...path, field] };
}

function* ofMap(map: Json | undefined, path: Path): Iterable<Found> {
  for (const [name, match] of Object.entries(fields(map))) yield* one(match, [...path, name]);
}

function* ofVirtualService(manifest: Manifest): Iterable<Found> {
  for (const [i, rule] of items(at(manifest, 'spec', 'http')).entries()) {
    const base = ['spec', 'http', i];
    for (const [j, match] of items(at(rule, 'match')).entries()) {
      const path = [...base, 'match', j];
      for (const field of ['uri', 'scheme', 'method', 'authority']) yield* one(at(match, field), [...path, field]);
      yield* ofMap(at(match, 'headers'), [...path, 'headers']);
      yield* ofMap(at(match, 'queryParams'), [...path, 'queryParams']);
      // A single star means "has any value" there and is no expression.
      for (const found of ofMap(at(match, 'withoutHeaders'), [...path, 'withoutHeaders'])) {
        if (found.regex !== '*') yield found;
      }
    }
    for (const [j, origin] of items(at(rule, 'corsPolicy', 'allowOrigins')).entries()) {
      yield* one(origin, [...base, 'corsPolicy', 'allowOrigins', j]);
    }
    yield* one(at(rule, 'rewrite', 'uriRegexRewrite'), [...base, 'rewrite', 'uriRegexRewrite'], 'match');
  }
}

function* typed(match: Json | undefined, path: Path, field = 'value'): Iterable<Found> {
  if (at(match, 'type') === 'RegularExpression') yield* one(match, path, field);
}

function* ofRoute(manifest: Manifest): Iterable<Found> {
  for (const [i, rule] of items(at(manifest, 'spec', 'rules')).entries()) {
    for (const [j, match] of items(at(rule, 'matches')).entries()) {
      const path = ['spec', 'rules', i, 'matches', j];
      yield* typed(at(match, 'path'), [...path, 'path']);
      for (const field of ['service', 'method']) yield* typed(at(match, 'method'), [...path, 'method'], field);
      for (const list of ['headers', 'queryParams']) {
        for (const [k, item] of items(at(match, list)).entries()) yield* typed(item, [...path, list, k]);
      }
    }
  }
}

/** What RE2 says against an expression. */
function refusal(regex: string): string | undefined {
  if (regex.length > LONGEST) return `it has ${regex.length} characters and Istio takes ${LONGEST}`;
  try {
    RE2JS.compile(regex);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
  }
}

export const regexIsRe2: Rule = {
  id: 'regex-is-re2',
  level: 'error',
  law: 'Every regular expression of a VirtualService, HTTPRoute or GRPCRoute is one that RE2 compiles.',
  why: 'Envoy speaks RE2, which has no lookahead, lookbehind or backreference. istiod refuses the object, and where nobody validates, the proxy rejects the whole route table and keeps its old one.',
  source: 'https://github.com/google/re2/wiki/Syntax',
  kinds: [VIRTUAL_SERVICE, HTTP_ROUTE, GRPC_ROUTE],
  start: () => ({
    *see(object) {
      const found = kindOf(object.manifest) === VIRTUAL_SERVICE ? ofVirtualService : ofRoute;
      for (const { regex, path } of found(object.manifest)) {
        const why = refusal(regex);
        if (why === undefined) continue;
        const shown = regex.length > 80 ? `${regex.slice(0, 77)}...` : regex;
        const fix = 'Write it in RE2: list the cases, or move the exception into a route before this one.';
        yield finding(regexIsRe2, whereIn(object, path), `RE2 refuses "${shown}": ${why}.`, fix);
      }
    },
  }),
};
