import type { Json } from '../../model/manifest.js';
import { sameJson } from '../../model/same-json.js';
import { at, fields, items, text, texts } from './shape.js';
import { isVisible, type Rule, type VirtualService } from './virtual-service.js';

/*
 * How a root's rule and the rules of its delegate become one.
 * Source: https://github.com/istio/istio/blob/1.27.9/pilot/pkg/model/virtualservice.go
 */

const TEXTS = ['uri', 'scheme', 'method', 'authority'] as const;
const MAPS = ['headers', 'withoutHeaders', 'queryParams'] as const;

/** Fields that a delegate's rule takes from the root's where it has none. */
const INHERITED = [
  'rewrite',
  'directResponse',
  'timeout',
  'retries',
  'fault',
  'mirror',
  'mirrorPercent',
  'mirrorPercentage',
  'corsPolicy',
  'mirrors',
  'headers',
] as const;

function textsConflict(root: Json | undefined, leaf: Json | undefined): boolean {
  if (root === undefined || leaf === undefined) return false;
  const [rootRegex, leafRegex] = [text(at(root, 'regex')), text(at(leaf, 'regex'))];
  const [rootExact, leafExact] = [text(at(root, 'exact')), text(at(leaf, 'exact'))];
  const [rootPrefix, leafPrefix] = [text(at(root, 'prefix')), text(at(leaf, 'prefix'))];
  if (rootRegex !== undefined && (leafRegex ?? leafPrefix ?? leafExact) !== undefined) return true;
  if (leafRegex !== undefined && (rootRegex ?? rootPrefix ?? rootExact) !== undefined) return true;
  if (rootExact !== undefined) return leafPrefix !== undefined || leafExact !== rootExact;
  const narrower = leafPrefix ?? leafExact;
  return rootPrefix === undefined || narrower === undefined || !narrower.startsWith(rootPrefix);
}

function conflicts(root: Json, leaf: Json): boolean {
  if (TEXTS.some(field => textsConflict(at(root, field), at(leaf, field)))) return true;
  for (const map of MAPS) {
    const wide = fields(at(root, map));
    if (Object.entries(fields(at(leaf, map))).some(([name, match]) => textsConflict(wide[name], match))) return true;
  }
  if ((at(root, 'ignoreUriCase') ?? false) !== (at(leaf, 'ignoreUriCase') ?? false)) return true;
  const [rootPort, leafPort] = [at(root, 'port'), at(leaf, 'port')];
  if (rootPort && leafPort && rootPort !== leafPort) return true;
  const rootSource = text(at(root, 'sourceNamespace'));
  if (rootSource !== undefined && rootSource !== at(leaf, 'sourceNamespace')) return true;
  const labels = fields(at(root, 'sourceLabels'));
  const otherLabel = ([key, value]: readonly [string, Json | undefined]): boolean =>
    key in labels && !sameJson(labels[key], value);
  if (Object.entries(fields(at(leaf, 'sourceLabels'))).some(otherLabel)) return true;
  const [rootGateways, leafGateways] = [texts(at(root, 'gateways')), texts(at(leaf, 'gateways'))];
  return rootGateways.length > 0 && leafGateways.some(name => !rootGateways.includes(name));
}

/** The leaf's own word comes first; maps are joined. */
function mergedMatch(root: Json, leaf: Json): Json {
  const maps = [...MAPS, 'sourceLabels'].map(map => [map, { ...fields(at(root, map)), ...fields(at(leaf, map)) }]);
  const joined = Object.fromEntries(maps.filter(([, map]) => Object.keys(map as object).length > 0));
  const gateways = texts(at(leaf, 'gateways')).length > 0 ? at(leaf, 'gateways') : at(root, 'gateways');
  return { ...fields(root), ...fields(leaf), ...joined, ...(gateways !== undefined && { gateways }) };
}

/** `undefined`: a match of the delegate is not within one of the root's, and its whole rule is left out. */
function mergedMatches(root: readonly Json[], leaf: readonly Json[]): readonly Json[] | undefined {
  if (root.length === 0) return leaf;
  if (leaf.length === 0) return root;
  const perLeaf = leaf.map(match => root.filter(wide => !conflicts(wide, match)).map(wide => mergedMatch(wide, match)));
  return perLeaf.some(merged => merged.length === 0) ? undefined : perLeaf.flat();
}

function mergedRule(root: Rule, leaf: Rule): Rule | undefined {
  const match = mergedMatches(items(root.spec['match']), items(leaf.spec['match']));
  if (match === undefined) return undefined;
  const inherited = INHERITED.filter(field => leaf.spec[field] === undefined && root.spec[field] !== undefined);
  const spec = { ...leaf.spec, ...Object.fromEntries(inherited.map(field => [field, root.spec[field]])) };
  return { ...leaf, at: `${leaf.at} by way of ${root.at}`, spec: { ...spec, match } };
}

function calledBy(root: VirtualService, rule: Rule, delegates: readonly VirtualService[]): readonly Rule[] {
  const called = rule.spec['delegate'];
  if (called === undefined) return [rule];
  const namespace = text(at(called, 'namespace')) ?? root.namespace;
  const delegate = delegates.find(({ name, namespace: own }) => name === at(called, 'name') && own === namespace);
  if (!delegate || isVisible(delegate.exportTo, delegate.namespace, root.namespace) !== true) return [];
  return delegate.http.flatMap(leaf => mergedRule(rule, leaf) ?? []);
}

/** The VirtualServices that have hosts, with the rules of their delegates in the places where they are called. */
export function withDelegates(all: readonly VirtualService[]): readonly VirtualService[] {
  const delegates = all.filter(({ hosts }) => hosts.length === 0);
  return all
    .filter(({ hosts }) => hosts.length > 0)
    .map(root => ({ ...root, http: root.http.flatMap(rule => calledBy(root, rule, delegates)) }));
}
